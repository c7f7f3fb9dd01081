"""MariaDB with a replica that follows by GTID, with a table WITH SYSTEM VERSIONING, with a cascade."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server, running_mariadb
from support.stores import Memory, mariadb
from zusage.adapters.connectors import open_connector
from zusage.model.errors import ConnectorError
from zusage.plan.act import Child
from zusage.plan.condition import Edge
from zusage.plan.connector import Brakes, Connector, Limits, Opening
from zusage.plan.look import Count, Level
from zusage.plan.receipt import RefusalKind
from zusage.plan.structure import Column, ForeignKey
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, Sketch, ago, delete, done, left, older, order, refused, table

__all__ = ["maria_database", "mariadb_server"]
LINK = ForeignKey(("parent",), "contacts", ("id",), "CASCADE")
FAMILY = Sketch(
    (table("contacts"), table("notes", *table().columns, Column("parent", "integer"), foreign_keys=(LINK,))),
    {
        "contacts": [{"id": n, "at": ago(40 if n < 20 else 1)} for n in range(30)],
        "notes": [{"id": n, "at": ago(1), "parent": n % 30} for n in range(90)],
    },
)
WITH_NOTES = delete(older(30), name="contacts", children=(Child("notes", Edge("notes", (("id", "parent"),))),))
FEW = Limits(None, None, batch=5, batch_ms=0)


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[MariaServer, MariaServer]]:
    """A primary with a binary log of rows, and a replica that follows it by GTID."""
    folder = Path(tempfile.mkdtemp(prefix="zusage-follow-"))
    folder.chmod(0o755)
    try:
        with ExitStack() as stack:
            servers = []
            for number, name in enumerate(("primary", "replica"), 1):
                (folder / name).mkdir()
                (folder / name).chmod(0o755)
                logs = (f"--server-id={number}", "--log-bin=log", "--binlog-format=ROW", "--log-slave-updates=ON")
                servers.append(stack.enter_context(running_mariadb(folder / name, *logs)))
            primary, replica = servers
            where = f"MASTER_HOST='127.0.0.1', MASTER_PORT={primary.port}, MASTER_USER='root'"
            replica.run(f"CHANGE MASTER TO {where}, MASTER_USE_GTID=slave_pos", "START SLAVE")
            yield primary, replica
            replica.run("STOP SLAVE")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def caught_up(primary: MariaServer, replica: MariaServer) -> None:
    ((upto,),) = primary.ask("SELECT @@gtid_binlog_pos")
    assert replica.ask(f"SELECT MASTER_GTID_WAIT('{upto}', 30)") == [(0,)]


def only(server: MariaServer, name: str) -> Connector:
    opening = Opening(TargetId("shop"), {"url": server.url(name)}, ("contacts", "notes"), Memory(), zone="UTC")
    return open_connector("sql", opening)


def test_a_replica_is_read_and_never_written(pair: tuple[MariaServer, MariaServer]) -> None:
    """What goes on the primary goes on the replica, children too: they are deleted by statements, not by the cascade."""
    primary, replica = pair
    name = primary.create()
    mariadb(FAMILY, primary.url(name)).close()
    caught_up(*pair)
    here, there = only(primary, name), only(replica, name)
    assert here.identity().writable and not there.identity().writable
    assert there.look(Count("c", "contacts", older(30)), {}, NOW).numbers["count"] == 20
    before = replica.ask("SELECT @@gtid_binlog_pos")
    for identity in (here.identity(), there.identity(), None):
        try:
            receipt = there.apply(WITH_NOTES, order(identity=identity))
        except ConnectorError:
            continue
        assert receipt.refusal is not None and not receipt.counts, identity
    assert replica.ask("SELECT @@gtid_binlog_pos") == before and len(left(there, "contacts")) == 30
    assert done(here.apply(WITH_NOTES, order("r2", FEW))) == {"contacts": 20, "notes": 60}
    caught_up(*pair)
    assert left(there, "contacts") == list(range(20, 30)) and len(left(there, "notes")) == 30
    assert sum(batch.counts["notes"] for _, batch in there.journal()) == 60
    here.close()
    there.close()


def test_a_lag_that_the_primary_does_not_tell_is_a_reason_to_wait(pair: tuple[MariaServer, MariaServer]) -> None:
    """The replica stands still; who asked for a limit gets no row deleted, and the reason in words."""
    primary, replica = pair
    name = primary.create()
    mariadb(FAMILY, primary.url(name)).close()
    caught_up(*pair)
    replica.run("STOP SLAVE SQL_THREAD")
    store = only(primary, name)
    try:
        receipt = store.apply(WITH_NOTES, order("r1", FEW, brakes=Brakes(max_lag_s=1, patience_s=0.2)))
        refused(receipt, RefusalKind.PRESSURE)
        assert receipt.refusal is not None and "how far its replicas are behind" in receipt.refusal.detail
        assert len(left(store, "contacts")) == 30
    finally:
        replica.run("START SLAVE SQL_THREAD")
        store.close()


def test_a_versioned_table_keeps_what_was_deleted_and_says_so(
    mariadb_server: MariaServer, maria_database: Callable[[], str]
) -> None:
    """Counts are exact, the history is named as a copy, and no level is claimed until it is gone."""
    name = maria_database()
    mariadb_server.run(
        "CREATE TABLE contacts (id bigint PRIMARY KEY, mail varchar(80), at datetime) WITH SYSTEM VERSIONING", database=name
    )
    old, new = (ago(days).strftime("%Y-%m-%d %H:%M:%S") for days in (40, 1))
    values = ", ".join(f"({n}, 'm{n}@x.example', '{old if n < 20 else new}')" for n in range(30))
    mariadb_server.run(f"INSERT INTO contacts VALUES {values}", database=name)
    mariadb_server.run("UPDATE contacts SET mail = 'changed' WHERE id < 5", database=name)
    opening = Opening(TargetId("shop"), {"url": mariadb_server.url(name)}, ("contacts",), Memory(), zone="UTC")
    store = open_connector("sql", opening)
    store.set_up()
    assert any("system versioning of contacts" in copy for copy in store.structure().copies)
    assert done(store.apply(delete(older(30), name="contacts"), order("r1", FEW))) == {"contacts": 20}
    assert left(store, "contacts") == list(range(20, 30))
    assert mariadb_server.ask("SELECT count(*) FROM contacts FOR SYSTEM_TIME ALL", name) == [(35,)]
    seen = store.look(Level("l", "contacts"), {}, NOW)
    assert seen.facts.get("level", "") == "" and "system versioning of contacts" in str(seen.facts.get("copies")), seen
    time.sleep(1.1)
    mariadb_server.run("DELETE HISTORY FROM contacts", database=name)
    assert mariadb_server.ask("SELECT count(*) FROM contacts FOR SYSTEM_TIME ALL", name) == [(10,)]
    store.close()


def test_a_cascade_that_nobody_named_refuses_the_batch(
    mariadb_server: MariaServer, maria_database: Callable[[], str]
) -> None:
    name = maria_database()
    store = mariadb(FAMILY, mariadb_server.url(name))
    refused(store.apply(delete(older(30), name="contacts"), order("r1", FEW)), RefusalKind.CASCADE)
    assert len(left(store, "contacts")) == 30 and len(left(store, "notes")) == 90
    assert done(store.apply(WITH_NOTES, order("r2", FEW))) == {"contacts": 20, "notes": 60}
    store.close()
