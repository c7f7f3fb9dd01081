"""Activities: purposes, bases, data, device items, retention rules, flows."""

ACTIVITIES = """
activity
  title! text -- title as the notice prints it
  documents [slug] -- documents that show it
  part_of slug -- activity it belongs to; subjects, basis and documents are taken from there if not stated
  role =controller|processor|joint -- our role; controller if not stated
  on_behalf_of slug -- group of people or customer who instructs us
  with [slug] -- joint controllers
  subjects [slug] -- groups of people
  purposes! {slug: line or purpose} -- what for
  excluded_purposes {slug: text} -- what never for
  basis basis -- legal basis (Art. 6 GDPR)
  data! {slug: datum} -- which data, and where they are
  device {slug: device_item} -- what is stored on the device (§ 25 TDDDG)
  retention {slug: rule} -- until when
  recipients {slug: flow} -- to whom
  source text -- where data come from, if not from the person (Art. 14 GDPR)
  only_for only_for -- for whom only
  objection objection -- what an objection does
  opt_out opt_out -- a way to opt out
  self_service self_service -- what people can do themselves
  requests requests -- what happens with requests in somebody else's name
  automated_decision automated_decision -- decisions without a person (Art. 22 GDPR)
  special_category special_category -- condition of Art. 9 GDPR
  source_public flag -- whether that source is open to everybody (Art. 14(2)(f) GDPR)
  channels [=email|phone|sms|post|push|in_app] -- ways in which people hear from us
  existing_customers [=from_sale|own_similar|told|not_objected] -- conditions of § 7(3) UWG that are met
  further_purpose further_purpose -- data that were collected for something else (Art. 13(3) GDPR)
  dpia dpia -- impact assessment (Art. 35 GDPR)
  department text -- who answers for it in the organisation
  since date -- when it began
  measures [slug] -- measures that protect it; all if not stated
  works_agreement text -- agreement with the works council, or why none is needed (§ 87(1) no. 6 BetrVG)
  staff_evaluation flag -- whether performance or behaviour of staff is evaluated
  assure [assurance] -- further promises
  allow {finding: text} -- findings that are accepted, with the reason
  was slug -- former id
  ! activity role basis

purpose
  de line -- German words
  en line -- English words
  anonymous flag -- whether it needs no persons
  profiling flag -- whether it evaluates persons
  kind =contract|answer|account|support|security|accounting|payment|applications|staff|newsletter|advertising|analytics|session_recording|heatmap|ab_test|personalisation|social_media|embedded_content|captcha|fraud_scoring|product_improvement|telemetry|error_tracking|survey|backup|claims|consent_state -- what it is, for the rules; found from the words if not stated

basis = [=contract|instruction|vital|public_task or basis_item]

start = event_id or event

how = word or {column: anything}

where = {column: [value] or bounds}

bounds
  before date_or_period -- earlier than this day, or longer ago than this period
  after date_or_period -- later than this day, or less long ago than this period
  ! one before after

basis_item
  contract flag -- Art. 6(1)(b)
  instruction flag -- on behalf of somebody (Art. 28)
  consent slug -- Art. 6(1)(a)
  legitimate_interests text -- Art. 6(1)(f), the interest in words
  legal_obligation [law] -- Art. 6(1)(c)
  vital text or flag -- Art. 6(1)(d)
  public_task text or flag -- Art. 6(1)(e)
  same_as slug -- the bases of another activity
  purposes [slug] -- for which purposes
  data [slug] -- for which data
  when text -- in which case, or otherwise
  seen {table_place: where} -- where the data show the case
  weighed date -- when the interests were weighed (Art. 6(1)(f) GDPR)
  weighing line -- where that is on file
  necessary text -- why it cannot be done with less
  expected text -- what people may expect here
  outweighs text -- why the interests of the people do not weigh more
  ! one contract instruction consent legitimate_interests legal_obligation vital public_task same_as

datum
  label! text -- name as the notice prints it
  in! [place] -- table, log, folder; nowhere if only the recipient has it; device
  columns [column] -- columns; the whole row if not stated
  where where -- which rows
  required =contract|law|service|no -- whether people must give it
  if_missing text -- what happens if they do not
  special line -- category of Art. 9 GDPR
  shared flag -- whether it is about several people at once
  derived_from [path] -- data it is made of
  aggregated flag -- whether it names nobody
  by =thread -- unit of a mailbox
  criminal flag -- whether it is about criminal convictions or offences (Art. 10 GDPR)
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

device_item
  name! line -- name, with * as a wildcard
  kind =cookie|storage|pixel|fingerprint -- cookie if not stated
  by! word -- self, or a recipient
  party =first|third -- whose domain
  lifetime! lifetime -- session, none or a period
  count number -- how many of them
  access! access -- why it may be stored
  read_by [word] -- who else can read it
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

access
  necessary text -- why it is strictly necessary
  consent slug -- the consent that allows it
  ! one necessary consent

rule
  data [slug] -- data of this activity, or all
  all_of [slug] -- whole systems
  where where -- which rows
  from start -- the event from which it counts
  delete time -- rows go
  clear time -- columns are emptied
  shorten time -- values are shortened
  pseudonymise time -- values are replaced by pseudonyms
  anonymise time -- nobody can be recognised
  lock time -- nobody writes any more
  restrict time -- nobody reads any more, except for Art. 18(2) GDPR
  how how -- with which parameters, or what becomes of each column
  columns [column] -- columns for clear and shorten
  k number -- so many rows must look alike before anything is called anonymised (5 if not stated)
  stages [stage] -- several acts, in order of time
  one_of [stage] -- any of these acts is enough
  keep law or period or keep -- kept at least
  at_the_latest period -- outer bound
  unless unless -- kept for a duty instead
  holds [slug] -- kinds of hold that its sentence names
  copies [slug] -- recipients and systems that delete too
  leaves [slug] -- what stays
  survives [word] -- requests that do not touch it
  ends ends -- what ends an unlimited keep
  trigger =row_change -- the application does it when the row changes
  several_owners several_owners -- what one of several people can ask for
  because text -- reason or criterion in words
  class word -- deletion class
  grace grace -- grace of this rule
  undo period -- its own undo window; 0 days for none
  same_as path -- the rule of another activity
  undecided text or undecided -- nothing is decided; stays unproven
  keep_newest number -- how many of the newest units stay
  on_device flag -- whether the device deletes it
  then word -- what follows
  effective_from date -- binds only what was collected since
  collected column -- column that shows when it was collected, for effective_from
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id
  ! rule delete clear shorten pseudonymise anonymise lock restrict stages one_of keep same_as undecided

stage
  delete time -- rows go
  clear time -- columns are emptied
  shorten time -- values are shortened
  pseudonymise time -- values are replaced by pseudonyms
  anonymise time -- nobody can be recognised
  lock time -- nobody writes any more
  restrict time -- nobody reads any more
  how how -- with which parameters, or what becomes of each column
  columns [column] -- which columns
  k number -- so many rows must look alike before anything is called anonymised (5 if not stated)
  was slug -- former id
  ! one delete clear shorten pseudonymise anonymise lock restrict

keep
  law law -- duty to keep from the dated law data
  period period -- a period of our own
  unlimited text -- without end, and why
  without_statement text -- why nobody has to state that no tax assessment is open
  because text -- why it is necessary, where the law allows to keep but does not oblige
  reviewer word -- role that has looked at the reason
  with [place] -- columns of other tables that the duty also covers
  ! one law period unlimited

unless
  duty! law_or_any -- duty to keep, or any
  where where -- rows it applies to
  keep_only =duty_columns -- what stays
  then =restrict|lock|delete -- what happens to them meanwhile

ends
  from! start -- event
  delete time -- rows go
  anonymise time -- nobody can be recognised
  ! one delete anonymise

several_owners
  erasure_by_one! =delete|mask|keep -- what happens
  why text -- why

undecided
  as_found! text -- the sentence as it is today
  propose rule_proposal -- what a rule could be

rule_proposal
  from start -- event
  delete time -- rows go
  anonymise time -- nobody can be recognised
  keep law or period or keep -- kept at least

flow
  data! [slug] -- data of this activity, or all
  category_of_data text -- what goes, in words
  category text -- kind of recipient, if it has no entry
  when text or when -- only in this case
  send_only [word] -- fields that are sent, no others
  scrubbed [word] -- fields that are removed before
  keeps keeps -- how long it keeps them
  on_erasure on_erasure -- how an erasure is passed on
  role =processor|controller|joint|instructed_by_customer|self|authority -- role in this flow
  hosts_from place -- column with the host
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

when
  consent slug -- with this consent
  choice {table_place: where} -- if the person chose so
  row table_place -- if there is a row
  where where -- and it fulfils this
  event start -- at this event
  duty law -- if this duty applies
  ! one consent choice row event duty

keeps
  as text -- in words
  from start -- event
  delete time -- rows go
  stages [stage] -- several acts
  evidence =probe|document|none -- what shows it
  where where -- which of them

on_erasure
  call! word -- what is called
  within! period -- by when
  retry line -- how often

only_for
  group {table_place: where} -- who
  first period -- only so long
  since start -- from when

objection
  effect! =stop|decide -- what it does
  except text -- except for
  absolute flag -- without weighing (Art. 21(3) GDPR)
  purposes [slug] -- against which purposes
  record table_place -- where it is recorded
  remove column -- what is removed
  within period -- by when
  by [word] -- how
  weighing word -- whether a weighing is recorded

opt_out
  url line -- address
  effect =stop -- what it does
  requests_to [host] -- hosts that hear nothing afterwards

self_service
  change [column] -- fields people can change
  close flag -- whether they can close the account
  erase flag -- whether they can erase it

requests
  forward_to! slug -- whom a request is passed on to
  within period -- by when

automated_decision
  logic! text -- how it is decided
  consequences! text -- what follows
  basis text -- why it is allowed
  contest text -- how to contest it
  ground =contract|law|consent -- Art. 22(2) GDPR
  human flag -- whether a person can step in (Art. 22(3) GDPR)

special_category
  art9! word -- letter of Art. 9(2) GDPR
  law law -- national law

further_purpose
  from! slug -- activity for which the data were collected
  told date -- when people were told, before it began
  compatible text -- why the purposes go together (Art. 6(4) GDPR)

dpia
  needed! flag -- whether one is needed
  because text -- why, or why not
  dated date -- when it was made
  renew period -- when it must be looked at again
  file line -- where it is
  criteria [=scoring|automated_decision|systematic_monitoring|sensitive|large_scale|matching|vulnerable|innovative|prevents_right] -- criteria of WP 248 that are met
  listed line -- entry of the list of processing that needs one (Art. 35(4) GDPR), such as 7; none if it is on none
  advice advice -- advice of the data protection officer (Art. 35(2) GDPR)

advice
  dated! date -- when
  text! text -- what was advised
"""
