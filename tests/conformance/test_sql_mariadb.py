"""What only MariaDB has: rights that hide tables, forgetful texts, zero dates, silent cascades, DDL that commits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pymysql
import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.stores import Memory, mariadb, mariadb_ddl, opened, plainly
from zusage.adapters.connectors import open_connector
from zusage.adapters.connectors.sql.grants import grants
from zusage.adapters.connectors.sql.mariadb_rights import rights, sees_all
from zusage.adapters.connectors.sql.show import show_act
from zusage.model.errors import ConnectorError
from zusage.plan.act import Clear, Drop, Lock, Unlock
from zusage.plan.condition import Edge, Equals, Exists, In, Not, both
from zusage.plan.connector import Brakes, Connector, HeldScope, Limits, Opening
from zusage.plan.look import Count, Keys, Level, Moments, Reach, Roles, Trial
from zusage.plan.receipt import RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.faults import fault
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

__all__ = ["maria_database", "mariadb_server"]
ACCOUNTS = ("zt_probe", "zt_apply", "zt_app", "zt_owner")
FAMILY = ("contacts", "conversations", "messages")


@pytest.fixture
def accounts(mariadb_server: MariaServer) -> Iterator[None]:
    mariadb_server.run(*(f"CREATE USER {name}@'%'" for name in ACCOUNTS))
    yield
    mariadb_server.run(*(f"DROP USER {name}@'%'" for name in ACCOUNTS))


def open_url(url: str, tables: tuple[str, ...] = ("events",), **options: str) -> Connector:
    return open_connector("sql", Opening(TargetId("shop"), {"url": url, **options}, tables, Memory(), zone="UTC"))


def ids(store: Connector, condition: Any, table: str = "t") -> set[Any]:
    return {row[0] for row in store.rows(table, ("id",), condition, {})}


def test_grants_are_enough_and_no_more(
    mariadb_server: MariaServer, maria_database: Callable[[], str], accounts: None
) -> None:
    """The printed SQL lets the apply role do exactly the act; the probe can look and cannot write."""
    name = maria_database()
    admin, sketch = mariadb_server.url(name), small_family()
    for table in sketch.tables:
        mariadb_server.run(mariadb_ddl(table).replace('"', "`"), database=name)
        for row in sketch.rows.get(table.name, ()):
            values = [plainly(row[c.name]) for c in table.columns]
            with mariadb_server.connect(name, autocommit=True) as connection, connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {table.name} VALUES ({', '.join(['%s'] * len(values))})", values)
    act = delete(older(30), name="contacts", children=CHILDREN)
    held_by_owner = delete(older(30), "a2", "messages", locks=(UP["conversations"],))
    looking = open_url(admin, FAMILY)
    structure = looking.structure()
    looking.close()
    printed = grants("mariadb", structure, FAMILY, (act, held_by_owner), {"probe": "zt_probe", "apply": "zt_apply"})
    for role in ("probe", "apply"):
        mariadb_server.run(*(line for line in printed[role] if not line.startswith("--")), database=name)
    urls = {role: mariadb_server.url(name, f"zt_{role}") for role in ("probe", "apply")}
    store = open_url(urls["probe"], FAMILY, apply=urls["apply"], setup=admin)
    refused(store.apply(act, order("r0")), RefusalKind.NOT_SETUP)
    store.set_up()
    store.set_up()
    assert store.structure() == structure
    store.set_holds((HeldScope("h", "contacts", "2"),))
    planned = order(identity=store.identity(), structure=store.fingerprint())
    assert done(store.apply(act, planned)) == {"contacts": 1, "conversations": 1, "messages": 2}
    assert left(store, "contacts") == [2, 3]
    done(store.apply(Lock("l", "chat/lock", ("messages",)), order()))
    assert done(store.apply(held_by_owner, order("r2"))) == {}
    for user, forbidden in (
        ("zt_probe", "DELETE FROM contacts"),
        ("zt_apply", "TRUNCATE messages"),
        ("zt_apply", "UPDATE contacts SET at = now()"),
        ("zt_apply", "DELETE FROM zusage_journal"),
        ("zt_apply", "DROP TRIGGER zusage_delete_messages"),
    ):
        with pytest.raises(pymysql.err.OperationalError) as error:
            mariadb_server.run(forbidden, database=name, user=user)
        assert error.value.args[0] in {1142, 1143}, forbidden
    store.close()


def test_the_printed_setup_runs_in_the_client(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """Statement by statement as a client would split it; afterwards `set_up` has nothing left to do but the marker."""
    name = maria_database()
    mariadb_server.run("CREATE TABLE events (id int PRIMARY KEY, at datetime)", database=name)
    store = open_url(mariadb_server.url(name))
    for text in grants("mariadb", store.structure(), ("events",), (), {"probe": "root", "apply": "root"})["setup"]:
        bare = text.removeprefix("DELIMITER //\n").removesuffix("//\nDELIMITER ;").removesuffix(";")
        if not bare.startswith("GRANT"):
            mariadb_server.run(bare, database=name)
    before = mariadb_server.ask("SHOW TRIGGERS", name)
    store.set_up()
    assert mariadb_server.ask("SHOW TRIGGERS", name) == before and len(before) >= 3 and store.identity().marker
    store.close()


def test_a_guard_of_an_older_version_is_renewed(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    name = maria_database()
    mariadb(small_family(), mariadb_server.url(name)).close()
    query = "SELECT ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = 'zusage_delete_messages' "
    query += "AND TRIGGER_SCHEMA = DATABASE()"
    before = mariadb_server.ask(query, name)
    old = "CREATE OR REPLACE TRIGGER zusage_delete_messages BEFORE DELETE ON messages FOR EACH ROW BEGIN END"
    mariadb_server.run(old, database=name)
    store = open_url(mariadb_server.url(name), FAMILY)
    store.set_up()
    assert mariadb_server.ask(query, name) == before and "zusage_locks" in before[0][0]
    done(store.apply(Lock("l", "chat/lock", ("messages",)), order()))
    with pytest.raises(pymysql.err.OperationalError, match="chat/lock"):
        mariadb_server.run("DELETE FROM messages", database=name)
    store.close()


def test_who_does_not_see_all_tables_sees_nothing(
    mariadb_server: MariaServer, maria_database: Callable[[], str], accounts: None
) -> None:
    """A table hidden by rights would cascade unseen, so the answer is not visible and the act is not done."""
    name = maria_database()
    mariadb(small_family("CASCADE"), mariadb_server.url(name)).close()
    mariadb_server.run(
        "GRANT SELECT, DELETE ON contacts TO zt_apply@'%'",
        *(f"GRANT SELECT, INSERT ON {table} TO zt_apply@'%'" for table in ("zusage_control", "zusage_journal")),
        *(f"GRANT SELECT ON {table} TO zt_apply@'%'" for table in ("zusage_holds", "zusage_locks")),
        database=name,
    )
    store = open_url(mariadb_server.url(name, "zt_apply"), ("contacts",))
    seen = store.look(Count("c", "contacts", older(30)), {}, NOW)
    assert not seen.visible and seen.reason == "permission denied: SHOW VIEW on all tables" and not seen.numbers
    with pytest.raises(ConnectorError) as error:
        store.apply(delete(older(30), name="contacts"), order())
    assert error.value.code == "ZE31"
    mariadb_server.run(
        "GRANT SHOW VIEW ON * TO zt_apply@'%'", "GRANT UPDATE ON zusage_control TO zt_apply@'%'", database=name
    )
    refused(store.apply(delete(older(30), name="contacts"), order()), RefusalKind.UNABLE)
    assert mariadb_server.ask("SELECT count(*) FROM contacts", name) == [(3,)]
    store.close()


def test_rights_are_read_as_the_server_means_them() -> None:
    lines = (
        "GRANT USAGE ON *.* TO `a`@`%`",
        "GRANT SELECT, SHOW VIEW ON `shop\\_1`.* TO `a`@`%`",
        "GRANT SELECT (`a`, `b`), UPDATE (`c`), DELETE ON `shop_1`.`or``ders` TO `a`@`%`",
    )
    assert rights(lines, "shop_1", "or`ders") == {"SELECT", "SHOW VIEW", "DELETE"}
    assert rights(lines, "shopx1") == set() and sees_all(lines, "shop_1") and not sees_all(lines, "shopx1")
    assert sees_all(("GRANT ALL PRIVILEGES ON `s%`.* TO `a`@`%` WITH GRANT OPTION",), "shop")
    assert not sees_all(("GRANT SELECT ON *.* TO `a`@`%`",), "shop")


def test_missing_rights_are_no_zero(mariadb_server: MariaServer, maria_database: Callable[[], str], accounts: None) -> None:
    name = maria_database()
    mariadb(events(ago(40)), mariadb_server.url(name)).close()
    mariadb_server.run("GRANT SHOW VIEW ON * TO zt_app@'%'", database=name)
    store = open_url(mariadb_server.url(name, "zt_app"))
    seen = store.look(Count("c", "events", older(30)), {}, NOW)
    assert not seen.visible and seen.reason.startswith("permission denied") and not seen.numbers
    unable = open_url(mariadb_server.url(name)).look(Keys("k", "events", "none"), {}, NOW)
    assert not unable.visible and "missing column" in unable.reason
    with pytest.raises(ConnectorError) as gone:
        open_url(mariadb_server.url("nowhere")).identity()
    assert gone.value.code == "ZE32" and not gone.value.transient and "nowhere" not in str(gone.value)
    with pytest.raises(ConnectorError) as refusal:
        open_url(mariadb_server.url(name, "nobody")).identity()
    assert refusal.value.code == "ZE32" and "nobody" not in str(refusal.value)
    store.close()


def test_a_lock_stops_the_application(
    mariadb_server: MariaServer, maria_database: Callable[[], str], accounts: None
) -> None:
    """Every way that a trigger sees is stopped and names the promise; the ways around it are told apart."""
    name = maria_database()
    url = mariadb_server.url(name)
    mariadb(small_family(), url).close()
    mariadb_server.run("GRANT SELECT, INSERT, UPDATE, DELETE ON * TO zt_app@'%'", database=name)
    store = open_url(url, FAMILY, app=mariadb_server.url(name, "zt_app"))
    look = Trial("t", "messages", "chat/lock")
    assert store.look(look, {}, NOW).numbers == {"tried": 3, "stopped": 0, "named": 0, "bypass": 0}
    done(store.apply(Lock("l", "chat/lock", ("messages",)), order()))
    assert store.look(look, {}, NOW).numbers == {"tried": 3, "stopped": 3, "named": 3, "bypass": 0}
    for statement in (
        "DELETE FROM messages",
        "REPLACE INTO messages VALUES (100, now(), 10)",
        "INSERT INTO messages VALUES (7, now(), 10)",
        "INSERT INTO messages VALUES (100, now(), 10) ON DUPLICATE KEY UPDATE at = now()",
        "SET STATEMENT max_statement_time = 1 FOR UPDATE messages SET at = now()",
    ):
        with pytest.raises(pymysql.err.OperationalError, match="chat/lock"):
            mariadb_server.run(statement, database=name, user="zt_app")
    with pytest.raises(pymysql.err.OperationalError, match="chat/lock"):
        mariadb_server.run("SET @zusage_passing = 1", "DELETE FROM messages", database=name, user="zt_app")
    for statement in (
        "DELETE FROM zusage_locks",
        "INSERT INTO zusage_writers VALUES ('zt_app')",
        "UPDATE zusage_control SET stopped = 1",
    ):
        with pytest.raises(pymysql.err.OperationalError, match="only accounts of Zusage"):
            mariadb_server.run(statement, database=name, user="zt_app")
    refused(store.apply(Lock("l2", "other/lock", ("nowhere",)), order()), RefusalKind.NOT_SETUP)
    assert done(store.apply(delete(older(30), name="contacts", children=CHILDREN), order()))["messages"] == 2
    mariadb_server.run("GRANT DROP ON messages TO zt_app@'%'", database=name)
    assert store.look(look, {}, NOW).numbers["bypass"] == 1, "who may drop a table may truncate it"
    done(store.apply(Unlock("u", "chat/lock", ("messages",)), order()))
    mariadb_server.run("INSERT INTO messages VALUES (8, now(), 30)", database=name, user="zt_app")
    mariadb_server.run("DROP TRIGGER zusage_update_messages", database=name)
    refused(store.apply(Lock("l3", "chat/lock", ("messages",)), order()), RefusalKind.NOT_SETUP)
    store.set_up()
    done(store.apply(Lock("l3", "chat/lock", ("messages",)), order("r9")))
    store.close()


def test_a_cascade_passes_a_lock_and_is_told(
    mariadb_server: MariaServer, maria_database: Callable[[], str], accounts: None
) -> None:
    """No trigger fires for rows that a foreign key deletes: the lock is only marked, unless the parent is locked, too."""
    name = maria_database()
    mariadb(small_family("CASCADE"), mariadb_server.url(name)).close()
    mariadb_server.run("GRANT SELECT, INSERT, UPDATE, DELETE ON * TO zt_app@'%'", database=name)
    store = open_url(mariadb_server.url(name), FAMILY, app=mariadb_server.url(name, "zt_app"))
    look = Trial("t", "messages", "chat/lock")
    done(store.apply(Lock("l", "chat/lock", ("messages",)), order()))
    assert store.look(look, {}, NOW).numbers == {"tried": 3, "stopped": 3, "named": 3, "bypass": 1}
    assert mariadb_server.ask("SELECT count(*) FROM messages", name) == [(2,)], "the trial was rolled back"
    done(store.apply(Lock("l2", "chat/lock", FAMILY), order()))
    assert store.look(look, {}, NOW).numbers["bypass"] == 0
    store.close()


def test_structure_of_all_sorts(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    name = maria_database()
    mariadb_server.run(
        "CREATE TABLE leads (id uuid PRIMARY KEY, at timestamp(6) NULL, name varchar(40) COLLATE utf8mb4_bin, "
        "raw binary(16), ok bool, bit1 bit(1), j json, e enum('a','b'), n bigint unsigned, "
        "up varchar(9) AS (upper(name)) VIRTUAL, "
        "UNIQUE (name), KEY (n, at), KEY part (j(10))) COMMENT 'x'",
        "CREATE TABLE logs (id bigint, at datetime, PRIMARY KEY (id, at)) PARTITION BY HASH (id) PARTITIONS 3",
        "CREATE TABLE old (id int PRIMARY KEY) ENGINE = MyISAM",
        "CREATE TABLE versions (id int PRIMARY KEY, mail varchar(90)) WITH SYSTEM VERSIONING",
        "CREATE TABLE notes (id int PRIMARY KEY, lead uuid, FOREIGN KEY (lead) REFERENCES leads (id) ON DELETE SET NULL)",
        "CREATE TABLE history (id uuid, was text)",
        "CREATE TRIGGER keep BEFORE DELETE ON leads FOR EACH ROW INSERT INTO history VALUES (OLD.id, OLD.name)",
        "CREATE VIEW names AS SELECT name FROM leads",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO INSERT INTO history SELECT id, name FROM leads",
        "INSERT INTO logs SELECT seq, '2026-02-01' FROM seq_1_to_10",
        "INSERT INTO old VALUES (1)",
        "INSERT INTO versions VALUES (1, 'a@x.example')",
        database=name,
    )
    tables = ("leads", "logs", "versions", "old")
    store = open_url(mariadb_server.url(name), tables)
    structure, fingerprint = store.structure(), store.fingerprint()
    leads = structure.tables["leads"]
    assert {c.name: c.kind for c in leads.columns} == {
        "id": "uuid",
        "at": "instant",
        "name": "text",
        "raw": "uuid",
        "ok": "boolean",
        "bit1": "boolean",
        "j": "json",
        "e": "other",
        "n": "integer",
        "up": "text",
    }
    assert leads.key == ("id",) and leads.unique == (("name",),) and ("n", "at") in leads.indexes
    assert leads.triggers == ("keep",) and leads.columns[-1].generated and leads.columns[2].length == 40
    assert structure.children("leads")[0][1].on_delete == "SET NULL"
    kinds = {table: structure.tables[table].kind for table in ("logs", "names", "versions")}
    assert kinds == {"logs": "partitioned", "names": "view", "versions": "table"}
    assert {"trigger keep of leads", "system versioning of versions", "event nightly of *"} <= set(structure.copies)
    store.set_up()
    assert store.fingerprint() == fingerprint and store.structure() == structure
    refused(store.apply(delete(Equals("id", 1), "a3", "old"), order()), RefusalKind.UNABLE)
    assert mariadb_server.ask("SELECT count(*) FROM old", name) == [(1,)]
    mariadb_server.run("DROP EVENT nightly", database=name)
    assert done(store.apply(delete(older(30), "a2", "logs"), order("r2"))) == {"logs": 10}
    assert store.look(Level("l", "logs"), {}, NOW).facts["level"] in {"logical", "reclaimed"}, "as far as purge is"
    assert done(store.apply(delete(Equals("id", 1), "a1", "versions"), order("r3"))) == {"versions": 1}
    assert store.look(Level("l", "versions"), {}, NOW).facts["level"] == ""
    assert len(mariadb_server.ask("SELECT * FROM versions FOR SYSTEM_TIME ALL", name)) == 1, "and it says so"
    mariadb_server.run("ALTER TABLE leads ADD COLUMN more text", database=name)
    assert store.fingerprint() != store.structure() and store.fingerprint() != fingerprint
    store.close()


def test_a_change_of_structure_ends_the_run(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """Also one that adds a table whose rows would go along."""
    for statement in (
        "ALTER TABLE events ADD COLUMN note text",
        "CREATE TABLE hidden (id int PRIMARY KEY, of bigint, FOREIGN KEY (of) REFERENCES events (id) ON DELETE CASCADE)",
    ):
        name = maria_database()
        store = mariadb(events(*[ago(40)] * 90), mariadb_server.url(name))

        def alter(batch: Any, name: str = name, statement: str = statement) -> None:
            if batch.number == 1:
                mariadb_server.run(statement, database=name)

        receipt = store.apply(delete(older(30)), order(progress=alter, limits=Limits(None, None, 30, 0)))
        refused(receipt, RefusalKind.CHANGED)
        assert receipt.batches == 1 and len(left(store)) == 60
        store.close()


def test_moments_of_every_kind(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """Zero dates, a month 0 and days that do not exist are no moments, although MariaDB calls them smaller than any."""
    name, cut = maria_database(), "2026-10-23 12:00:00"
    mariadb_server.run(
        "CREATE TABLE t (id int PRIMARY KEY, wall datetime, said text, number bigint, inst timestamp NULL, d date)",
        f"SET STATEMENT time_zone = '+00:00' FOR INSERT INTO t VALUES (1, '{cut}', '2026-10-23T12:00:00Z', "
        "unix_timestamp('2026-10-23 12:00:00'), NULL, '2026-10-23')",
        f"SET STATEMENT time_zone = '+00:00' FOR INSERT INTO t VALUES (2, '2026-10-23 13:00', '2026-10-23 13:30', 20260101, "
        f"'{cut}', '2026-10-24')",
        "SET STATEMENT sql_mode = 'ALLOW_INVALID_DATES' FOR INSERT INTO t VALUES "
        "(3, '0000-00-00', '0000-00-00', 0, '0000-00-00', '0000-00-00'), "
        "(4, '2020-00-00', '23.10.2020', 202601011200, NULL, '2020-02-31'), "
        "(5, '2020-01-01', '2020-01-01', 1600000000000, '2020-01-01', '2020-02-29'), "
        "(6, '1970-01-01', '2020-02-31', 5, NULL, '2020-05-00'), "
        "(7, '1900-01-01', '2020-01-01\n', 5, NULL, '1900-01-01'), "
        "(8, '0001-01-01', '2020-01-01 ', 5, '1970-01-01 12:00:00', '0001-01-01')",
        database=name,
    )
    expected = {"wall": {1, 5}, "said": {1, 5}, "number": {1, 5}, "inst": {2, 5}, "d": {1, 5}}
    store = open_connector("sql", Opening(TargetId("s"), {"url": mariadb_server.url(name)}, ("t",), Memory()))
    for column, found in expected.items():
        assert ids(store, older(30, column)) == found, column
        assert ids(store, Not(older(30, column))) == set(range(1, 9)) - found, column
    quality = store.look(Moments("m", "t", "d"), {}, NOW).numbers
    assert (quality["unreadable"], quality["sentinel"], quality["examined"]) == (3, 2, 8)
    store.set_up()
    assert done(store.apply(delete(older(30, "wall"), name="t"), order())) == {"t": 2}
    store.close()
    declared = Opening(TargetId("s"), {"url": mariadb_server.url(name)}, ("t",), Memory(), zone="Europe/Berlin")
    store = open_connector("sql", declared)
    assert ids(store, older(30, "wall")) == {2}
    store.close()


def test_texts_and_keys_are_compared_by_their_bytes(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """Whatever the collation and the character set of a column are."""
    mails = ["rene@x", "RENE@x", "rené@x", "rene@x ", "strasse", "straße"]
    for kind in ("utf8mb4 COLLATE utf8mb4_general_ci", "utf8mb4 COLLATE utf8mb4_unicode_ci", "latin1"):
        name = maria_database()
        mariadb_server.run(
            f"CREATE TABLE t (id int PRIMARY KEY, mail varchar(50) CHARACTER SET {kind}, kind enum('a', 'A ', 'b') "
            "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, KEY (mail))",
            f"INSERT INTO t VALUES {', '.join(f'''({n}, '{mail}', 'a')''' for n, mail in enumerate(mails))}",
            database=name,
        )
        store = open_url(mariadb_server.url(name), ("t",))
        for number, mail in enumerate(mails):
            assert ids(store, Equals("mail", mail)) == ids(store, In("mail", (mail,))) == {number}, (kind, mail)
            assert ids(store, Not(Equals("mail", mail))) == set(range(6)) - {number}
        assert ids(store, Equals("mail", "日本")) == set() and ids(store, Equals("kind", "a")) == set(range(6))
        store.close()


def test_keys_of_every_kind_go_in_order(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """Unsigned numbers, UUIDs, bytes, texts under a forgetful collation, an enumeration in a composite key, a date."""
    keys = {
        "bigint unsigned": "18446744073709551615 - seq",
        "uuid": "uuid()",
        "binary(16)": "unhex(md5(seq))",
        "varchar(40)": "concat('Ä', seq, ' z')",
        "char(32) CHARACTER SET latin1": "md5(seq)",
        "datetime(3)": "'2026-01-01' + INTERVAL seq SECOND",
        "decimal(20,4)": "seq / 7",
    }
    for kind, value in keys.items():
        name = maria_database()
        mariadb_server.run(
            f"CREATE TABLE events (id {kind}, type enum('b', 'a'), at datetime, PRIMARY KEY (id, type), KEY (at))",
            f"INSERT INTO events SELECT {value}, 'a', if(seq % 3, '2020-01-01', '2026-11-22') FROM seq_1_to_60",
            "INSERT INTO events SELECT id, 'b', at FROM events WHERE at < '2026-01-01' LIMIT 20",
            database=name,
        )
        store = opened(mariadb_server.url(name), events())
        assert done(store.apply(delete(older(30)), order(limits=Limits(None, None, 7, 0)))) == {"events": 60}, kind
        assert mariadb_server.ask("SELECT count(*), max(at) < '2026-01-01' FROM events", name) == [(20, 0)], kind
        store.close()


def test_a_condition_that_searches_a_table_keeps_new_rows_out(
    mariadb_server: MariaServer, maria_database: Callable[[], str]
) -> None:
    """Without foreign key only gap locks do: the insert waits until the batch has committed."""
    name = maria_database()
    mariadb_server.run(
        "CREATE TABLE events (id int PRIMARY KEY, at datetime)",
        "CREATE TABLE pings (id int PRIMARY KEY, event int, KEY (event))",
        "INSERT INTO events VALUES (1, '2020-01-01'), (2, '2020-01-01')",
        "INSERT INTO pings VALUES (1, 2)",
        database=name,
    )
    store = opened(mariadb_server.url(name), events())
    silent = both(older(30), Not(Exists(Edge("pings", (("id", "event"),)))))
    answers: list[int] = []

    def come_in_between(_: Any) -> None:
        with mariadb_server.connect(name) as other, other.cursor() as cursor:
            cursor.execute("SET SESSION innodb_lock_wait_timeout = 1")
            try:
                cursor.execute("INSERT INTO pings VALUES (9, 1)")
                other.commit()
            except pymysql.err.OperationalError as error:
                answers.append(error.args[0])

    with fault("before_commit", 1, come_in_between):
        assert done(store.apply(delete(silent), order())) == {"events": 1}
    assert answers == [1205] and left(store) == [2]
    store.close()


def test_a_trigger_that_deletes_more_refuses_the_batch(
    mariadb_server: MariaServer, maria_database: Callable[[], str]
) -> None:
    name = maria_database()
    store = mariadb(events(ago(40), ago(1)), mariadb_server.url(name))
    mariadb_server.run(
        "CREATE TABLE bills (id int PRIMARY KEY, event int)",
        "INSERT INTO bills VALUES (1, 1)",
        "CREATE TRIGGER along AFTER DELETE ON events FOR EACH ROW DELETE FROM bills WHERE event = OLD.id",
        database=name,
    )
    refused(store.apply(delete(older(30)), order()), RefusalKind.CASCADE)
    assert mariadb_server.ask("SELECT count(*) FROM bills", name) == [(1,)] and left(store) == [1, 2]
    store.close()


def test_accounts_reach_and_the_end(mariadb_server: MariaServer, maria_database: Callable[[], str], accounts: None) -> None:
    name, other = maria_database(), maria_database()
    mariadb_server.run(
        "CREATE TABLE events (id int PRIMARY KEY)",
        "GRANT SELECT ON * TO zt_app@'%'",
        "GRANT SELECT ON events TO zt_owner@'%'",
        "CREATE ROLE IF NOT EXISTS zt_readers",
        "GRANT SELECT ON * TO zt_readers",
        "GRANT zt_readers TO zt_apply@'%'",
        "GRANT SHOW VIEW ON * TO zt_probe@'%'",
        database=name,
    )
    options = {"url": mariadb_server.url(name), "app": mariadb_server.url(name, "zt_app")}
    siblings = {"o": {"url": mariadb_server.url(other)}, "s": {"url": mariadb_server.url(name)}}
    opening = Opening(TargetId("shop", "i1"), options, (), Memory(), sibling=siblings.get)
    store = open_connector("sql", opening)
    assert store.look(Reach("r", "o"), {}, NOW).numbers == {"tried": 1, "opened": 0}
    assert store.look(Reach("r", "s"), {}, NOW).numbers == {"tried": 1, "opened": 1}
    seen = store.look(Roles("r"), {}, NOW)
    names = set(seen.facts["roles"].split(","))
    assert {"root", "zt_app", "zt_owner", "zt_apply"} <= names and not {"zt_probe", "zt_readers"} & names
    assert seen.numbers["superusers"] >= 1
    hidden = open_url(mariadb_server.url(name, "zt_probe")).look(Roles("r"), {}, NOW)
    assert not hidden.visible and hidden.reason == "permission denied"
    refused(store.apply(Drop("d", "chat/drop"), order()), RefusalKind.NOT_SETUP)
    store.set_up()
    store.set_stop(True)
    refused(store.apply(Drop("d", "chat/drop"), order()), RefusalKind.STOPPED)
    store.set_stop(False)
    store.set_holds((HeldScope("h", "events", "1"),))
    refused(store.apply(Drop("d", "chat/drop"), order()), RefusalKind.HOLD)
    store.set_holds(())
    assert done(store.apply(Drop("d", "chat/drop"), order())) == {"database": 1}
    assert [batch.counts for _, batch in store.journal()] == [{"database": 1}]
    with pytest.raises(ConnectorError):
        store.identity()
    assert done(store.apply(Drop("d", "chat/drop"), order())) == {"database": 1}
    mariadb_server.run("DROP ROLE zt_readers")
    store.close()


def test_the_marker_survives_setting_up_again(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """And a crash after any of its statements, each of which commits."""
    name = maria_database()
    store = opened(mariadb_server.url(name), events())
    identity = store.identity()
    store.set_up()
    assert store.identity() == identity and identity.marker and identity.server and name not in str(identity)
    assert identity.writable
    for table in ("zusage_control", "zusage_locks"):
        mariadb_server.run(f"DROP TABLE {table}", database=name)
    mariadb_server.run("CREATE TABLE events (id int PRIMARY KEY, at datetime)", database=name)
    refused(store.apply(delete(older(30)), order()), RefusalKind.NOT_SETUP)
    store.set_up()
    assert done(store.apply(delete(older(30)), order("r2"))) == {}
    store.close()


def test_a_server_that_may_not_be_written_says_so(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    store = mariadb(events(ago(40)), mariadb_server.url(maria_database()))
    planned = store.identity()
    mariadb_server.run("SET GLOBAL read_only = 1")
    try:
        assert not store.identity().writable
        refused(store.apply(delete(older(30)), order(identity=planned)), RefusalKind.CHANGED)
    finally:
        mariadb_server.run("SET GLOBAL read_only = 0")
    assert left(store) == [1]
    store.close()


def test_every_statement_says_whose_it_is_and_the_log_knows_no_configuration(
    mariadb_server: MariaServer, maria_database: Callable[[], str]
) -> None:
    """The administrator finds our statements; the session is in UTC and strict whatever the server's defaults are."""
    store = mariadb(events(ago(40), ago(29.99)), mariadb_server.url(maria_database()))
    mariadb_server.run("SET GLOBAL time_zone = '+09:00'", "SET GLOBAL sql_mode = 'ANSI,PIPES_AS_CONCAT'")
    mariadb_server.run("SET GLOBAL log_output = 'TABLE'", "TRUNCATE mysql.general_log", "SET GLOBAL general_log = 1")
    try:
        assert "general log of *" in store.structure().copies
        assert done(store.apply(delete(older(30)), order())) == {"events": 1}
    finally:
        mariadb_server.run(
            "SET GLOBAL general_log = 0", "SET GLOBAL time_zone = 'SYSTEM'", "SET GLOBAL sql_mode = 'STRICT_TRANS_TABLES'"
        )
    said = [str(row[0]) for row in mariadb_server.ask("SELECT convert(argument USING utf8mb4) FROM mysql.general_log")]
    deleting = [line for line in said if "DELETE FROM `events`" in line]
    assert deleting and all(line.startswith("/* zusage:run-1:chat/events/delete */") for line in deleting)
    store.close()


