"""The declaration as a whole: who is responsible, which documents, whom it concerns, who receives data.

One line per key: name, `!` when required, type, and what it means. Types: see `zusage.declaration.types`.
"""

WHOLE = """
declaration
  zusage! version -- version of this language, always 1
  regime regime -- law that applies: eu/de
  organisation! organisation -- the controller
  languages [=de|en] -- languages of the documents; the first one leads
  timezone zone -- time zone in which days and years end
  run run -- the routine run that carries promises out
  documents {slug: document} -- published texts, each a view of the promises
  subjects {slug: subject} -- groups of people whose data are processed
  systems {slug: system} -- stores, and where they are
  events {event_id: event} -- moments from which periods count
  consents {slug: consent} -- consents, each asked once
  recipients {slug: recipient} -- everybody to whom data go, processors included
  holds {slug: hold} -- kinds of hold that the notice announces
  measures {slug: measure} -- technical and organisational measures (Art. 32 GDPR)
  defaults defaults -- what an activity has unless it says otherwise
  activities {slug: activity} -- processing activities
  assure [assurance] -- promises of the organisation as a whole
  rights rights -- how people exercise their rights
  environments {slug: environment} -- other places where the same systems run
  allow {finding: text} -- findings that are accepted, with the reason

organisation
  name! line -- name with legal form
  address! line -- postal address
  email! email -- address for data protection
  phone line -- telephone number
  representative line -- who represents it
  register line -- register and number
  data_protection_officer officer -- the officer, if there is one
  authority! authority -- supervisory authority, such as de/sh
  kind =company|bank|insurer|investment_firm|association|public_body -- what it is, where duties differ by it
  financial_year_ends month_day -- last day of its financial year, such as 06-30; 12-31 if not stated
  tax_owner word -- role that states each year that no tax assessment is open
  country country -- country of its seat; that of the regime if not stated
  eu_representative eu_representative -- representative in the Union (Art. 27 GDPR)
  people_processing number -- people who constantly process personal data by automated means (§ 38(1) BDSG)
  works_council flag -- whether there is a works council
  allow {finding: text} -- findings that are accepted here, with the reason

eu_representative
  name! line -- name
  address! line -- postal address
  email email -- address

officer
  name line -- name; not required by law
  email! email -- contact (Art. 13(1)(b) GDPR)

run
  every period -- how often the routine run comes
  grace period -- how long after a deadline a deletion still counts as done in time
  undo period -- how long what was deleted from a database can be put back, inside its period
  authors [role_id] -- roles that change this declaration
  operators [role_id] -- roles that carry the run out
  approvers [role_id] -- roles that approve what is destroyed; none of the roles above
  approval =second|single -- second if approvers are named; single says that there is no second person
  window [window] -- when a run may work; always if not stated
  freeze [freeze] -- days on which no run works

window
  days [weekdays] -- days on which it begins, such as mon-fri; every day if not stated
  from! clock -- when it begins
  to! clock -- when it ends; on the next day if that is not later

freeze
  from! date -- first day
  to! date -- last day
  because! line -- why

document
  title! text -- title of the document
  kind =notice|processor_terms|internal -- notice if not stated
  published_at [line] -- addresses where it is published
  dated date -- date of the version
  layers [layer] -- parts in order of reading
  includes [slug] -- activities of other documents that it also shows
  address_form =Sie|du -- German form of address
  changes changes -- how people hear of a change
  statements [statement] -- sentences stated as such
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

layer
  id! slug -- id of the layer
  title text -- heading of the part
  part line -- part of the notice it stands for
  show [slug] -- activities it shows, in this order

changes
  notify slug -- group of people who are told
  by [word] -- channels
  when =substantial|any|drift -- which changes
  before period -- how long before the change takes effect

statement
  text! text -- the sentence
  claim =no_third_country|only_eu|only_germany|no_disclosure|no_disclosure_without_consent|only_with_consent|cookies_only_with_consent|no_objection|logs_not_merged|session_cookies_only|no_cookies|no_profiling|no_automated_decision|no_advertising|only_to_answer|encrypted|pseudonymised -- what it claims in general, for the checker to compare
  allow {finding: text} -- findings that are accepted here, with the reason

subject
  label! text -- name of the group as the notice prints it
  found_in {store: [column or keyed]} -- columns that identify a person; without it people cannot be addressed
  minors flag -- whether children are among them
  kind =customer|prospect|contact|user|visitor|participant|member|supplier|employee|applicant|patient|child -- who they are
  informed informed -- where and when they are informed (Art. 13, 14 GDPR)
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

informed
  when! =collection|first_contact|month -- when data are collected, with the first message, or within a month
  by! [slug] -- documents that they get
  how text -- in which way

keyed
  hash_of column -- column that holds a keyed hash of what identifies a person
  pseudonym_of column -- column that holds a pseudonym of it
  key! env -- environment variable with the key
  ! one hash_of pseudonym_of

consent
  label! text -- what people agree to
  words text -- the text as people see it when they agree
  by =banner|form|connection -- where it is asked
  double_opt_in flag -- whether the address is confirmed
  proof proof -- where it is on record
  withdraw [=link_in_mail|banner|self_service|request] -- ways to withdraw, at least one (Art. 7(3) GDPR)
  expires period -- how long it is valid
  covers [slug] -- activities it covers
  many flag -- whether one person can give it several times, such as for several lists
  applies_to [host] -- sites it is valid for
  text_button text -- words of the button that refuses
  refuse =first_level|second_level|none -- where the banner lets people refuse
  separate flag -- whether it is asked apart from everything else (Art. 7(2) GDPR)
  condition_of slug -- activity that people only get if they agree (Art. 7(4) GDPR)
  age number -- age from which people agree for themselves (Art. 8 GDPR)
  parents text -- how parents agree for younger children
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id
  ! consent withdraw

proof
  in! place -- table of the records
  where where -- which rows
  given column -- when it was given
  confirmed column -- when the address was confirmed
  withdrawn column -- when it was withdrawn
  text column -- which text was shown
  address column -- the address it is about

recipient
  use line -- entry of the catalogue of services
  name line -- name, if it is in no catalogue
  country country -- country of its seat
  address line -- postal address
  category text -- kind of recipient, if they vary
  members [line] -- who belongs to the category
  role! =processor|controller|joint|instructed_by_customer|self|authority -- its role towards us
  contracts [contract] -- contracts on file
  transfer transfer -- safeguard for a third country
  agreement agreement -- arrangement of joint controllers (Art. 26 GDPR)
  location country -- country where it keeps our data
  region line -- region there
  parent line or parent -- company behind it
  under slug -- recipient whose sub-processor it is
  sub_processors sub_processors -- its own processors
  passes_on_to [slug or onward] -- to whom it passes data on
  hosts [host] -- hosts it is reached at
  system slug -- system in which we see what it keeps
  evidence [contract] -- reports and certificates on file
  access_from [country] -- countries from which its people can reach our data
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id
  ! some use name category

parent
  name! line -- name
  country country -- country of its seat

onward
  category! text -- kind of recipient

contract
  kind! word -- avv, scc, tia, tom or another name
  dated date -- date of signature or issue
  annexes [word] -- annexes on file
  clauses [word] -- undertakings in it
  renew period -- when it must be looked at again
  file line -- where the document is

transfer
  mechanism! =adequacy|dpf|scc|bcr|consent|derogation|none -- safeguard of Chapter V GDPR
  id line -- number in the public list
  checked date -- when somebody last looked it up
  renew period -- how long that look is good for
  also [=adequacy|dpf|scc|bcr|consent|derogation] -- further safeguards
  listed_as line -- name of the legal entity in the public list
  covers [=hr|non_hr] -- data that the entry covers
  module [=1|2|3|4] -- module of the standard contractual clauses
  copy text -- how people get a copy of the safeguard (Art. 13(1)(f) GDPR)
  tia date -- when the assessment of the transfer was made
  ground =49-1-a|49-1-b|49-1-c|49-1-d|49-1-e|49-1-f|49-1-g|49-1-2 -- derogation of Art. 49(1) GDPR
  recurring flag -- whether it happens again and again

agreement
  dated date -- date
  essence text -- what people are told of it
  contact_point word -- whom people may turn to
  informs word -- who informs people: us, both, or a recipient
  answers word -- who answers requests: us, both, or a recipient

sub_processors
  list line -- where the list is
  checked date -- when somebody last read it
  renew period -- how long that is good for

hold
  label! text -- name as the notice prints it
  review! period -- when somebody looks again; a hold never ends by itself
  approver! word -- role that approves it
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

measure
  label! text -- the measure
  goal! =pseudonymisation|encryption|confidentiality|integrity|availability|resilience|restoration|testing -- what it is for (Art. 32(1) GDPR)
  text text -- how it is done
  systems [slug] -- where it works; everywhere if not stated
  owner word -- role that answers for it
  evidence contract -- what shows it, and how old that is
  allow {finding: text} -- findings that are accepted here, with the reason

defaults
  documents [slug] -- documents of an activity that names none
  retention default_retention -- general sentence on periods

default_retention
  until text -- the sentence
  require_rule flag -- whether every datum still needs a rule

rights
  channels! channels -- how a request reaches us
  answer_within period -- term of the answer; one month if not stated
  identity identity -- when and how identity is checked
  covers! [slug] -- systems that are searched
  propagate {word: line} -- what is passed on to recipients, such as rectification
  tells [word] -- what an answer contains
  fee word -- none, if there is no fee
  allow {finding: text} -- findings that are accepted here, with the reason

channels
  email email -- address
  post flag -- whether letters are accepted
  phone line -- number
  form line -- address of a form

identity
  when word -- doubt or always
  delete_proof time -- when proofs of identity are deleted

environment
  synthetic flag -- whether all its data are made up
  rollout =staged|fast -- fast: no stages and no approval; only where all data are made up
  systems {slug: overlay} -- what is different there

overlay
  url option -- connection
  apply option -- connection that may change rows
  setup option -- connection that creates what Zusage needs
  app option -- role of the application
  path option -- path
  paths [option] -- paths
  location country -- country
  region line -- region
  host slug -- recipient that hosts it
  absent flag -- whether it does not exist there
  synthetic flag -- whether its data are made up
"""
