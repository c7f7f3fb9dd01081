"""Stores and moments: systems, tables, events. Options of a connector come from its Descriptor."""

STORES = """
system
  connector! word -- kind of store: sql, logfiles, files, mail …
  location country -- country in which the data lie
  region line -- region there
  host slug -- recipient that hosts it
  kept_by slug -- recipient that keeps it for itself
  each each -- one declaration for many equal stores
  copy_of [place] -- what it is a copy of; the rules of the original bind
  follows place -- table whose rows decide about its objects
  backup_of [slug] -- systems it is a backup of
  keep_newest number -- how many of the newest units stay
  zone zone -- zone of moments that carry none
  tables {table_name: table} -- its tables
  absent flag -- whether it does not exist here
  synthetic flag -- whether its data are made up
  allow {finding: text} -- findings that are accepted here, with the reason
  was slug -- former id

each
  row! table_place -- table with one row per store
  key! column -- column that names the store
  skip {column: [line]} -- rows that stand for stores that are gone
  on_drop {column: line} -- what is written into the row when the store has been dropped

table
  subject subject_via -- its rows are people of this group: "customer", or "customer via email"
  owned_by owner or owned or [owner] -- the row that owns it: "customers via customer_id"
  belongs_to owner or owned -- tenant it belongs to, without meaning for requests
  only_reference flag -- holds nothing but references to people
  personal [column] -- columns that are personal; all if not stated
  register flag -- holds evidence
  no_personal_data flag -- holds no personal data
  accessed_by [owner] -- rows of people who worked with it
  nested line -- table that holds rows of its own kind, or none
  optional flag -- whether the owner may be missing
  files stored_files -- objects that belong to its rows
  copies [place] -- tables and views that repeat its rows
  on_erasure {column: word} -- what an erasure does to a column: null, placeholder, hash
  time {column: =unix_ms|unix_s|local|utc} -- how moments are stored
  keep short_keep -- short form of a rule: "2 years after closed_at"
  for text -- short form: the purpose
  basis basis -- short form: the legal basis
  label text -- short form: name of the data
  activity slug -- short form: id of the activity
  allow {finding: text} -- findings that are accepted here, with the reason
  ! role subject owned_by only_reference no_personal_data

owned
  type column -- column with the kind of owner
  id column -- column with its key
  targets {word: table_name} -- kind of owner to table
  subject slug -- group of people, joined by value
  through table_name -- table that links to owners
  via column -- column of the join
  several flag -- whether there can be several owners

stored_files
  in! slug -- system of the objects
  key! column -- column with the object's name

event
  label text -- words for it, as they follow "nach" and "after"
  at moment -- column that shows the moment
  all_gone table_place -- the last row of this table ended
  silence silence -- nothing happened for a period
  state {table_place: where} -- a state without a time stamp
  seen_by =first_observed -- the first look that sees the state counts
  earliest_of [start] -- whichever comes first
  latest_of [start] -- whichever comes last
  after start -- another event
  plus period -- a period after it
  withdrawn slug -- withdrawal of a consent
  requested =erasure|restriction|access|rectification|portability -- a request of the person
  by word -- how it was requested
  granted =objection -- an objection was granted
  against slug -- activity it is about
  removed table_place -- the application removed the row
  received slug -- a recipient received the data
  manual text or flag -- somebody states it
  for word -- grain: a system with each, or a table
  match {place: place} -- join by value: the column of the rows, the column beside the moment
  empty =not_yet|missing -- what an empty moment means: it has not happened, or nobody recorded it
  where where -- which rows are still there
  was event_id -- former id
  ! event at all_gone silence state earliest_of latest_of after withdrawn requested granted removed received manual

silence
  place place -- where nothing happened
  places [place] -- where nothing happened
  for! period -- for how long
  ! one place places
"""
