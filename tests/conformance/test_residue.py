"""Residue: canary rows are deleted by our own act, then the bytes of the store's files are searched for them.

The level that is claimed must agree with what lies on the disk, step by step.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import Memory, postgresql, sqlite
from zusage.adapters.connectors import open_connector
from zusage.plan.act import Reclaim
from zusage.plan.connector import Connector, Limits, Opening
from zusage.plan.look import Level, Moment
from zusage.plan.receipt import Observation, Receipt, RefusalKind
from zusage.plan.structure import Column
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, Sketch, ago, delete, done, older, order, refused, table

__all__ = ["database", "postgres_server"]
GONE, STAYS = "canary-gone-", "canary-stays-"
EVENTS = table("events", *table().columns, Column("body", "text"))
IN_WINDOW = Limits(max_rows=None, max_share=None, lock_timeout_ms=200, statement_timeout_ms=120_000)


def rows(number: int = 600, length: int = 8) -> list[dict[str, object]]:
    """Every other row is due; both kinds carry a word of their own."""
    return [
        {"id": n, "at": ago(40 if n % 2 else 1), "body": f"{GONE if n % 2 else STAYS}{n}-" * length} for n in range(number)
    ]


def level(store: Connector, name: str = "events") -> Observation:
    """The level as another process sees it: sessions that ended have told their statistics."""
    store.close()
    return store.look(Level("l", name), {}, NOW)


def reclaim(store: Connector, until: str, run: str) -> Receipt:
    store.close()
    return store.apply(Reclaim("reclaim:x", "chat/events/delete", ("events",), until), order(run, IN_WINDOW))


def found(folder: Path, word: str = GONE) -> int:
    """How often a word lies in the files of a folder."""
    return sum(file.read_bytes().count(word.encode()) for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.mark.parametrize("mode", ["WAL", "DELETE", "PERSIST", "TRUNCATE"])
@pytest.mark.parametrize("length", [1, 8, 900])
def test_bytes_in_files_of_sqlite(tmp_path: Path, mode: str, length: int) -> None:
    """Inserted by an application that does not overwrite; deleted and reclaimed by us; nothing is left at the end."""
    path = tmp_path / "t.db"
    store = sqlite(Sketch((EVENTS,), {"events": rows(length=length)}), path)
    with closing(sqlite3.connect(path)) as application:
        application.execute(f"PRAGMA journal_mode = {mode}")
        application.execute("PRAGMA secure_delete = OFF")
        application.execute("CREATE INDEX by_body ON events (body)")
        application.execute("UPDATE events SET body = body || 'x' WHERE id % 3 = 0")
        application.commit()
        receipt = store.apply(delete(older(30), moment=Moment("at")), order())
        assert done(receipt) == {"events": 300}
        first = level(store)
        assert receipt.level == first.facts["level"]
        if first.facts["level"] == "horizon":
            assert not found(tmp_path)
        deep = reclaim(store, "rewritten", "run-2")
        done(deep)
        assert deep.level == level(store).facts["level"] == "horizon"
        assert level(store).facts["keeps"] == "" and not found(tmp_path) and found(tmp_path, STAYS)
        assert application.execute("SELECT count(*) FROM events").fetchone() == (300,)
        assert application.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store.close()


def test_a_reader_of_sqlite_keeps_the_log_and_the_level_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    store = sqlite(Sketch((EVENTS,), {"events": rows()}), path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        receipt = store.apply(delete(older(30)), order())
        assert receipt.level == level(store).facts["level"] == "logical" and found(tmp_path)
        assert level(store).facts["keeps"].startswith("log-wal ") and level(store).numbers["log_bytes"]
        short = store.apply(
            Reclaim("reclaim:x", "p", ("events",), "rewritten"), order("run-2", Limits(lock_timeout_ms=10), ended=_twice())
        )
        refused(short, RefusalKind.WINDOW)
        assert short.level == "logical"
        reader.execute("ROLLBACK")
    assert done(reclaim(store, "horizon", "run-3")) == {} and not found(tmp_path)
    store.close()


def _twice() -> Callable[[], str]:
    calls = iter(("", "", ""))
    return lambda: next(calls, "the window has closed")


@pytest.fixture
def filled(postgres_server: Server, database: Callable[[], str]) -> Iterator[tuple[Connector, str, Path]]:
    """A database with canaries, its address, and the folder of the server's files."""
    url = postgres_server.url(database())
    store = postgresql(Sketch((EVENTS,), {"events": rows()}), url)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("ALTER TABLE events SET (autovacuum_enabled = off)")
        owner.execute("CREATE INDEX by_body ON events (body)")
        owner.execute("ANALYZE events")
    yield store, url, postgres_server.folder / "data"
    store.close()


