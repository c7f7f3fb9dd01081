"""A small company on real stores (SQLite, logs, files, outbox, register) whose every promise can be broken.

`Company.look()` surveys, asks and judges through the real connectors; `Company.run()` plans and applies. A sabotage test
breaks one thing and expects that the kind in question turns red and nothing else does.
"""

from __future__ import annotations

import base64
import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from support.declared import compiled
from support.streams import FileNotebook, line
from zusage.adapters.connectors import descriptors, open_connector
from zusage.duties.retention import plan_retention
from zusage.duties.steps import make_plan
from zusage.engine.measure import fill_feeds, measure
from zusage.engine.stores import Stores
from zusage.engine.survey import take_survey
from zusage.kinds.base import Done, Evidence, History, Judgement, RunFact, State
from zusage.kinds.inventory import inventories_of
from zusage.kinds.registry import KINDS
from zusage.language.reasons import render_reason
from zusage.plan.act import Clear, Delete, Shorten
from zusage.plan.condition import feeds_of
from zusage.plan.connector import Limits, Order
from zusage.policy.policy import Policy

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)

DECLARATION = """\
zusage: 1
organisation: {name: Werft GmbH, address: Kai 1, email: d@werft.example, authority: de/sh}
languages: [de, en]
environments: {rehearsal: {synthetic: true, rollout: fast}}
documents:
  web:
    title: {de: Hinweis, en: Notice}
    published_at: [https://www.werft.example/hinweis]
    changes: {notify: customer, by: [mail], when: drift, before: 30 days}
    statements:
      - {text: {de: Nichts geht in Drittländer., en: Nothing goes to third countries.}, claim: no_third_country}
defaults: {documents: [web]}
subjects:
  customer: {label: {de: Kunden, en: customers}, found_in: {control.customers: [email]}}
  reader: {label: {de: Leser, en: readers}, found_in: {control.subscribers: [email]}}
systems:
  control:
    connector: sql
    url: env:CONTROL
    zone: UTC
    location: DE
    host: centre
    tables:
      customers: {subject: customer, personal: [name, email, phone]}
      invoices: {owned_by: customers via customer_id}
      instances: {owned_by: customers via customer_id, personal: []}
      notices: {owned_by: customers via customer_id, register: true}
      enquiries: {subject: customer, personal: [email, message]}
      crm: {subject: customer, personal: [email]}
      subscribers: {subject: reader, personal: [email]}
      consents: {owned_by: subscribers via subscriber_id}
      suppressed: {only_reference: true, personal: [email]}
      users: {subject: customer, personal: [username, password, secret, note]}
      terms: {no_personal_data: true}
      reports: {no_personal_data: true}
      log: {no_personal_data: true}
  instance:
    connector: sql
    each: {row: control.instances, key: id, skip: {state: purged}}
    url: env:INSTANCE
    zone: UTC
    location: DE
    host: centre
    tables:
      messages: {subject: customer}
  weblog: {connector: logfiles, paths: ["env:LOGS"], format: combined, location: DE, host: centre}
  backups:
    {connector: files, path: env:BACKUPS, pattern: '*.age', moment: name, backup_of: [control], location: DE, host: centre}
  outbox: {connector: mail, path: env:OUTBOX, location: DE, host: centre}
  register: {connector: register, path: env:REGISTER, location: DE}
events:
  left: {all_gone: control.instances, where: {state: booked}, for: control.customers, at: control.instances.booked_until}
  ended: {at: control.instances.booked_until, for: instance}
  withdrawn: {withdrawn: news}
consents:
  news:
    label: {de: Rundbrief, en: letter}
    double_opt_in: true
    proof: {in: control.consents, where: {kind: news}, given: given_at, confirmed: confirmed_at, withdrawn: withdrawn_at}
    withdraw: [link_in_mail]
recipients:
  centre: {name: Rechenzentrum, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}
  cloud:
    name: Wolke
    country: DE
    role: processor
    contracts: [{kind: avv, dated: 2025-01-10}]
    transfer: {mechanism: scc, checked: 2026-05-01, renew: 1 year}
holds:
  court: {label: {de: Verfahren, en: proceedings}, review: 90 days, approver: management}
activities:
  sale:
    title: {de: Verkauf, en: selling}
    subjects: [customer]
    purposes: {sell: {de: Verkauf, en: selling}}
    basis: contract
    data:
      master: {label: {de: Name, en: name}, in: control.customers, columns: [name, email, phone]}
      invoices: {label: {de: Rechnungen, en: invoices}, in: control.invoices}
      notices: {label: {de: Nachweise, en: records}, in: control.notices}
      stats: {label: {de: Zahlen, en: figures}, in: control.reports, aggregated: true}
      crm: {label: {de: Notizen, en: notes}, in: control.crm, columns: [email]}
      users: {label: {de: Zugänge, en: accounts}, in: control.users, columns: [username, password, secret, note]}
    retention:
      gone: {data: [master, notices], from: left, delete: after 90 days}
      invoices:
        data: [invoices]
        from: {at: control.invoices.issued_on}
        keep: {law: de/vouchers, without_statement: {de: keine Steuern, en: no taxes}, with: [control.customers.name]}
        delete: afterwards
        leaves: [enquiry]
      stats: {data: [stats], keep: {unlimited: {de: enthält keine Personen, en: holds no persons}}}
      crm: {data: [crm], undecided: {as_found: {de: noch offen, en: open}}}
      users: {data: [users], from: {at: control.users.closed_at}, delete: after 30 days}
    recipients:
      centre: {data: [master]}
      cloud: {data: [master], keeps: {from: {at: control.users.closed_at}, delete: after 30 days, evidence: document}}
    assure:
      - unlinkable: {data: [stats], columns_absent: [email, customer_id]}
      - hashed: {columns: [control.users.password], schemes: [argon2, pbkdf2_sha256]}
      - encrypted: {columns: [control.users.secret], key: outside}
      - never_stored: {pattern: [card], columns: [control.users.note]}
      - masked_at_source: {columns: [control.log.ip], shape: ip}
      - individual_accounts: {table: control.users, unique: [username]}
      - confirmed_before_use: {column: [control.users.confirmed_at]}
      - term_computed: {table: control.terms, start: begins, end: ends, term: 12 months}
      - kept_apart: {columns: [control.log], from: [control.customers], by: [customer_id, email]}
  enquiry:
    title: {de: Anfragen, en: enquiries}
    subjects: [customer]
    purposes: {answer: {de: Antwort, en: answer}}
    basis: contract
    data: {text: {label: {de: Anfrage, en: enquiry}, in: control.enquiries, columns: [email, message]}}
    retention:
      settled: {data: [text], from: {at: control.enquiries.settled_at}, delete: within 10 days}
    assure:
      - collected_only: {table: control.enquiries, fields: [email, message], bookkeeping: [id, settled_at]}
      - used_only_for: {data: [text], purposes: [answer], not_in: [control.crm]}
  chat:
    title: {de: Chat, en: chat}
    role: processor
    on_behalf_of: customer
    subjects: [customer]
    purposes: {talk: {de: Gespräch, en: talk}}
    basis: instruction
    data: {messages: {label: {de: Nachrichten, en: messages}, in: instance.messages}}
    retention:
      over: {all_of: [instance], from: ended, stages: [{lock: at once}, {delete: after 30 days, how: drop_instance}]}
    assure: [{isolated: {system: instance, by: [database]}}]
  logs:
    title: {de: Protokolle, en: logs}
    subjects: [customer]
    purposes: {safe: {de: Sicherheit, en: security}}
    basis: contract
    data: {lines: {label: {de: Zeilen, en: lines}, in: weblog}}
    retention:
      lines:
        data: [lines]
        from: {at: weblog.time}
        stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 90 days}]
  saved:
    title: {de: Sicherung, en: backups}
    subjects: [customer]
    purposes: {restore: {de: Wiederherstellung, en: restoring}}
    basis: contract
    data: {copies: {label: {de: Kopien, en: copies}, in: backups}}
    retention: {rotation: {data: [copies], from: {at: backups.time}, delete: within 30 days, keep_newest: 1}}
    assure:
      - encrypted: {id: sealed, files: backups, magic: age}
      - backup_made: {every: 1 day, of: [control], restore_tested: 90 days, in: backups}
      - erasure_replayed: {after: restore, of: [control]}
  news:
    title: {de: Rundbrief, en: letter}
    subjects: [reader]
    purposes: {news: {de: Rundbrief, en: letter}}
    basis: {consent: news}
    data:
      address: {label: {de: Adresse, en: address}, in: control.subscribers, columns: [email]}
      proof: {label: {de: Nachweis, en: proof}, in: control.consents}
    retention:
      address: {data: [address], from: withdrawn, delete: within 3 days}
      proof: {data: [proof], from: withdrawn, keep: 3 years, delete: afterwards}
    assure:
      - consent_before: {consent: news, channel: outbox, where: {kind: newsletter}}
      - consent_proven: {consent: news, fields: [given_at, confirmed_at]}
      - link_present: {in: outbox, where: {kind: newsletter}, link: unsubscribe, header: List-Unsubscribe}
      - suppresses: {list: [control.suppressed.email], channel: outbox, match: email, where: {kind: newsletter}}
assure:
  - located_in: {systems: [control, instance, weblog, backups, outbox], region: DE}
  - contract_on_file: {recipients: {role: processor}, kind: avv, register: register}
  - recipient_undertakes: {recipient: cloud, clause: no_training}
  - evidence_fresh: {kind: pentest, renew: 1 year, register: register}
  - everything_declared: {systems: [control]}
  - routine_run: {every: 1 day}
  - notified_on_change: {documents: [web], proof: control.notices}
  - access_restricted: {system: control, accounts: shop}
  - all_kept: {documents: [web]}
"""

