"""What only a server with roles can show: read-only really kept, and accounts that nobody approved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from support.declared import compiled
from support.postgres import Server, database, postgres_server
from support.sabotage import NOW
from support.streams import FileNotebook
from zusage.adapters.connectors import descriptors, open_connector
from zusage.duties.retention import plan_retention
from zusage.duties.steps import make_plan
from zusage.engine.measure import measure
from zusage.engine.stores import Stores
from zusage.engine.survey import take_survey
from zusage.kinds.base import Evidence, History, State
from zusage.kinds.registry import KINDS
from zusage.plan.connector import Limits, Order

__all__ = ["database", "postgres_server"]

DECLARATION = """\
zusage: 1
organisation: {name: Werft GmbH, address: Kai 1, email: d@werft.example, authority: de/sh}
languages: [de]
documents: {web: {title: Hinweis}}
defaults: {documents: [web]}
subjects: {guest: {label: Gäste, found_in: {instance.messages: [body]}}}
systems:
  control:
    {connector: sql, url: env:CONTROL, location: DE, tables: {instances: {no_personal_data: true}}}
  instance:
    connector: sql
    each: {row: control.instances, key: id, skip: {state: purged}}
    url: env:INSTANCE
    app: env:APP
    location: DE
    tables: {messages: {subject: guest}}
events: {ended: {at: control.instances.booked_until, for: instance}}
activities:
  chat:
    title: Chat
    subjects: [guest]
    purposes: {talk: Gespräch}
    basis: contract
    data: {messages: {label: Nachrichten, in: instance.messages}}
    retention:
      over: {all_of: [instance], from: ended, stages: [{lock: at once}, {delete: after 30 days, how: drop_instance}]}
assure: [{access_restricted: {system: control, accounts: postgres}}]
"""


class Fleet:
    """A control database and one ended instance on a real server."""

    def __init__(self, server: Server, control: str, instance: str, folder: Path) -> None:
        self.server, self.instance = server, instance
        self.policy = compiled(DECLARATION, known=descriptors())
        self.environment = {
            "CONTROL": server.url(control),
            "INSTANCE": server.url("{id}"),
            "APP": server.url("{id}", "werft_app"),
        }
        self.notebook = FileNotebook(folder / "notebook.jsonl")
        ended = (NOW - timedelta(days=10)).isoformat()
        server.run(
            "CREATE TABLE instances (id text PRIMARY KEY, state text NOT NULL, booked_until timestamptz)",
            f"INSERT INTO instances VALUES ('{instance}', 'ended', '{ended}')",
            database=control,
        )
        server.run(
            "CREATE TABLE messages (id bigint PRIMARY KEY, body text)",
            "INSERT INTO messages VALUES (1, 'hallo')",
            "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON messages TO werft_app",
            database=instance,
        )

    def stores(self) -> Stores:
        return Stores(self.policy, self.environment, open_connector, self.notebook, b"salt", write=True)

    def set_up(self) -> None:
        stores = self.stores()
        for place in stores.places(self.policy.systems["instance"]):
            stores.open(place.id).set_up()
        stores.close()

    def run(self) -> list[str]:
        stores = self.stores()
        survey = take_survey(stores, NOW)
        planned = plan_retention(self.policy, survey, descriptors(), (), NOW)
        plan = make_plan(self.policy, survey, planned, measure(stores, planned.questions(), NOW), NOW, NOW)
        for step in plan.steps:
            receipt = stores.open(step.target).apply(step.act, Order("r1", NOW, Limits(None, None), {}))
            assert receipt.refusal is None, receipt.refusal
        stores.close()
        return [type(step.act).__name__ for step in plan.steps]

    def judge(self, kind: str) -> State:
        stores = self.stores()
        survey = take_survey(stores, NOW)
        promise = next(p for p in self.policy.promises if p.kind == kind)
        seen = measure(stores, KINDS[kind].questions(promise, self.policy, survey, NOW), NOW)
        stores.close()
        return KINDS[kind].judge(promise, self.policy, Evidence(seen, survey, History()), NOW).state


def test_read_only_is_kept_on_a_server_with_roles_and_turns_red(postgres_server, database: Callable[[], str], tmp_path):
    postgres_server.run("DROP ROLE IF EXISTS werft_app", "CREATE ROLE werft_app LOGIN")
    fleet = Fleet(postgres_server, database(), database(), tmp_path)
    fleet.set_up()
    assert fleet.judge("lock-after") is State.BROKEN
    assert fleet.run() == ["Lock"]
    assert fleet.judge("lock-after") is State.KEPT
    assert fleet.run() == []
    postgres_server.run("ALTER TABLE messages OWNER TO werft_app", database=fleet.instance)
    assert fleet.judge("lock-after") is State.UNPROVEN
    postgres_server.run("DELETE FROM zusage.locks", database=fleet.instance)
    assert fleet.judge("lock-after") is State.BROKEN


def test_an_account_that_nobody_approved_turns_red(postgres_server, database: Callable[[], str], tmp_path):
    postgres_server.run("DROP ROLE IF EXISTS werft_nightly", "DROP ROLE IF EXISTS werft_app", "CREATE ROLE werft_app LOGIN")
    control = database()
    fleet = Fleet(postgres_server, control, database(), tmp_path)
    assert fleet.judge("access-restricted") is State.KEPT
    postgres_server.run("CREATE ROLE werft_nightly LOGIN", "GRANT pg_read_all_data TO werft_nightly", database=control)
    assert fleet.judge("access-restricted") is State.BROKEN
    postgres_server.run("DROP ROLE werft_nightly")
