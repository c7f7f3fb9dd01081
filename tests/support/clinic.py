"""A clinic with one database: rules that replace and restrict, carried out by the real engine with real keys and ledger."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from support.declared import compiled
from support.stores import Memory
from zusage.adapters.connectors import descriptors, open_connector
from zusage.adapters.store.state import open_state
from zusage.app.history import read_history
from zusage.app.secrets import Secrets
from zusage.duties.planned import PlannedActs
from zusage.duties.retention import plan_retention
from zusage.duties.steps import make_plan
from zusage.engine.apply import Application, apply_steps
from zusage.engine.measure import measure
from zusage.engine.stores import Stores
from zusage.engine.survey import take_survey
from zusage.kinds.base import Evidence, Judgement, RunFact
from zusage.kinds.registry import KINDS
from zusage.ledger.kinds import receipt_entry
from zusage.plan.connector import Limits
from zusage.plan.plan import Plan
from zusage.plan.receipt import Receipt

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
FREE = Limits(None, None)
DECLARATION = """\
zusage: 1
organisation: {{name: Klinik GmbH, address: Weg 1, email: d@klinik.example, authority: de/sh}}
languages: [de, en]
documents: {{web: {{title: {{de: Hinweis, en: Notice}}}}}}
defaults: {{documents: [web]}}
subjects: {{patient: {{label: {{de: Patienten, en: patients}}, found_in: {{clinic.people: [email]}}}}}}
systems:
  clinic:
    connector: sql
    url: env:CLINIC
    setup: env:SETUP
    apply: env:APPLY
    app: env:APP
    zone: UTC
    location: DE
    tables:
      people: {{subject: patient, personal: [name, email, zip, born]}}
      notes: {{owned_by: people via person_id, personal: [body]}}
      bills: {{owned_by: people via person_id, personal: [payer]}}
activities:
  care:
    title: {{de: Behandlung, en: care}}
    subjects: [patient]
    purposes: {{care: {{de: Behandlung, en: care}}}}
    basis: contract
    data:
      people: {{label: {{de: Stammdaten, en: master data}}, in: clinic.people}}
      notes: {{label: {{de: Notizen, en: notes}}, in: clinic.notes}}
      bills: {{label: {{de: Rechnungen, en: bills}}, in: clinic.bills}}
    retention:
      people: {people}
      notes: {notes}
      bills: {bills}
"""
OPEN = "{{data: [{0}], keep: {{unlimited: {{de: bleibt, en: stays}}}}}}"
DDL = """
CREATE TABLE people (id integer PRIMARY KEY, name text, email varchar(60) NOT NULL UNIQUE, zip varchar(5), born date,
  left_at timestamp);
CREATE TABLE notes (id integer PRIMARY KEY, person_id integer REFERENCES people(id), body text, made_at timestamp);
CREATE TABLE bills (id integer PRIMARY KEY, person_id integer REFERENCES people(id), payer text, paid_at timestamp);
"""


class Clinic:
    """The clinic in a folder, or in a database of a server."""

    def __init__(self, folder: Path, people: str = "", notes: str = "", bills: str = "", **urls: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "clinic.db"
        rules = {"people": people, "notes": notes, "bills": bills}
        text = DECLARATION.format(**{name: rule or OPEN.format(name) for name, rule in rules.items()})
        for role in ("setup", "apply", "app"):
            if role not in urls:
                text = text.replace(f"    {role}: env:{role.upper()}\n", "")
        self.policy = compiled(text, known=descriptors())
        self.environment = {name.upper(): url for name, url in {"clinic": f"sqlite:///{self.file}", **urls}.items()}
        self.state = open_state(str(folder / "state"), lambda: NOW)
        self.runs = 0
        if not urls:
            self.sql(DDL)
            self.set_up()

    def set_up(self) -> None:
        stores = self._stores()
        for place in stores.places(self.policy.systems["clinic"]):
            stores.open(place.id).set_up()
        stores.close()

    def sql(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.file) as connection:
            found = connection.execute(text, values).fetchall() if values else []
            if not values and text.lstrip().upper().startswith("SELECT"):
                found = connection.execute(text).fetchall()
            elif not values:
                connection.executescript(text)
        connection.close()
        return found

    def plan(self, now: datetime = NOW) -> tuple[Plan, PlannedActs]:
        stores = self._stores()
        survey = take_survey(stores, now)
        planned = plan_retention(self.policy, survey, descriptors(), (), now)
        plan = make_plan(self.policy, survey, planned, measure(stores, planned.questions(), now), now, now)
        stores.close()
        return plan, planned

    def run(self, now: datetime = NOW, **more: Any) -> list[Receipt]:
        """Plan and apply with the real engine; receipts go into the ledger."""
        plan, _ = self.plan(now)
        self.runs += 1
        run, stores = f"r{self.runs}", self._stores()
        keys = Secrets(self.state, self.policy, run, now)
        application = Application(
            run, now, FREE, {}, lambda _: (), lambda: False, more.pop("progress", lambda _: None), lambda _: None,
            **{"secrets": keys.of, "forget": keys.forget, **more},
        )  # fmt: skip
        receipts = apply_steps(plan, stores, application)
        keys.sweep()
        digests = {promise.id: promise.digest for promise in self.policy.promises}
        self.state.records.append([receipt_entry(receipt, digests[receipt.promise]) for receipt in receipts])
        stores.close()
        return receipts

    def look(self, now: datetime = NOW) -> dict[str, Judgement]:
        """Every promise judged, by its id."""
        stores = self._stores()
        survey = take_survey(stores, now)
        history = replace(read_history(self.state), runs=(RunFact("r0", now, ("clinic",), ()),))
        judged = {}
        for promise in self.policy.promises:
            kind = KINDS[promise.kind]
            seen = measure(stores, kind.questions(promise, self.policy, survey, now), now)
            judged[promise.id] = kind.judge(promise, self.policy, Evidence(seen, survey, history), now)
        stores.close()
        return judged

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        return [dict(record.body) for record in self.state.records.read(kind)]

    def _stores(self) -> Stores:
        return Stores(self.policy, self.environment, open_connector, Memory(), b"salt", write=True)