def base(url: str, data: Path) -> Path:
    """The folder of the database's own files, after they have been written."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CHECKPOINT")
        found = owner.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert found is not None
    return data / "base" / str(found[0])


@pytest.mark.parametrize("exactly", [False, True])
def test_bytes_in_files_of_postgresql(filled: tuple[Connector, str, Path], exactly: bool) -> None:
    """DELETE, VACUUM, VACUUM FULL and the log: each level is claimed only where the files agree."""
    store, url, data = filled
    if exactly:
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("CREATE EXTENSION pgstattuple")
    assert done(store.apply(delete(older(30)), order())) == {"events": 300}
    seen = level(store)
    assert seen.facts["level"] == "logical" and f"dead_rows {seen.numbers['dead']}" in seen.facts["keeps"], seen
    assert seen.numbers["dead"] == 300 or (exactly and 0 < seen.numbers["dead"] < 300), "pages are pruned in passing"
    assert "statistics" in seen.facts["keeps"]
    assert found(base(url, data)) >= 300
    assert done(reclaim(store, "reclaimed", "run-2")) == {}
    seen = level(store)
    assert seen.facts["level"] == "reclaimed" and seen.facts["keeps"] == "freed_space; statistics_file"
    assert found(base(url, data)) >= 300, "VACUUM frees the space and leaves the bytes"
    assert reclaim(store, "rewritten", "run-3").level in {"rewritten", "horizon"}
    assert not found(base(url, data)) and found(base(url, data), STAYS) >= 300
    assert found(data / "pg_wal")
    deep = reclaim(store, "horizon", "run-4")
    assert (done(deep), deep.level) == ({}, "horizon")
    assert not found(base(url, data)) and not found(data / "pg_wal")
    assert level(store).moments["horizon"].year >= 2026


def test_nothing_is_reclaimed_while_an_older_snapshot_sees_it(filled: tuple[Connector, str, Path]) -> None:
    store, url, _ = filled
    with psycopg.connect(url) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1 FROM events LIMIT 1")
        done(store.apply(delete(older(30)), order()))
        for until in ("reclaimed", "rewritten"):
            receipt = reclaim(store, until, f"run-{until}")
            refused(receipt, RefusalKind.UNABLE)
            assert receipt.refusal is not None and "snapshot " in receipt.refusal.detail and receipt.level == "logical"
        assert reader.execute("SELECT count(*) FROM events").fetchone() == (600,)
    assert reclaim(store, "reclaimed", "run-9").level == "reclaimed"


def test_a_prepared_transaction_and_a_slot_are_told(filled: tuple[Connector, str, Path]) -> None:
    store, url, _ = filled
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_create_logical_replication_slot('feed', 'test_decoding')")
        done(store.apply(delete(older(30)), order()))
        seen = level(store)
        assert seen.facts["level"] == "" and seen.facts["copies"] == "replication slot feed of *"
        refused(reclaim(store, "reclaimed", "run-2"), RefusalKind.UNABLE)
        other.execute("SELECT pg_drop_replication_slot('feed')")
    assert reclaim(store, "reclaimed", "run-3").level == "reclaimed"


def test_rewritten_by_somebody_else(filled: tuple[Connector, str, Path]) -> None:
    """CLUSTER, pg_repack or VACUUM FULL by the administrator are known by the new file, once ours was noted."""
    store, url, data = filled
    done(store.apply(delete(older(30)), order()))
    done(reclaim(store, "reclaimed", "run-2"))
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CLUSTER events USING events_pkey")
        owner.execute("VACUUM FULL pg_statistic")
    assert level(store).facts == {"level": "rewritten", "copies": "", "keeps": "unknown_since"}
    assert not found(base(url, data))
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(
            "INSERT INTO events SELECT n, now() - interval '1 year', 'canary-gone-again' FROM generate_series(1001, 1010) n"
        )
    assert done(store.apply(delete(older(30), "act-2"), order("run-3"))) == {"events": 10}
    assert level(store).facts["level"] == "logical"
    done(reclaim(store, "reclaimed", "run-4"))
    assert level(store).facts["level"] == "reclaimed", "the new file held what was deleted since"


def test_reclaiming_waits_briefly_and_gives_way(filled: tuple[Connector, str, Path]) -> None:
    """A reader who stays keeps VACUUM FULL out; others are stalled no longer than the lock timeout, and we say so."""
    store, url, _ = filled
    done(store.apply(delete(older(30)), order()))
    done(reclaim(store, "reclaimed", "run-2"))
    with psycopg.connect(url) as reader:
        reader.execute("SELECT 1 FROM events LIMIT 1")
        longest, stop = [0.0], threading.Event()
        watcher = threading.Thread(target=_read_on, args=(url, longest, stop))
        watcher.start()
        short = store.apply(
            Reclaim("reclaim:x", "p", ("events",), "rewritten"),
            order("run-3", Limits(lock_timeout_ms=100, statement_timeout_ms=60_000), ended=_after(6)),
        )
        stop.set()
        watcher.join()
    refused(short, RefusalKind.WINDOW)
    assert short.level == "reclaimed" and 0 < longest[0] < 0.6, longest
    assert reclaim(store, "rewritten", "run-4").level in {"rewritten", "horizon"}


def _after(times: int) -> Callable[[], str]:
    calls = iter([""] * times)
    return lambda: next(calls, "the window has closed")


def _read_on(url: str, longest: list[float], stop: threading.Event) -> None:
    with psycopg.connect(url, autocommit=True) as reader:
        while not stop.is_set():
            begun = time.monotonic()
            reader.execute("SELECT 1 FROM events LIMIT 1").fetchone()
            longest[0] = max(longest[0], time.monotonic() - begun)


def test_the_probe_sees_snapshots_of_others(postgres_server: Server, database: Callable[[], str]) -> None:
    """A role without pg_monitor still sees that somebody else's snapshot is older."""
    name = database()
    store = postgresql(Sketch((EVENTS,), {"events": rows(10)}), postgres_server.url(name))
    postgres_server.run(
        "DROP ROLE IF EXISTS zr_probe",
        "CREATE ROLE zr_probe LOGIN",
        "GRANT SELECT ON events TO zr_probe",
        "GRANT USAGE ON SCHEMA zusage TO zr_probe",
        "GRANT SELECT ON ALL TABLES IN SCHEMA zusage TO zr_probe",
        database=name,
    )
    with psycopg.connect(postgres_server.url(name)) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1 FROM events LIMIT 1")
        done(store.apply(delete(older(30)), order()))
        postgres_server.run("VACUUM ANALYZE events", database=name)
        probe = opened_only(postgres_server.url(name, "zr_probe"))
        assert "snapshot" in level(probe).facts["keeps"] and level(probe).facts["level"] == "logical"
    store.close()
    probe.close()
    postgres_server.run("DROP OWNED BY zr_probe", "DROP ROLE zr_probe", database=name)


