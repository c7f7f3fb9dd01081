"""Residue on MariaDB: canary rows are deleted by our own act, then the bytes of the server's files are searched for them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server, running_mariadb
from support.stores import Memory, mariadb
from zusage.adapters.connectors import open_connector
from zusage.plan.act import Reclaim
from zusage.plan.connector import Connector, Limits, Opening
from zusage.plan.look import Level
from zusage.plan.receipt import Observation, Receipt, RefusalKind
from zusage.plan.structure import Column
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, Sketch, ago, delete, done, older, order, refused, table

__all__ = ["maria_database", "mariadb_server"]
GONE, STAYS = b"canary-gone-", b"canary-stays-"
EVENTS = table("events", *table().columns, Column("body", "text"))
IN_WINDOW = Limits(max_rows=None, max_share=None, lock_timeout_ms=200, statement_timeout_ms=120_000)


def rows(number: int = 600) -> list[dict[str, object]]:
    """Every other row is due; both kinds carry a word of their own."""
    return [
        {"id": n, "at": ago(40 if n % 2 else 1), "body": f"{(GONE if n % 2 else STAYS).decode()}{n}-" * 8}
        for n in range(number)
    ]


def level(store: Connector, name: str = "events") -> Observation:
    store.close()
    return store.look(Level("l", name), {}, NOW)


def words(seen: Observation) -> list[str]:
    return [part.split()[0] for part in seen.facts["keeps"].split("; ") if part]


def reclaim(store: Connector, until: str, run: str, limits: Limits = IN_WINDOW) -> Receipt:
    return store.apply(Reclaim("reclaim:x", "chat/events/delete", ("events",), until), order(run, limits))


def found(server: MariaServer, pattern: str, word: bytes = GONE) -> int:
    """How often a word lies in files of the server, after it has written its pages."""
    return sum(file.read_bytes().count(word) for file in (server.folder / "data").glob(pattern) if file.is_file())


def written(server: MariaServer, name: str) -> None:
    """The pages of the table are brought to its file, and the table is free again at once."""
    server.run("FLUSH TABLES events FOR EXPORT", database=name)


@pytest.fixture(scope="module")
def logging_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaServer]:
    """A server with a binary log by row, a doublewrite buffer and a redo log that is soon full."""
    folder = tmp_path_factory.mktemp("maria")
    for above in (folder, *list(folder.parents)[:3]):
        above.chmod(0o755)
    more = ("--log-bin=b", "--binlog-format=ROW", "--innodb-log-file-size=4M", "--innodb-doublewrite=1")
    with running_mariadb(folder, *more, "--log-bin-trust-function-creators=1") as server:
        yield server


def test_bytes_in_files_and_logs(logging_server: MariaServer) -> None:
    """DELETE, purge, rebuilding, binary logs: each level is claimed only where the files agree."""
    server, name = logging_server, logging_server.create()
    store = mariadb(Sketch((EVENTS,), {"events": rows(3000)}), server.url(name))
    server.run("CREATE INDEX by_body ON events (body(40))", database=name)
    assert done(store.apply(delete(older(30)), order())) == {"events": 1500}
    written(server, name)
    assert found(server, f"{name}/events.ibd"), "deleted rows lie in the file"
    receipt = reclaim(store, "reclaimed", "run-2")
    assert (done(receipt), receipt.level) == ({}, "reclaimed")
    assert level(store).facts["keeps"] == "not_rebuilt"
    written(server, name)
    assert found(server, f"{name}/events.ibd"), "purge frees the space and leaves the bytes"
    receipt = reclaim(store, "rewritten", "run-3")
    assert (done(receipt), receipt.level) == ({}, "rewritten")
    written(server, name)
    assert not found(server, f"{name}/*.ibd") and found(server, f"{name}/events.ibd", STAYS) >= 300
    seen = level(store)
    assert words(seen) == ["binlog", "redo", "undo"] and found(server, "b.0*") and found(server, "ib_logfile0")
    deep = reclaim(store, "horizon", "run-4")
    refused(deep, RefusalKind.UNABLE)
    assert deep.level == "rewritten" and words(level(store)) == ["redo", "undo"] and not found(server, "b.0*")
    server.run(
        "CREATE TABLE filler (id int AUTO_INCREMENT PRIMARY KEY, body longtext)",
        *["INSERT INTO filler (body) VALUES (repeat('x', 900000))"] * 8,
        database=name,
    )
    assert words(level(store)) == ["undo"] and not found(server, "ib_logfile0"), "the redo log has gone round"
    assert server.ask("SELECT count(*) FROM events", name) == [(1500,)]
    server.run("INSERT INTO events (id, at, body) VALUES (1001, '2020-01-01', 'canary-gone-again')", database=name)
    assert done(store.apply(delete(older(30), "act-2"), order("run-5"))) == {"events": 1}
    assert reclaim(store, "reclaimed", "run-6").level == "reclaimed", "the new file held what was deleted since"
    store.close()
    server.drop(name)


@pytest.fixture
def filled(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> Iterator[tuple[Connector, str, MariaServer]]:
    name = maria_database()
    store = mariadb(Sketch((EVENTS,), {"events": rows()}), mariadb_server.url(name))
    yield store, name, mariadb_server
    store.close()


def test_an_older_snapshot_keeps_purge_back(
    filled: tuple[Connector, str, MariaServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, name, server = filled
    monkeypatch.setattr("zusage.adapters.connectors.sql.reclaim_mariadb.PURGE_ROUNDS", 4)
    with server.connect(name) as reader, reader.cursor() as cursor:
        cursor.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT")
        cursor.execute("SELECT count(*) FROM events")
        done(store.apply(delete(older(30)), order()))
        receipt = reclaim(store, "rewritten", "run-2")
        refused(receipt, RefusalKind.UNABLE)
        assert receipt.level == "logical" and words(level(store)) == ["purge"]
        cursor.execute("SELECT count(*) FROM events")
        assert cursor.fetchone() == (600,)
    monkeypatch.undo()
    assert reclaim(store, "rewritten", "run-3").level == "rewritten"


def test_rebuilt_by_somebody_else_and_by_whole_partitions(filled: tuple[Connector, str, MariaServer]) -> None:
    """OPTIMIZE by the administrator is known by the new tablespaces of all parts, once the old ones were noted."""
    store, name, server = filled
    server.run("ALTER TABLE events PARTITION BY HASH (id) PARTITIONS 3", database=name)
    store.close()
    done(store.apply(delete(older(30)), order()))
    done(reclaim(store, "reclaimed", "run-2"))
    server.run("ALTER TABLE events REBUILD PARTITION p0", database=name)
    assert level(store).facts == {"level": "reclaimed", "copies": "", "keeps": "not_rebuilt"}
    server.run("OPTIMIZE TABLE events", database=name)
    assert level(store).facts == {"level": "rewritten", "copies": "", "keeps": "rebuilt_since"}
    for part in ("p0", "p1", "p2"):
        assert not found(server, f"{name}/events#P#{part}.ibd")


def test_column_statistics_hold_values(filled: tuple[Connector, str, MariaServer]) -> None:
    store, name, server = filled
    server.run("ALTER TABLE events MODIFY body varchar(400)", "ANALYZE TABLE events PERSISTENT FOR ALL", database=name)
    store.close()
    done(store.apply(delete(older(30)), order()))
    assert "samples" in words(level(store))
    query = f"SELECT count(*) FROM mysql.column_stats WHERE db_name = '{name}' AND min_value LIKE 'canary-gone%'"
    assert server.ask(query) == [(1,)]
    assert reclaim(store, "rewritten", "run-2").level == "rewritten" and server.ask(query) == [(0,)]


def test_full_text_and_the_shared_tablespace(filled: tuple[Connector, str, MariaServer]) -> None:
    """A FULLTEXT index forbids LOCK=NONE; what once lay in the shared tablespace has left its bytes there."""
    store, name, server = filled
    server.run("CREATE FULLTEXT INDEX words ON events (body)", database=name)
    done(store.apply(delete(older(30)), order()))
    assert reclaim(store, "rewritten", "run-2").level == "rewritten"
    server.run("SET GLOBAL innodb_file_per_table = OFF")
    try:
        server.run("CREATE TABLE shared LIKE events", "INSERT INTO shared SELECT * FROM events", database=name)
    finally:
        server.run("SET GLOBAL innodb_file_per_table = ON")
    server.run("RENAME TABLE events TO former, shared TO events", database=name)
    store.close()
    short = reclaim(store, "rewritten", "run-3")
    refused(short, RefusalKind.UNABLE)
    assert short.level == "reclaimed" and words(level(store)) == ["shared_tablespace"]


def test_without_rights_less_is_claimed(filled: tuple[Connector, str, MariaServer]) -> None:
    """Setup without PROCESS and mysql.column_stats: the level stays logical, and says which right is missing."""
    store, name, server = filled
    done(store.apply(delete(older(30)), order()))
    server.run(
        "DROP FUNCTION zusage_spaces",
        "DROP FUNCTION zusage_sampled",
        "CREATE OR REPLACE USER zr_setup@'%'",
        "INSERT INTO zusage_writers (role) VALUES ('zr_setup')",
        f"GRANT ALL ON {name}.* TO zr_setup@'%' WITH GRANT OPTION",
        database=name,
    )
    options = {"url": server.url(name), "setup": server.url(name, "zr_setup")}
    mean = open_connector("sql", Opening(TargetId("shop"), options, ("events",), Memory(), zone="UTC"))
    mean.set_up()
    short = reclaim(mean, "rewritten", "run-2")
    refused(short, RefusalKind.UNABLE)
    assert short.level == "logical" and words(level(mean)) == ["samples_unseen"]
    server.run("GRANT SELECT ON mysql.column_stats TO zr_setup@'%'")
    assert reclaim(mean, "rewritten", "run-3").level == "reclaimed" and words(level(mean)) == ["spaces_unseen"]
    server.run("GRANT PROCESS ON *.* TO zr_setup@'%'")
    assert reclaim(mean, "rewritten", "run-4").level == "rewritten"
    mean.close()
    server.run("DROP USER zr_setup@'%'")


def test_reclaiming_gives_way_to_who_stays(filled: tuple[Connector, str, MariaServer]) -> None:
    """An open transaction keeps the rebuilding out; others wait about a second at most, and we say so."""
    store, name, server = filled
    done(store.apply(delete(older(30)), order()))
    done(reclaim(store, "reclaimed", "run-2"))
    with server.connect(name) as reader, reader.cursor() as cursor:
        cursor.execute("SELECT 1 FROM events LIMIT 1")
        longest, stop = [0.0], threading.Event()
        watcher = threading.Thread(target=_read_on, args=(server, name, longest, stop))
        watcher.start()
        calls = iter([""] * 4)
        act = Reclaim("reclaim:x", "p", ("events",), "rewritten")
        short = store.apply(act, order("run-3", IN_WINDOW, ended=lambda: next(calls, "the window has closed")))
        stop.set()
        watcher.join()
    refused(short, RefusalKind.WINDOW)
    assert short.level == "reclaimed" and 0 < longest[0] < 1.6, longest
    assert reclaim(store, "rewritten", "run-4").level == "rewritten"


def _read_on(server: MariaServer, name: str, longest: list[float], stop: threading.Event) -> None:
    with server.connect(name, autocommit=True) as reader, reader.cursor() as cursor:
        while not stop.is_set():
            begun = time.monotonic()
            cursor.execute("SELECT 1 FROM events LIMIT 1")
            longest[0] = max(longest[0], time.monotonic() - begun)


def test_the_folder_is_the_servers(mariadb_server: MariaServer) -> None:
    """The searches above look where the server writes."""
    assert Path(str(mariadb_server.ask("SELECT @@datadir")[0][0])).resolve() == (mariadb_server.folder / "data").resolve()
