"""A small harbour company for acceptance tests that need many runs: registry, isolated instances, files, logs, backups.

Everything is dated relative to the real clock, because commands read it: "old" is long overdue, "new" is far from due. Each
customer, contact and file has a name of its own that the tests look for elsewhere.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from support.company import Company

DECLARATION = """\
zusage: 1
organisation: {name: Hafen GmbH, address: Kai 1, email: d@hafen.example, authority: de/sh}
languages: [de, en]
timezone: Europe/Berlin
documents: {web: {title: {de: Hinweis, en: Notice}}}
defaults: {documents: [web]}
environments: {rehearsal: {synthetic: true, rollout: fast}}
subjects:
  customer: {label: {de: Kunden, en: customers}, found_in: {control.customers: [email]}}
  guest: {label: {de: Gäste, en: guests}, found_in: {instance.contacts: [email]}}
systems:
  control:
    connector: sql
    url: env:CONTROL
    apply: env:CONTROL_APPLY
    setup: env:CONTROL_SETUP
    zone: UTC
    location: DE
    tables:
      customers: {subject: customer}
      instances: {owned_by: customers via customer_id, personal: []}
      invoices: {owned_by: customers via customer_id}
  instance:
    connector: sql
    each: {row: control.instances, key: id, skip: {state: purged}, on_drop: {state: purged}}
    url: env:INSTANCE
    apply: env:INSTANCE_APPLY
    setup: env:INSTANCE_SETUP
    app: env:INSTANCE_APP
    zone: UTC
    location: DE
    tables:
      contacts: {subject: guest}
      messages: {owned_by: contacts via contact_id}
      attachments: {owned_by: messages via message_id, files: {in: media, key: storage_key}}
  media:
    connector: files
    each: {row: control.instances, key: id, skip: {state: purged}}
    path: env:MEDIA
    follows: instance.attachments
    location: DE
  weblog: {connector: logfiles, paths: ['env:LOGS'], format: combined, location: DE}
  backups: {connector: files, path: env:BACKUPS, pattern: '*.age', moment: name, backup_of: [control], location: DE}
events:
  left: {all_gone: control.instances, where: {state: booked}, for: control.customers, at: control.instances.booked_until}
  ended: {at: control.instances.booked_until, for: instance}
holds:
  court: {label: {de: Verfahren, en: proceedings}, review: 90 days, approver: management}
  police: {label: {de: Ermittlung, en: investigation}, review: 90 days, approver: management}
activities:
  contract:
    title: {de: Vertrag, en: contract}
    subjects: [customer]
    purposes: {serve: {de: Erfüllung, en: serving}}
    basis: contract
    data:
      customers: {label: {de: Name und Anschrift, en: name and address}, in: control.customers}
      invoices: {label: {de: Angebote, en: offers}, in: control.invoices}
    retention:
      left: {data: [customers], from: left, delete: after 40 days, holds: [court]}
      invoices: {data: [invoices], from: {at: control.invoices.issued_on}, delete: after 400 days}
  chat:
    title: {de: Gespräche, en: conversations}
    subjects: [guest]
    purposes: {talk: {de: Gespräche, en: talking}}
    basis: contract
    data:
      contacts: {label: {de: Namen, en: names}, in: instance.contacts}
      messages: {label: {de: Nachrichten, en: messages}, in: instance.messages}
      attachments: {label: {de: Anhänge, en: attachments}, in: instance.attachments}
      files: {label: {de: Dateien, en: files}, in: media}
    retention:
      messages: {data: [messages], from: {at: instance.messages.sent_at}, delete: after 60 days}
      ended:
        all_of: [instance, media]
        from: ended
        stages: [{lock: at once}, {delete: after 30 days, how: drop_instance}]
        holds: [court]
  logs:
    title: {de: Protokolle, en: logs}
    subjects: [guest]
    purposes: {safety: {de: Sicherheit, en: security}}
    basis: {legitimate_interests: {de: Betrieb, en: operation}}
    data: {lines: {label: {de: IP-Adressen, en: IP addresses}, in: weblog}}
    retention:
      lines:
        data: [lines]
        from: {at: weblog.time}
        stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 90 days}]
        holds: [police]
  backups:
    title: {de: Sicherungen, en: backups}
    subjects: [customer, guest]
    purposes: {restore: {de: Wiederherstellung, en: restoring}}
    basis: {legitimate_interests: {de: Schutz vor Verlust, en: protection against loss}}
    data: {copies: {label: {de: Kopien, en: copies}, in: backups}}
    retention: {rotation: {data: [copies], from: {at: backups.time}, delete: after 90 days, keep_newest: 1}}
assure:
  - routine_run: {every: 1 day}
"""
CONTROL = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
CREATE TABLE instances (id VARCHAR(20) PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id),
  booked_until {instant}, state VARCHAR(20) NOT NULL);
CREATE TABLE invoices (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id),
  issued_on DATE NOT NULL);
"""
INSTANCE = """
CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);
CREATE TABLE messages (id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contacts (id),
  body TEXT NOT NULL, sent_at {instant} NOT NULL);
CREATE TABLE attachments (id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL REFERENCES messages (id),
  storage_key VARCHAR(200) NOT NULL);
"""
CUSTOMERS = {1: "Arnholt Zwieselbach", 2: "Birke Quendelmoor", 3: "Corvin Xanderhof", 4: "Dagny Yngwehus"}
BOOKED = {"t1": (1, None), "t2": (2, 5), "t3": (3, 45), "t4": (4, 50), "t5": (1, 60), "t6": (4, 400)}
"""Instance -> customer and how many days ago it ended; t6 is a tombstone."""
DUE = ("t3", "t4", "t5")
"""Instances whose 30 days have passed. Customer 4, without invoices, and customer 3, with old ones, become due with them."""
OLD, NEW = 100, 3