CONTROL = """
CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, email text, phone text);
CREATE TABLE invoices (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers(id),
  issued_on date NOT NULL);
CREATE TABLE instances (id text PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers(id), state text NOT NULL,
  booked_until timestamp);
CREATE TABLE notices (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers(id), sent_at timestamp);
CREATE TABLE enquiries (id integer PRIMARY KEY, email text, message text, settled_at timestamp);
CREATE TABLE crm (id integer PRIMARY KEY, email text);
CREATE TABLE subscribers (id integer PRIMARY KEY, email text);
CREATE TABLE consents (id integer PRIMARY KEY, subscriber_id integer NOT NULL REFERENCES subscribers(id), kind text NOT NULL,
  given_at timestamp NOT NULL, confirmed_at timestamp, withdrawn_at timestamp);
CREATE TABLE suppressed (id integer PRIMARY KEY, email text, added_at timestamp);
CREATE TABLE users (id integer PRIMARY KEY, username text NOT NULL UNIQUE, password text, secret text, note text,
  confirmed_at timestamp, last_login timestamp, closed_at timestamp);
CREATE TABLE terms (id integer PRIMARY KEY, begins date NOT NULL, ends date NOT NULL);
CREATE TABLE reports (id integer PRIMARY KEY, month text, hits integer);
CREATE TABLE log (id integer PRIMARY KEY, ip text);
"""
SECRET = base64.urlsafe_b64encode(b"\x80" + bytes(8) + os.urandom(16) + os.urandom(32) + os.urandom(32)).decode()
HASH = "pbkdf2_sha256$1000000$YWJjZGVmZ2hpamts$" + base64.b64encode(bytes(range(32))).decode()


