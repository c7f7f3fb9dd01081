"""PostgreSQL cannot enlarge a file any more: the batch whose journal row finds no room is not there either."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg

from support.postgres import running
from support.stores import opened, postgresql
from zusage.model.errors import ConnectorError
from zusage.plan.connector import Connector, Limits
from zusage.testing.sketches import ago, delete, events, left, older, order

ROWS = 600
SKETCH = events(*(ago(40 + n / 1000) for n in range(ROWS)))
FEW = Limits(None, None, batch=2, batch_ms=0)
LARGEST = 20 * 1024 * 1024
"""No file of the server may grow larger; a segment of its log has 16 MB."""
FILL = """
    INSERT INTO zusage.journal (target, run, act, promise, number, counts, at, epoch)
    SELECT 'elsewhere', 'x', 'y', 'z', n, '{}', j.at, 0
    FROM generate_series(%s::int, %s::int) n, (SELECT now() AS at) j"""


def counted(store: Connector) -> int:
    return sum(batch.counts.get("events", 0) for _, batch in store.journal())


@contextmanager
def limited() -> Iterator[None]:
    """What is started meanwhile keeps the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill(url: str) -> None:
    """Let the journal grow until its file may not grow any more."""
    with psycopg.connect(url, autocommit=True) as connection:
        number = 1
        for step in (20_000, 500, 1):
            with suppress(psycopg.Error):
                while True:
                    connection.execute(FILL, (number, number + step - 1))
                    number += step


def make_room(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM zusage.journal WHERE target = 'elsewhere'")
        connection.execute("VACUUM zusage.journal")


def test_a_full_disk_on_postgresql() -> None:
    folder = Path(tempfile.mkdtemp(prefix="zusage-full-"))
    folder.chmod(0o755)
    try:
        with ExitStack() as stack:
            with limited():
                server = stack.enter_context(running(folder, autovacuum="off"))
            url = server.url(server.create())
            postgresql(SKETCH, url).close()
            fill(url)
            said = ended(url)
            assert said, "the file found room"
            store = opened(url, SKETCH)
            stack.callback(store.close)
            assert len(left(store)) == ROWS - counted(store) > 0
            make_room(url)
            assert store.apply(delete(older(30)), order("run-2", FEW)).refusal is None
            assert left(store) == [] and counted(store) == ROWS
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ended(url: str) -> str:
    """How a run ends that meets the limit."""
    store = opened(url, SKETCH)
    try:
        receipt = store.apply(delete(older(30)), order("run-1", FEW))
    except ConnectorError as error:
        return str(error.arguments)
    finally:
        store.close()
    return receipt.refusal.detail if receipt.refusal is not None else ""
