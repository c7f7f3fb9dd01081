"""The conformance suite through PgBouncer in transaction mode: what we set does not outlive its transaction.

The set-up goes the direct way, as the operator's guide says; all that `plan`, `apply` and `board` do goes through the
pooler, which has two server connections per database and gives each to whoever comes next.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from support.pooler import Pooler, pooling
from support.postgres import Server, database, postgres_server
from support.stores import Memory, opened, postgresql
from zusage.adapters.connectors import open_connector
from zusage.plan.connector import Connector, Limits, Opening
from zusage.plan.look import Moment
from zusage.plan.target import TargetId
from zusage.testing.conformance import CASES, OpenStore
from zusage.testing.conformance_replacing import CASES as REPLACING
from zusage.testing.sketches import Sketch, ago, delete, done, events, left, older, order

__all__ = ["database", "postgres_server"]


@pytest.fixture(scope="module")
def pooler(postgres_server: Server) -> Iterator[Pooler]:
    folder = Path(tempfile.mkdtemp(prefix="zusage-pool-"))
    folder.chmod(0o755)
    try:
        with pooling(postgres_server, folder) as pooler:
            yield pooler
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def open_store(pooler: Pooler, postgres_server: Server, database: Callable[[], str]) -> Iterator[OpenStore]:
    stores: list[Connector] = []

    def through(sketch: Sketch) -> Connector:
        name = database()
        direct = postgres_server.url(name)
        postgresql(sketch, direct).close()
        stores.append(opened(pooler.url(name), sketch, options={"setup": direct}))
        return stores[-1]

    yield through
    for store in stores:
        store.close()


@pytest.mark.parametrize("name", CASES)
def test_conformance_through_a_pooler(name: str, open_store: OpenStore) -> None:
    CASES[name](open_store)


@pytest.mark.parametrize("name", REPLACING)
def test_replacing_through_a_pooler(name: str, open_store: OpenStore) -> None:
    REPLACING[name](open_store)


def test_nothing_of_ours_stays_on_a_connection_of_the_pooler(
    pooler: Pooler, postgres_server: Server, database: Callable[[], str]
) -> None:
    """Two clients share its connections; after a run with short limits another client finds the server's own settings."""
    name = database()
    sketch = events(*(ago(40 + n) for n in range(200)), ago(1))
    postgresql(sketch, postgres_server.url(name)).close()
    options = {"url": pooler.url(name), "setup": postgres_server.url(name)}
    store = open_connector("sql", Opening(TargetId("shop"), options, ("events",), Memory(), zone="UTC"))
    settings = "SELECT " + ", ".join(
        f"current_setting('{name}', true)"
        for name in ("row_security", "statement_timeout", "lock_timeout", "enable_seqscan", "search_path", "zusage.passing")
    )
    with psycopg.connect(pooler.url(name), autocommit=True, prepare_threshold=None) as other:
        before = other.execute(settings).fetchone()
        limits = Limits(None, None, batch=20, batch_ms=0, lock_timeout_ms=77, statement_timeout_ms=7_777)
        pids = set()

        def look(_: object) -> None:
            pids.add(other.execute("SELECT pg_backend_pid()").fetchone())

        receipt = store.apply(delete(older(30), moment=Moment("at")), order(limits=limits, progress=look))
        assert done(receipt) == {"events": 200} and left(store) == [201]
        after = [other.execute(settings).fetchone() for _ in range(4)]
    assert before is not None and {row[:5] for row in after if row} == {before[:5]}
    assert not any(row[5] == "on" for row in after if row)
    direct = opened(postgres_server.url(name), sketch)
    assert store.structure().notes == ("a pooler is in between",) and direct.structure().notes == ()
    direct.close()
    (pool,) = [row for row in pooler.ask("SHOW POOLS") if row["database"] == name]
    assert pool["pool_mode"] == "transaction"
    (counted,) = [row for row in pooler.ask("SHOW STATS") if row["database"] == name]
    assert counted["total_xact_count"] > 20 and 1 <= len(pids) <= 2
    store.close()