def harbour(folder: Path, now: datetime, server: str = "", messages: int = 12) -> Company:
    """Everything on disk (and, with `server`, on PostgreSQL); nothing is set up yet."""
    folder.mkdir(parents=True)
    company = Company(folder, server, prefix="hafen")
    utc = now.astimezone(UTC).replace(microsecond=0)
    (folder / "zusage.yml").write_text(DECLARATION)
    for name in ("instances", "media", "weblog", "backups"):
        (folder / name).mkdir()
    _database(company, "control", CONTROL)
    company.tell("control", *_control(utc))
    for id in (id for id, (_, ended) in BOOKED.items() if ended != 400):
        _database(company, id, INSTANCE)
        company.tell(id, *_instance(folder, id, utc, messages))
    for age in (1, 40, 89, 92, 120, 150):
        (folder / "backups" / f"{(utc - timedelta(days=age)):%Y-%m-%d}.age").write_bytes(b"age-encryption.org/v1\n")
    _logs(folder / "weblog", utc)
    _environment(company)
    return company


def _control(utc: datetime) -> list[str]:
    lines = [f"INSERT INTO customers VALUES ({id}, '{name}', '{mail(name)}')" for id, name in CUSTOMERS.items()]
    for id, (customer, ended) in BOOKED.items():
        until = "NULL" if ended is None else f"'{utc - timedelta(days=ended):%Y-%m-%d %H:%M:%S}'"
        lines.append(
            f"INSERT INTO instances VALUES ('{id}', {customer}, {until}, '{'purged' if ended == 400 else 'booked'}')"
        )
    for customer in (1, 2, 3):
        for number, age in enumerate((420, 500, 900) if customer == 3 else (10, 200, 390, 420, 500, 900)):
            day = (utc - timedelta(days=age)).date()
            lines.append(f"INSERT INTO invoices VALUES ({customer * 10 + number}, {customer}, '{day}')")
    return lines


def _instance(folder: Path, id: str, utc: datetime, messages: int) -> list[str]:
    lines = [f"INSERT INTO contacts VALUES ({n}, 'Gast{n}{id} Wolkenstein', 'gast{n}{id}@besuch.example')" for n in (1, 2)]
    (folder / "media" / id).mkdir()
    for number in range(1, messages + 1):
        at = utc - timedelta(days=OLD if number % 2 else NEW, minutes=number)
        contact = 1 + (number - 1) // 2 % 2
        body = f"Nachricht {number} von Gast{contact}{id} Wolkenstein"
        lines.append(f"INSERT INTO messages VALUES ({number}, {contact}, '{body}', '{at:%Y-%m-%d %H:%M:%S}')")
        if number <= 4:
            key = f"datei-{id}-{number}.pdf"
            (folder / "media" / id / key).write_bytes(b"%PDF-1.7\n")
            lines.append(f"INSERT INTO attachments VALUES ({number}, {number}, '{key}')")
    return lines


def _logs(folder: Path, utc: datetime) -> None:
    for name, ages in (("access.log.2", (120, 100, 95)), ("access.log.1", (80, 30, 10, 9)), ("access.log", (5, 2))):
        with (folder / name).open("w") as file:
            for age in ages:
                at = utc - timedelta(days=age)
                for host, address in enumerate(("203.0.113.7", "2001:db8:1:2:3::4"), 1):
                    file.write(f'{address} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET /{age}/{host} HTTP/1.1" 200 5 "-" "x"\n')


def mail(name: str) -> str:
    """The address of a person."""
    return f"{name.lower().replace(' ', '.')}@privat.example"


def _database(company: Company, name: str, schema: str) -> None:
    if not company.server:
        with closing(sqlite3.connect(company.path(name))) as db:
            db.executescript(schema.replace("{instant}", "DATETIME"))
        return
    with psycopg.connect(company.server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "hafen_{name}"'.encode())
        admin.execute(f'CREATE DATABASE "hafen_{name}"'.encode())
    with psycopg.connect(company.address(name)) as db:
        db.execute(schema.replace("{instant}", "timestamptz").encode())


def _environment(company: Company) -> None:
    folder = company.folder
    control = company.address("control") or f"sqlite:///{folder}/control.sqlite3"
    instance = company.address("{id}") or f"sqlite:///{folder}/instances/{{id}}.sqlite3"
    values = {"ZUSAGE_ENV": "rehearsal"} | {f"CONTROL{role}": control for role in ("", "_APPLY", "_SETUP")}
    values |= {f"INSTANCE{role}": instance for role in ("", "_APPLY", "_SETUP", "_APP")}
    values |= {"MEDIA": f"{folder}/media/{{id}}", "LOGS": f"{folder}/weblog/access.log*", "BACKUPS": f"{folder}/backups"}
    (folder / "zusage.env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
