"""What else happens while rows go: a second applier, a schema that changes, a disk that fills up, an answer that is lost.

Whatever it is: every row that is gone is counted once, none is gone that is not counted, and the next call ends the work.
"""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.postgres import Server, database, postgres_server
from support.stores import mariadb, opened, postgresql, sqlite
from zusage.model.errors import ConnectorError
from zusage.plan.connector import Connector, Limits
from zusage.plan.look import Moment
from zusage.plan.receipt import Batch, Receipt, RefusalKind
from zusage.testing.sketches import ago, delete, events, left, older, order, refused

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]
ROWS = 400
SKETCH = events(*(ago(40 + n / 1000) for n in range(ROWS)))
FEW = Limits(None, None, batch=20, batch_ms=0)
ACT = delete(older(30), moment=Moment("at"))


def counted(store: Connector) -> int:
    return sum(batch.counts["events"] for _, batch in store.journal())


@pytest.mark.parametrize("product", ["sqlite", "postgresql"])
def test_of_two_appliers_one_wins(product: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Two states that do not know each other: one is told that another run works here, the other ends the work."""
    url = f"sqlite:///{tmp_path / 'both.db'}"
    if product == "sqlite":
        sqlite(SKETCH, tmp_path / "both.db").close()
    else:
        server: Server = request.getfixturevalue("postgres_server")
        url = server.url(request.getfixturevalue("database")())
        postgresql(SKETCH, url).close()
    stores = [opened(url, SKETCH) for _ in range(2)]
    together = threading.Barrier(2)
    receipts: list[Receipt | None] = [None, None]

    def work(number: int) -> None:
        together.wait(20)
        receipts[number] = stores[number].apply(ACT, order(f"run-{number}", FEW))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    ended: list[Receipt] = [receipt for receipt in receipts if receipt is not None]
    assert len(ended) == 2
    winners = [receipt for receipt in ended if receipt.refusal is None]
    losers = [receipt for receipt in ended if receipt.refusal is not None]
    assert len(winners) == 1 or (not losers and any(not receipt.counts for receipt in ended))
    for receipt in losers:
        refused(receipt, RefusalKind.CHANGED)
        assert receipt.refusal is not None and "another run" in receipt.refusal.detail
    assert counted(stores[0]) == ROWS == sum(sum(receipt.counts.values()) for receipt in ended)
    assert left(stores[0]) == []
    for store in stores:
        store.close()


def test_a_change_of_the_schema_ends_the_act(postgres_server: Server, database: Callable[[], str]) -> None:
    """Between plan and apply, and in the middle: nothing more goes; the next plan finishes it."""
    url = postgres_server.url(database())
    store = postgresql(SKETCH, url)
    planned = store.fingerprint()
    done: list[Batch] = []

    def alter(batch: Batch) -> None:
        done.append(batch)
        if len(done) == 3:
            with psycopg.connect(url) as connection:
                connection.execute("ALTER TABLE events ADD COLUMN kept boolean")

    refused(store.apply(ACT, order(limits=FEW, structure=planned, progress=alter)), RefusalKind.CHANGED)
    assert len(done) == 3 and counted(store) == 60 == ROWS - len(left(store))
    refused(store.apply(ACT, order("run-2", FEW, structure=planned)), RefusalKind.CHANGED)
    assert store.apply(ACT, order("run-3", FEW, structure=store.fingerprint())).counts == {"events": ROWS - 60}
    store.close()


def test_a_full_file_on_sqlite(tmp_path: Path) -> None:
    """The journal finds no page any more: the batch that it belongs to is not there either."""
    path = tmp_path / "full.db"
    store = sqlite(SKETCH, path)
    with sqlite3.connect(path) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]

    def narrow(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    sa.event.listen(sa.pool.Pool, "connect", narrow)
    many = replace(FEW, batch=1)
    try:
        tight = opened(f"sqlite:///{path}", SKETCH)
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE filler (x)")
            connection.execute("INSERT INTO filler VALUES (zeroblob(1))")
        try:
            tight.apply(ACT, order(limits=many))
        except ConnectorError as error:
            assert "full" in str(error.arguments)
        tight.close()
    finally:
        sa.event.remove(sa.pool.Pool, "connect", narrow)
    assert counted(store) == ROWS - len(left(store))
    store.apply(ACT, order("run-2", FEW))
    assert counted(store) == ROWS and left(store) == []
    store.close()


class Proxy:
    """A TCP proxy that can swallow what the server answers, and then cut the connection."""

    def __init__(self, port: int) -> None:
        self._server, self._listener = port, socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.swallows = threading.Event()
        self.swallowed = 0
        self._open: list[socket.socket] = [self._listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._server))
            self._open += [client, server]
            threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        try:
            while data := source.recv(65_536):
                if answers and self.swallows.is_set():
                    self.swallows.clear()
                    self.swallowed += 1
                    break
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def swallowing(proxy: Proxy, every: int) -> Iterator[None]:
    """Let the answer to every n-th COMMIT be lost."""
    commits = [0]

    def watch(_: Any) -> None:
        commits[0] += 1
        if commits[0] % every == 0:
            proxy.swallows.set()

    sa.event.listen(sa.Engine, "commit", watch)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "commit", watch)


def swallowed(direct: str, port: int, fill: Callable[[], Connector]) -> None:
    proxy = Proxy(port)
    fill().close()
    store = opened(direct.replace(f":{port}/", f":{proxy.port}/"), SKETCH)
    try:
        with swallowing(proxy, 4):
            receipt = store.apply(ACT, order(limits=FEW))
        assert receipt.refusal is None and receipt.counts == {"events": ROWS}
        assert proxy.swallowed >= 3 and receipt.figures["retries"] >= 3, (proxy.swallowed, receipt.figures)
    finally:
        store.close()
        proxy.close()
    after = opened(direct, SKETCH)
    batches = [batch for _, batch in after.journal()]
    assert [batch.number for batch in batches] == list(range(1, len(batches) + 1))
    assert counted(after) == ROWS and left(after) == []
    after.close()


def test_the_answer_to_a_commit_is_lost_on_postgresql(postgres_server: Server, database: Callable[[], str]) -> None:
    url = postgres_server.url(database())
    swallowed(url, postgres_server.port, lambda: postgresql(SKETCH, url))


def test_the_answer_to_a_commit_is_lost_on_mariadb(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    url = mariadb_server.url(maria_database())
    swallowed(url, mariadb_server.port, lambda: mariadb(SKETCH, url))
