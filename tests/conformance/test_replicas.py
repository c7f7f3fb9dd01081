"""A primary with a streaming replica and a logical slot: nothing is done on the replica, and what lags is waited for."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from support.postgres import Server, running
from support.standby import caught_up, standby
from support.stores import Memory, postgresql
from zusage.adapters.connectors import open_connector
from zusage.model.errors import ConnectorError
from zusage.plan.connector import Brakes, Connector, Limits, Opening
from zusage.plan.look import Count, Level
from zusage.plan.receipt import Batch, Receipt, RefusalKind
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, ago, delete, done, events, left, older, order, refused

SKETCH = events(*(ago(40 + n) for n in range(60)), ago(1))
ACT = delete(older(30))
FEW = Limits(None, None, batch=10, batch_ms=0)


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[Server, Server]]:
    folder = Path(tempfile.mkdtemp(prefix="zusage-pair-"))
    folder.chmod(0o755)
    try:
        with running(folder) as primary, standby(primary, folder) as replica:
            yield primary, replica
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def name(pair: tuple[Server, Server]) -> str:
    name = pair[0].create()
    postgresql(SKETCH, pair[0].url(name)).close()
    caught_up(*pair)
    return name


@pytest.fixture
def store(name: str) -> Iterator[Callable[[Server], Connector]]:
    """Opens the database on a server of the pair."""
    stores: list[Connector] = []

    def on(server: Server) -> Connector:
        opening = Opening(TargetId("shop"), {"url": server.url(name)}, ("events",), Memory(), zone="UTC")
        stores.append(open_connector("sql", opening))
        return stores[-1]

    yield on
    for one in stores:
        one.close()


OnServer = Callable[[Server], Connector]


def test_a_replica_is_read_and_never_written(pair: tuple[Server, Server], store: OnServer) -> None:
    """It shows what is due; a plan for the primary is not carried out on it, nor is one that was made on it."""
    primary, replica = store(pair[0]), store(pair[1])
    assert replica.identity().writable is False and primary.identity().writable is True
    assert replica.look(Count("c", "events", older(30)), {}, NOW).numbers["count"] == 60
    for identity in (primary.identity(), replica.identity(), None):
        try:
            receipt = replica.apply(ACT, order(identity=identity))
        except ConnectorError as error:
            assert "read-only" in str(error.arguments) or "recovery" in str(error.arguments), error.arguments
        else:
            assert receipt.refusal is not None and not receipt.counts
    with pytest.raises(ConnectorError):
        replica.set_up()
    assert len(left(primary)) == 61 and list(primary.journal()) == []
    assert done(primary.apply(ACT, order("r2"))) == {"events": 60}
    caught_up(*pair)
    assert left(replica) == [61] and sum(batch.counts["events"] for _, batch in replica.journal()) == 60


def test_a_replica_whose_replay_is_paused_stops_the_run_until_it_goes_on(
    pair: tuple[Server, Server], name: str, store: OnServer
) -> None:
    server, replica = pair
    primary = store(server)
    brakes = Brakes(max_lag_s=1.0, patience_s=2.0)
    assert done(primary.apply(delete(older(95)), order("r0", FEW, brakes=brakes))) == {"events": 5}
    with psycopg.connect(replica.url(), autocommit=True) as paused:
        paused.execute("SELECT pg_wal_replay_pause()")
        try:
            server.run("CREATE TABLE noise AS SELECT n FROM generate_series(1, 50) n", database=name)
            time.sleep(2.5)
            receipt = primary.apply(ACT, order("r1", FEW, brakes=brakes))
            refused(receipt, RefusalKind.PRESSURE)
            assert receipt.refusal is not None and "a replica is" in receipt.refusal.detail, receipt.refusal
            assert "behind (allowed: 1 s)" in receipt.refusal.detail and len(left(primary)) == 56
            waiting = Waiting(primary, Brakes(max_lag_s=1.0, patience_s=30))
            time.sleep(1.0)
            assert not waiting.done and not waiting.receipts, "it did not wait"
        finally:
            paused.execute("SELECT pg_wal_replay_resume()")
    receipt = waiting.end()
    assert done(receipt) == {"events": 55} and receipt.figures["waited_ms"] >= 900 and left(primary) == [61]


def test_a_logical_slot_that_is_stalled_stops_the_run_until_its_consumer_reads(
    pair: tuple[Server, Server], name: str, store: OnServer
) -> None:
    """A publication and its slot are copies of what is deleted, too: no level is claimed while they are there."""
    server, _ = pair
    primary = store(server)
    server.run("CREATE PUBLICATION feed FOR TABLE events", database=name)
    with psycopg.connect(server.url(name), autocommit=True) as consumer:
        consumer.execute("SELECT pg_create_logical_replication_slot('stalled', 'pgoutput')")
        try:
            copies = primary.structure().copies
            assert any("feed" in copy for copy in copies) and any("stalled" in copy for copy in copies), copies
            consumer.execute("CREATE TABLE noise AS SELECT repeat('x', 500) FROM generate_series(1, 9000)")
            receipt = primary.apply(ACT, order("r1", FEW, brakes=Brakes(max_slot_mb=1, patience_s=0.3)))
            refused(receipt, RefusalKind.PRESSURE)
            assert receipt.refusal is not None and "replication slot holds back" in receipt.refusal.detail
            assert len(left(primary)) == 61
            waiting = Waiting(primary, Brakes(max_slot_mb=1, patience_s=30))
            time.sleep(0.5)
            assert not waiting.receipts
            consumer.execute("CHECKPOINT")
            consumer.execute("SELECT pg_replication_slot_advance('stalled', pg_current_wal_lsn())")
            consumer.execute("CHECKPOINT")
            receipt = waiting.end()
            assert done(receipt) == {"events": 60} and receipt.figures["waited_ms"] >= 300
            level = primary.look(Level("l", "events"), {}, NOW)
            assert level.facts["level"] == "" and "stalled" in str(level.facts["copies"]), level.facts
        finally:
            consumer.execute("SELECT pg_drop_replication_slot('stalled')")
            consumer.execute("DROP PUBLICATION feed")


class Waiting:
    """A deletion in a thread of its own."""

    def __init__(self, store: Connector, brakes: Brakes) -> None:
        self.done: list[Batch] = []
        self.receipts: list[Any] = []
        asked = order("r2", FEW, brakes=brakes, progress=self.done.append)
        self._thread = threading.Thread(target=lambda: self.receipts.append(store.apply(ACT, asked)))
        self._thread.start()

    def end(self) -> Receipt:
        self._thread.join(60)
        (receipt,) = self.receipts
        assert isinstance(receipt, Receipt)
        return receipt