def opened_only(url: str) -> Connector:
    return open_connector("sql", Opening(TargetId("shop"), {"url": url}, ("events",), Memory(), zone="UTC"))


def test_every_copy_of_postgresql_is_known(filled: tuple[Connector, str, Path]) -> None:
    """History by trigger and by rule, a materialised view over a view, a publication: no level while one is left."""
    store, url, _ = filled
    made = {
        "trigger keep of events": (
            "CREATE TABLE history AS SELECT * FROM events WHERE false; "
            "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN INSERT INTO history SELECT OLD.*;RETURN OLD;END'; "
            "CREATE TRIGGER keep BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION keep()",
            "DROP TRIGGER keep ON events",
        ),
        "rule remember of events": (
            "CREATE RULE remember AS ON DELETE TO events DO ALSO INSERT INTO history VALUES (OLD.id, OLD.at, OLD.body)",
            "DROP RULE remember ON events",
        ),
        "materialised view stored of events": (
            "CREATE VIEW young AS SELECT body FROM events; CREATE MATERIALIZED VIEW stored AS SELECT * FROM young",
            "DROP MATERIALIZED VIEW stored",
        ),
        "publication feed of events": ("CREATE PUBLICATION feed FOR TABLE events", "DROP PUBLICATION feed"),
        "replication slot queue of *": (
            "SELECT pg_create_logical_replication_slot('queue', 'test_decoding')",
            "SELECT pg_drop_replication_slot('queue')",
        ),
    }
    done(store.apply(delete(older(30)), order()))
    with psycopg.connect(url, autocommit=True) as owner:
        for copy, (make, drop) in made.items():
            for statement in make.split("; "):
                owner.execute(statement)
            seen = level(store)
            assert copy in seen.facts["copies"] and seen.facts["level"] == "", (copy, seen)
            refused(reclaim(store, "reclaimed", f"run-{copy}"[:20]), RefusalKind.UNABLE)
            owner.execute(drop)
    assert level(store).facts["copies"] == "" and level(store).facts["level"] != ""


def test_a_trigger_of_sqlite_is_known(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    store = sqlite(Sketch((EVENTS,), {"events": rows(20)}), path)
    with closing(sqlite3.connect(path)) as owner:
        owner.executescript(
            "CREATE TABLE history (id, body); CREATE TRIGGER keep BEFORE DELETE ON events BEGIN "
            "INSERT INTO history VALUES (OLD.id, OLD.body); END;"
        )
    assert done(store.apply(delete(older(30)), order())) == {"events": 10}
    assert level(store).facts["level"] == "" and level(store).facts["copies"] == "trigger keep of events"
    assert found(tmp_path), "and there it is"
    store.close()
