"""What only PostgreSQL has: roles, grants, row security, schemas, catalogues, locks tried as the application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import POSTGRESQL, Memory, ddl, opened, postgresql
from zusage.adapters.connectors import open_connector
from zusage.adapters.connectors.sql.grants import grants
from zusage.model.errors import ConnectorError
from zusage.plan.act import Drop, Lock, Unlock
from zusage.plan.condition import Equals
from zusage.plan.connector import Connector, HeldScope, Opening
from zusage.plan.look import Count, Keys, Level, Reach, Roles, Trial
from zusage.plan.receipt import RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.sketches import (
    CHILDREN,
    NOW,
    UP,
    ago,
    delete,
    done,
    events,
    left,
    older,
    order,
    refused,
    small_family,
)

__all__ = ["database", "postgres_server"]
ROLES = ("zt_probe", "zt_apply", "zt_app", "zt_owner")


@pytest.fixture(scope="session")
def roles(postgres_server: Server) -> Iterator[None]:
    postgres_server.run(*(f"CREATE ROLE {role} LOGIN" for role in ROLES))
    yield


def open_url(url: str, tables: tuple[str, ...] = ("events",), **options: str) -> Connector:
    return open_connector("sql", Opening(TargetId("shop"), {"url": url, **options}, tables, Memory(), zone="UTC"))


def test_grants_are_enough_and_no_more(postgres_server: Server, database: Callable[[], str], roles: None) -> None:
    """The printed SQL lets the apply role do exactly the act; the probe can look and cannot write."""
    name = database()
    admin = postgres_server.url(name)
    sketch = small_family()
    with psycopg.connect(admin) as connection:
        for table in sketch.tables:
            connection.execute(ddl(table, POSTGRESQL))
        for table in sketch.tables:
            for row in sketch.rows.get(table.name, ()):
                marks = ", ".join(["%s"] * len(row))
                connection.execute(f"INSERT INTO {table.name} VALUES ({marks})", [row[c.name] for c in table.columns])
    tables = tuple(table.name for table in sketch.tables)
    act = delete(older(30), name="contacts", children=CHILDREN)
    held_by_owner = delete(older(30), "a2", "messages", locks=(UP["conversations"],))
    looking = open_url(admin, tables)
    structure = looking.structure()
    looking.close()
    printed = grants("postgresql", structure, tables, (act, held_by_owner), {"probe": "zt_probe", "apply": "zt_apply"})
    for role in ("setup", "probe", "apply"):
        postgres_server.run(*(line for line in printed[role] if not line.startswith("CREATE ROLE")), database=name)
    urls = {role: postgres_server.url(name, f"zt_{role}") for role in ("probe", "apply")}
    store = open_url(urls["probe"], tables, apply=urls["apply"], setup=admin)
    refused(store.apply(act, order("r0")), RefusalKind.NOT_SETUP)
    store.set_up()
    store.set_holds((HeldScope("h", "contacts", "2"),))
    assert done(store.apply(act, order())) == {"contacts": 1, "conversations": 1, "messages": 2}
    assert left(store, "contacts") == [2, 3]
    with psycopg.connect(urls["probe"]) as connection, pytest.raises(psycopg.Error):
        connection.execute("DELETE FROM contacts")
    for forbidden in ("TRUNCATE messages", "UPDATE contacts SET at = now()", "DELETE FROM zusage.journal"):
        with psycopg.connect(urls["apply"]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(forbidden)
    store.close()


def test_row_security_is_seen_not_counted(postgres_server: Server, database: Callable[[], str], roles: None) -> None:
    """A role that sees a part of the rows reports that it does not see all; it never reports a number."""
    name = database()
    store = postgresql(events(ago(40), ago(40)), postgres_server.url(name))
    statements = (
        "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY half ON events USING (id = 1)",
        "GRANT SELECT ON events TO zt_probe",
        "GRANT USAGE ON SCHEMA zusage TO zt_probe",
        "GRANT SELECT ON ALL TABLES IN SCHEMA zusage TO zt_probe",
    )
    postgres_server.run(*statements, database=name)
    probe = open_url(postgres_server.url(name, "zt_probe"))
    seen = probe.look(Count("c", "events", older(30)), {}, NOW)
    assert not seen.visible and "row security" in seen.reason and not seen.numbers
    assert probe.structure().tables["events"].policies == ("half",)
    unable = probe.look(Keys("k", "events", "none"), {}, NOW)
    assert not unable.visible and "missing column" in unable.reason
    store.close()
    probe.close()


def test_missing_rights_are_no_zero(postgres_server: Server, database: Callable[[], str], roles: None) -> None:
    name = database()
    postgresql(events(ago(40)), postgres_server.url(name)).close()
    postgres_server.run(
        "GRANT USAGE ON SCHEMA zusage TO zt_app", "GRANT SELECT ON ALL TABLES IN SCHEMA zusage TO zt_app", database=name
    )
    store = open_url(postgres_server.url(name, "zt_app"))
    seen = store.look(Count("c", "events", older(30)), {}, NOW)
    store.close()
    assert not seen.visible and seen.reason == "permission denied"
    with pytest.raises(ConnectorError) as gone:
        open_url(postgres_server.url("nowhere")).identity()
    assert gone.value.code == "ZE32" and not gone.value.transient and "nowhere" not in str(gone.value)


def test_a_lock_stops_the_application(postgres_server: Server, database: Callable[[], str], roles: None) -> None:
    """Every way of writing is tried as the application; its error names the promise; the owner is told apart."""
    name = database()
    url = postgres_server.url(name)
    postgresql(small_family("CASCADE"), url).close()
    postgres_server.run(
        "GRANT ALL ON contacts, conversations, messages TO zt_app",
        "GRANT ALL ON contacts, conversations, messages TO zt_owner",
        database=name,
    )
    tables = ("contacts", "conversations", "messages")
    store = open_url(url, tables, app=postgres_server.url(name, "zt_app"))
    look = Trial("t", "messages", "chat/lock")
    before = store.look(look, {}, NOW)
    assert before.numbers == {"tried": 6, "stopped": 0, "named": 0, "bypass": 0}
    done(store.apply(Lock("l", "chat/lock", ("messages",)), order()))
    assert store.look(look, {}, NOW).numbers == {"tried": 6, "stopped": 6, "named": 6, "bypass": 0}
    for statement in (
        "DELETE FROM contacts WHERE id = 1",
        "TRUNCATE messages",
        "INSERT INTO messages VALUES (7, now(), 10)",
    ):
        with psycopg.connect(postgres_server.url(name, "zt_app")) as app, pytest.raises(psycopg.Error, match="chat/lock"):
            app.execute(statement)
    postgres_server.run("ALTER TABLE messages DISABLE TRIGGER zusage_guard", database=name)
    assert store.look(look, {}, NOW).numbers["stopped"] < 6
    refused(store.apply(Lock("l2", "other/lock", ("messages",)), order()), RefusalKind.NOT_SETUP)
    store.set_up()
    postgres_server.run("ALTER TABLE messages OWNER TO zt_app", database=name)
    assert store.look(look, {}, NOW).numbers["bypass"] == 1
    assert done(store.apply(delete(older(30), name="contacts", children=CHILDREN), order()))["messages"] == 2
    done(store.apply(Unlock("u", "chat/lock", ("messages",)), order()))
    with psycopg.connect(postgres_server.url(name, "zt_app")) as app:
        app.execute("INSERT INTO messages VALUES (8, now(), 30)")
    store.close()


def test_structure_of_schemas_partitions_and_copies(postgres_server: Server, database: Callable[[], str]) -> None:
    name = database()
    url = postgres_server.url(name)
    postgres_server.run(
        "CREATE SCHEMA crm",
        'CREATE TABLE crm.leads (id uuid PRIMARY KEY, at timestamptz, name varchar(40) COLLATE "C")',
        "CREATE TABLE logs (id bigint, at timestamp, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE TABLE logs_26 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "CREATE TABLE history (id uuid, was text)",
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN INSERT INTO history VALUES (OLD.id, OLD.name); RETURN OLD; END'",
        "CREATE TRIGGER keep_old BEFORE DELETE ON crm.leads FOR EACH ROW EXECUTE FUNCTION keep()",
        "CREATE MATERIALIZED VIEW crm.names AS SELECT name FROM crm.leads",
        "CREATE PUBLICATION feed FOR TABLE crm.leads",
        "INSERT INTO crm.leads SELECT gen_random_uuid(), now() - interval '5 years', 'x' FROM generate_series(1, 10)",
        "INSERT INTO logs SELECT n, '2026-02-01' FROM generate_series(1, 10) n",
        database=name,
    )
    store = open_url(url, ("crm.leads", "logs"))
    structure, fingerprint = store.structure(), store.fingerprint()
    leads = structure.tables["crm.leads"]
    assert [(c.name, c.kind, c.length) for c in leads.columns] == [
        ("id", "uuid", None),
        ("at", "instant", None),
        ("name", "text", 40),
    ]
    assert leads.key == ("id",) and leads.triggers == ("keep_old",)
    assert structure.tables["logs"].kind == "partitioned" and structure.tables["logs_26"].kind == "partition"
    copies = ("trigger keep_old of crm.leads", "materialised view crm.names of crm.leads", "publication feed of crm.leads")
    assert set(copies) <= set(structure.copies)
    store.set_up()
    assert store.fingerprint() == fingerprint and store.structure() == structure
    assert store.look(Level("l", "crm.leads"), {}, NOW).facts["level"] == ""
    assert store.look(Level("l", "logs"), {}, NOW).facts == {"level": "logical", "copies": "", "keeps": "not_vacuumed"}
    assert done(store.apply(delete(older(30), name="crm.leads"), order())) == {"crm.leads": 10}
    assert done(store.apply(delete(older(30), "a2", "logs"), order())) == {"logs": 10}
    postgres_server.run("ALTER TABLE history ADD COLUMN more text", database=name)
    assert store.fingerprint() != fingerprint
    store.close()


def test_a_lock_reaches_partitions(postgres_server: Server, database: Callable[[], str], roles: None) -> None:
    """A partition that is written by its own name is as locked as its table."""
    name = database()
    postgres_server.run(
        "CREATE TABLE logs (id bigint, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE TABLE logs_26 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "INSERT INTO logs VALUES (1, '2026-02-01')",
        "GRANT ALL ON logs, logs_26 TO zt_app",
        database=name,
    )
    store = open_url(postgres_server.url(name), ("logs",))
    store.set_up()
    done(store.apply(Lock("l", "chat/lock", ("logs",)), order()))
    for statement in ("DELETE FROM logs_26", "UPDATE logs SET id = 2", "INSERT INTO logs_26 VALUES (3, '2026-03-01')"):
        with psycopg.connect(postgres_server.url(name, "zt_app")) as app, pytest.raises(psycopg.Error, match="chat/lock"):
            app.execute(statement)
    store.close()


def test_a_change_of_structure_ends_the_run(postgres_server: Server, database: Callable[[], str]) -> None:
    name = database()
    store = postgresql(events(*[ago(40)] * 90), postgres_server.url(name))

    def alter(batch: Any) -> None:
        if batch.number == 1:
            postgres_server.run("ALTER TABLE events ADD COLUMN note text", database=name)

    receipt = store.apply(delete(older(30)), order(progress=alter))
    refused(receipt, RefusalKind.CHANGED)
    assert receipt.batches == 1 and len(left(store)) == 60
    store.close()


def test_moments_of_every_kind(postgres_server: Server, database: Callable[[], str]) -> None:
    """Wall-clock times count at their latest meaning; text must be ISO; numbers are Unix time in a plausible range."""
    name = database()
    cut = "2026-10-23 12:00:00"
    postgres_server.run(
        "CREATE TABLE t (id int PRIMARY KEY, wall timestamp, said text, number bigint, inst timestamptz)",
        f"INSERT INTO t VALUES (1, '{cut}', '2026-10-23T12:00:00Z', extract(epoch FROM timestamptz '{cut}+00'), NULL)",
        "UPDATE t SET inst = '-infinity'",
        f"INSERT INTO t VALUES (2, '2026-10-23 13:00', '2026-10-23 13:30', 20260101, '{cut}+00')",
        "INSERT INTO t VALUES (3, '1970-01-01', '0000-00-00', 0, '1970-01-01 00:00+01')",
        "INSERT INTO t VALUES (4, '0001-01-01', '23.10.2020', 202601011200, '0001-01-01 00:00+00')",
        "INSERT INTO t VALUES (5, '2020-01-01', '2020-01-01', 1600000000000, '2020-01-01')",
        database=name,
    )
    expected = {"wall": {1, 5}, "said": {1, 5}, "number": {1, 5}, "inst": {2, 5}}
    store = open_connector("sql", Opening(TargetId("s"), {"url": postgres_server.url(name)}, ("t",), Memory()))
    for column, ids in expected.items():
        assert {row[0] for row in store.rows("t", ("id",), older(30, column), {})} == ids, column
    store.close()
    declared = Opening(TargetId("s"), {"url": postgres_server.url(name)}, ("t",), Memory(), zone="Europe/Berlin")
    store = open_connector("sql", declared)
    assert {row[0] for row in store.rows("t", ("id",), older(30, "wall"), {})} == {1, 2, 5}
    store.close()


def test_roles_reach_and_the_end(postgres_server: Server, database: Callable[[], str], roles: None) -> None:
    name, other, shut = database(), database(), database()
    postgres_server.run(f"REVOKE CONNECT ON DATABASE {shut} FROM PUBLIC")
    options = {"url": postgres_server.url(name), "app": postgres_server.url(name, "zt_app")}
    siblings = {"o": {"url": postgres_server.url(other)}, "s": {"url": postgres_server.url(shut)}}
    opening = Opening(TargetId("shop", "i1"), options, (), Memory(), sibling=siblings.get)
    store = open_connector("sql", opening)
    assert store.look(Reach("r", "o"), {}, NOW).numbers == {"tried": 1, "opened": 1}
    assert store.look(Reach("r", "s"), {}, NOW).numbers == {"tried": 1, "opened": 0}
    assert not store.look(Reach("r", "unknown"), {}, NOW).visible
    assert store.look(Roles("r"), {}, NOW).numbers["superusers"] == 1
    refused(store.apply(Drop("d", "chat/drop"), order()), RefusalKind.NOT_SETUP)
    store.set_up()
    store.set_stop(True)
    refused(store.apply(Drop("d", "chat/drop"), order()), RefusalKind.STOPPED)
    store.set_stop(False)
    assert done(store.apply(Drop("d", "chat/drop"), order())) == {"database": 1}
    assert [batch.counts for _, batch in store.journal()] == [{"database": 1}]
    with pytest.raises(ConnectorError):
        store.identity()
    assert done(store.apply(Drop("d", "chat/drop"), order())) == {"database": 1}
    store.close()


def test_the_marker_survives_setting_up_again(postgres_server: Server, database: Callable[[], str]) -> None:
    url = postgres_server.url(database())
    store = opened(url, events())
    identity = store.identity()
    store.set_up()
    assert store.identity() == identity and identity.marker and identity.server and identity.timeline == "1"
    store.close()


def test_a_hold_finds_its_row_however_the_key_is_written(postgres_server: Server, database: Callable[[], str]) -> None:
    """UUIDs as text without hyphens, and a type that compares without regard to case."""
    name = database()
    postgres_server.run(
        "CREATE EXTENSION IF NOT EXISTS citext",
        "CREATE TABLE events (id char(32) PRIMARY KEY, at timestamptz, mail citext)",
        "INSERT INTO events VALUES (repeat('ab', 16), '2020-01-01', 'Ada'), (repeat('cd', 16), '2020-01-01', 'ada')",
        database=name,
    )
    store = open_url(postgres_server.url(name))
    store.set_up()
    assert [row[0] for row in store.rows("events", ("mail",), Equals("mail", "ada"), {})] == ["ada"]
    store.set_holds((HeldScope("h", "events", "ABABABAB-abab-abab-abab-abababababab"),))
    assert done(store.apply(delete(older(30)), order())) == {"events": 1}
    assert left(store, column="mail") == ["Ada"]
    store.close()