def test_clearing_a_column_and_the_plan_as_sql(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    name = maria_database()
    mariadb_server.run(
        "CREATE TABLE t (id int PRIMARY KEY, at datetime, mail varchar(20))",
        "INSERT INTO t VALUES (1, '2020-01-01', 'a'), (2, '2020-01-01', 'A '), (3, '2020-01-01', NULL)",
        database=name,
    )
    store = open_url(mariadb_server.url(name), ("t",))
    store.set_up()
    act = Clear("c", "x/clear", "t", (("mail", "a "),), both(older(30), Not(Equals("mail", "A "))))
    (line,) = show_act("mariadb", store.structure(), act, "Europe/Berlin", "UTC")
    assert line.startswith("UPDATE `t` SET `mail`='a '") and "utf8mb4_nopad_bin" in line
    assert done(store.apply(act, order())) == {"t": 2}
    assert [row[0] for row in mariadb_server.ask("SELECT mail FROM t ORDER BY id", name)] == ["a ", "A ", "a "]
    store.close()


def test_a_busy_server_is_left_alone(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    """Sessions at work are counted; a lag that nobody can see is a reason to wait, not none."""
    name = maria_database()
    store = mariadb(events(ago(40)), mariadb_server.url(name))
    for brakes in (Brakes(max_lag_s=1, patience_s=0.1), Brakes(max_load=0, patience_s=0.1), Brakes(min_free_mb=10**9)):
        sleeper = threading.Thread(target=lambda: mariadb_server.ask("SELECT sleep(1.5)"))
        sleeper.start()
        time.sleep(0.3)
        refused(store.apply(delete(older(30)), order(brakes=replace(brakes, patience_s=0.1))), RefusalKind.PRESSURE)
        sleeper.join()
    calm = Brakes(max_load=50, max_slot_mb=1, min_free_mb=1)
    assert done(store.apply(delete(older(30)), order("r2", brakes=calm))) == {"events": 1}
    store.close()