def stamp(days_ago: float) -> str:
    return (NOW - timedelta(days=days_ago)).strftime("%Y-%m-%d %H:%M:%S")


def day(days_ago: int) -> str:
    return (TODAY - timedelta(days=days_ago)).isoformat()


class Company:
    """The company in a folder; `policy`, stores, a history, and what the last look said."""

    def __init__(self, folder: Path, fresh: bool = True) -> None:
        self.folder = folder
        self.environment = {
            "CONTROL": f"sqlite:///{folder}/control.sqlite3",
            "INSTANCE": f"sqlite:///{folder}/instances/{{id}}.sqlite3",
            "LOGS": f"{folder}/logs/access.log*",
            "BACKUPS": f"{folder}/backups",
            "OUTBOX": f"{folder}/outbox",
            "REGISTER": f"{folder}/register/register.yml",
        }
        self.policy: Policy = compiled(DECLARATION, known=descriptors())
        digest = self.policy.digest
        systems = tuple(self.policy.systems)
        self.history = History(
            runs=(RunFact("r0", NOW - timedelta(hours=2), systems, ()),),
            published={"web": digest},
            changed={"web": NOW - timedelta(days=60)},
            inventories={},
        )
        if fresh:
            self._fill()
            self.set_up()

    def twin(self, folder: Path) -> Company:
        """The same company in another folder, to be broken."""
        shutil.copytree(self.folder, folder)
        other = Company(folder, fresh=False)
        other.policy, other.history = self.policy, self.history
        return other

    def change_policy(self, policy: Policy) -> None:
        """Another policy that was published at once."""
        self.policy = policy
        self.history = replace(self.history, published={"web": policy.digest})

    def _fill(self) -> None:
        for name in ("instances", "logs", "backups", "outbox", "register"):
            (self.folder / name).mkdir(parents=True)
        self.sql(CONTROL)
        self.sql("INSERT INTO customers VALUES (1, 'A', 'a@kunde.example', '1'), (2, 'B', 'b@kunde.example', '2')")
        self.sql(f"INSERT INTO instances VALUES ('t1', 1, 'booked', NULL), ('t2', 2, 'ended', '{stamp(10)}')")
        self.sql(f"INSERT INTO invoices VALUES (1, 1, '{day(400)}'), (2, 2, '{day(30)}')")
        self.sql(f"INSERT INTO notices VALUES (1, 1, '{stamp(50)}'), (2, 2, '{stamp(50)}')")
        self.sql(
            f"INSERT INTO enquiries VALUES (1, 'e@frage.example', 'x', '{stamp(2)}'), (2, 'f@frage.example', 'y', NULL)"
        )
        self.sql("INSERT INTO crm VALUES (1, 'z@crm.example')")
        self.sql("INSERT INTO subscribers VALUES (1, 'l@leser.example'), (2, 'm@leser.example')")
        self.sql(
            f"INSERT INTO consents VALUES (1, 1, 'news', '{stamp(90)}', '{stamp(89)}', NULL),"
            f" (2, 2, 'news', '{stamp(90)}', '{stamp(89)}', NULL)"
        )
        self.sql(f"INSERT INTO suppressed VALUES (1, 's@nein.example', '{stamp(60)}')")
        self.sql(
            f"INSERT INTO users VALUES (1, 'anna', '{HASH}', '{SECRET}', 'ruft zurück', '{stamp(50)}', '{stamp(1)}', NULL),"
            f" (2, 'bert', '{HASH}', '{SECRET}', NULL, NULL, NULL, '{stamp(3)}')"
        )
        self.sql("INSERT INTO terms VALUES (1, '2025-03-15', '2026-03-15')")
        self.sql("INSERT INTO reports VALUES (1, '2026-10', 12)")
        self.sql("INSERT INTO log VALUES (1, '198.51.100.0')")
        for name in ("t1", "t2"):
            self.sql("CREATE TABLE messages (id integer PRIMARY KEY, body text)", self.instance(name))
            self.sql("INSERT INTO messages VALUES (1, 'hallo')", self.instance(name))
        self.write_log("access.log", line("198.51.100.7", NOW - timedelta(days=1)))
        self.write_log("access.log.1", line("198.51.100.0", NOW - timedelta(days=20)))
        for days in (1, 2, 3):
            self.write_backup(days)
        self.write_mail("1", "l@leser.example", 1)
        self.write_register()

    def set_up(self) -> None:
        """What the database administrator does once."""
        stores = self.stores(write=True)
        for system in ("control", "instance"):
            for place in stores.places(self.policy.systems[system]):
                stores.open(place.id).set_up()
        stores.close()

    def instance(self, name: str) -> Path:
        return self.folder / "instances" / f"{name}.sqlite3"

    def sql(self, text: str, path: Path | None = None) -> None:
        connection = sqlite3.connect(path or self.folder / "control.sqlite3")
        connection.executescript(text)
        connection.commit()
        connection.close()

    def query(self, text: str, path: Path | None = None) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(path or self.folder / "control.sqlite3")
        found = connection.execute(text).fetchall()
        connection.close()
        return found

    def write_log(self, name: str, *lines: bytes) -> None:
        (self.folder / "logs" / name).write_bytes(b"".join(lines))

    def write_backup(self, days: int, magic: bytes = b"age-encryption.org/v1\n") -> None:
        path = self.folder / "backups" / f"{day(days)}-full.tar.age"
        path.write_bytes(magic + bytes(100))

    def write_mail(self, name: str, to: str, days: float, kind: str = "newsletter", link: bool = True) -> None:
        at = (NOW - timedelta(days=days)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        head = f"From: news@werft.example\nTo: {to}\nSubject: Neues\nDate: {at}\nX-Kind: {kind}\n"
        url = "https://www.werft.example/unsubscribe/1"
        head += f"List-Unsubscribe: <{url}>\n" if link else ""
        (self.folder / "outbox" / f"{name}.eml").write_text(f"{head}\nHallo. {url if link else ''}\n")

    def write_register(
        self, without: str = "", pentest: int = 100, restore: int = 20, renew: str = "1 year", clause: bool = True
    ) -> None:
        entries = [
            ("avv-centre", "centre", "avv", 300, ""),
            ("avv-cloud", "cloud", "avv", 300, ""),
            ("dpa-cloud", "cloud", "deletion", 300, renew),
            ("pentest", "", "pentest", pentest, ""),
            ("restore", "", "restore-test", restore, ""),
        ]
        lines = ["records:"]
        for name, recipient, kind, days, again in entries:
            if name == without:
                continue
            (self.folder / "register" / f"{name}.pdf").write_bytes(b"%PDF-1.7\n")
            who = f"recipient: {recipient}, " if recipient else ""
            more = f", renew: {again}" if again else ""
            clauses = ", clauses: [no_training]" if name == "avv-cloud" and clause else ""
            lines.append(f"  - {{{who}kind: {kind}, dated: {day(days)}, file: {name}.pdf{more}{clauses}}}")
        (self.folder / "register" / "register.yml").write_text("\n".join(lines) + "\n")

    def stores(self, write: bool = False) -> Stores:
        notebook = FileNotebook(self.folder / "notebook.jsonl")
        return Stores(self.policy, self.environment, open_connector, notebook, b"salt", write=write)

    def look(self, now: datetime = NOW) -> dict[str, Judgement]:
        """Every promise judged, by its id; remembers inventories for the next look."""
        stores = self.stores()
        survey = take_survey(stores, now)
        judged: dict[str, Judgement] = {}
        counts: dict[str, int] = {}
        for promise in self.policy.promises:
            kind = KINDS[promise.kind]
            seen = measure(stores, kind.questions(promise, self.policy, survey, now), now)
            judged[promise.id] = kind.judge(promise, self.policy, Evidence(seen, survey, self.history), now)
            counts |= inventories_of(promise.id, seen)
        stores.close()
        self.history = replace(self.history, inventories=counts)
        return judged

    def states(self, kind: str, now: datetime = NOW) -> set[State]:
        judged = self.look(now)
        return {judged[p.id].state for p in self.policy.promises if p.kind == kind}

    def run(self, now: datetime = NOW) -> dict[str, int]:
        """Plan and apply; what was done, by act."""
        stores = self.stores(write=True)
        survey = take_survey(stores, now)
        planned = plan_retention(self.policy, survey, descriptors(), self.history.holds, now)
        plan = make_plan(self.policy, survey, planned, measure(stores, planned.questions(), now), now, now)
        done: dict[str, int] = {}
        receipts: list[Done] = []
        for step in plan.steps:
            act = step.act
            feeds = fill_feeds(stores, feeds_of(act.condition) if isinstance(act, Delete | Clear | Shorten) else ())
            connector = stores.open(step.target)
            receipt = connector.apply(act, Order("r1", now, Limits(None, None), feeds))
            assert receipt.refusal is None, (act.id, receipt.refusal)
            done[act.id] = sum(receipt.counts.values())
            assert done[act.id], act.id
            receipts.append(Done(act.promise, step.target, now, receipt.counts, 1, receipt.level))
        stores.close()
        self.history = replace(self.history, done=(*self.history.done, *receipts))
        return done


def broken(judged: dict[str, Judgement]) -> set[str]:
    """The promises that are red."""
    return {id for id, judgement in judged.items() if judgement.state is State.BROKEN}


def turns_red(company: Company, *promises: str, also: tuple[str, ...] = ()) -> dict[str, Judgement]:
    """After a sabotage exactly these promises are red (`also`: what the same breach breaks by its nature)."""
    judged = company.look()
    assert broken(judged) == {*promises, *also}, {i: judged[i].reason for i in broken(judged) ^ {*promises, *also}}
    for promise in promises:
        for language in ("de", "en"):
            assert render_reason(judged[promise], language), promise
    return judged
