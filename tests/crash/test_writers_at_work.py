"""Writers at work while Zusage deletes: no row is lost whose reason had ended before that (PostgreSQL).

A writer takes back the event, adds a hold, or inserts activity (with and without a foreign key) in a transaction of its own
and counts, in that same transaction, what is there. From then on nothing of it may vanish.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import opened, postgresql
from zusage.plan.act import Child
from zusage.plan.condition import Edge, Exists, Held, Not, both
from zusage.plan.connector import Connector, HeldScope, Limits
from zusage.plan.receipt import Receipt
from zusage.plan.structure import Column, ForeignKey, Table
from zusage.testing.sketches import Sketch, ago, delete, older, order, table

__all__ = ["database", "postgres_server"]
CONTRACTS, EACH = 40, 60
NUMBER = Column("contract", "integer")
CONTRACT = ForeignKey(("contract",), "contracts", ("id",))
SKETCH = Sketch(
    (
        table("contracts", Column("id", "integer", nullable=False), Column("ended", "instant")),
        Table("messages", (*table().columns, NUMBER), ("id",), (CONTRACT,)),
        Table("visits", (*table().columns, NUMBER), ("id",), (CONTRACT,)),
        Table("pings", (*table().columns, NUMBER), ("id",)),
    ),
    {
        "contracts": [{"id": n, "ended": ago(90)} for n in range(CONTRACTS)],
        "messages": [{"id": n, "at": ago(99), "contract": n % CONTRACTS} for n in range(CONTRACTS * EACH)],
    },
)
LIMITS = Limits(None, None, batch=25, batch_ms=0, lock_timeout_ms=2_000)
TO_CONTRACT = Edge("contracts", (("contract", "id"),))
ENDED = Exists(TO_CONTRACT, both(older(30, "ended"), Not(Held("contracts", "id"))))


def while_deleting(
    url: str, work: Callable[[Connector], Receipt], write: Callable[[psycopg.Connection[Any], int], None]
) -> Receipt:
    """Run `work` while a writer goes through the contracts in random order, one transaction each."""
    store = opened(url, SKETCH)
    finished = threading.Event()
    receipts: list[Receipt] = []

    def apply() -> None:
        receipts.append(work(store))
        finished.set()

    thread = threading.Thread(target=apply)
    order_of_work = random.Random(7).sample(range(CONTRACTS), CONTRACTS)
    with psycopg.connect(url) as connection:
        thread.start()
        for contract in order_of_work:
            write(connection, contract)
            connection.commit()
            time.sleep(0.002)
            if finished.is_set():
                break
    thread.join(60)
    store.close()
    assert receipts and receipts[0].refusal is None, receipts
    return receipts[0]


def number(connection: psycopg.Connection[Any], query: str, *values: object) -> int:
    row = connection.execute(query, values).fetchone()
    assert row is not None
    return int(row[0])


def test_an_event_taken_back_saves_what_is_left(postgres_server: Server, database: Callable[[], str]) -> None:
    url = postgres_server.url(database())
    postgresql(SKETCH, url).close()
    there: dict[int, int] = {}

    def take_back(connection: psycopg.Connection[Any], contract: int) -> None:
        connection.execute("UPDATE contracts SET ended = NULL WHERE id = %s", (contract,))
        there[contract] = number(connection, "SELECT count(*) FROM messages WHERE contract = %s", contract)

    receipt = while_deleting(url, lambda s: s.apply(delete(ENDED, name="messages"), order(limits=LIMITS)), take_back)
    with psycopg.connect(url) as connection:
        for contract, count in there.items():
            assert number(connection, "SELECT count(*) FROM messages WHERE contract = %s", contract) == count
        left = number(connection, "SELECT count(*) FROM messages")
    assert left == sum(there.values()) == CONTRACTS * EACH - receipt.counts["messages"]
    assert 0 < left < CONTRACTS * EACH and len(there) > 3, "the writer and the deletion did not meet"


def test_a_hold_holds_from_the_moment_it_is_set(postgres_server: Server, database: Callable[[], str]) -> None:
    url = postgres_server.url(database())
    postgresql(SKETCH, url).close()
    holder, there, scopes = opened(url, SKETCH), {}, []

    def hold(connection: psycopg.Connection[Any], contract: int) -> None:
        scopes.append(HeldScope(f"h{contract}", "contracts", str(contract)))
        holder.set_holds(tuple(scopes))
        there[contract] = number(connection, "SELECT count(*) FROM messages WHERE contract = %s", contract)

    while_deleting(url, lambda s: s.apply(delete(ENDED, name="messages"), order(limits=LIMITS)), hold)
    holder.close()
    with psycopg.connect(url) as connection:
        for contract, count in there.items():
            assert number(connection, "SELECT count(*) FROM messages WHERE contract = %s", contract) == count
    assert sum(there.values()) > 0, "the writer and the deletion did not meet"


@pytest.mark.parametrize("name", ["visits", "pings"])
def test_new_activity_keeps_its_contract(name: str, postgres_server: Server, database: Callable[[], str]) -> None:
    """`visits` has a foreign key to the contract, `pings` has none: its table is held back during the batch."""
    url = postgres_server.url(database())
    postgresql(SKETCH, url).close()
    alive: set[int] = set()
    silent = both(older(30, "ended"), Not(Exists(Edge(name, (("id", "contract"),)))))
    act = delete(silent, name="contracts", children=(Child("messages", Edge("messages", (("id", "contract"),))),))

    def visit(connection: psycopg.Connection[Any], contract: int) -> None:
        try:
            connection.execute(f"INSERT INTO {name} VALUES (%s, now(), %s)", (contract, contract))
        except psycopg.errors.ForeignKeyViolation:
            connection.rollback()
            return
        if number(connection, "SELECT count(*) FROM contracts WHERE id = %s", contract):
            alive.add(contract)

    limits = Limits(None, None, batch=2, batch_ms=0, lock_timeout_ms=2_000)
    while_deleting(url, lambda s: s.apply(act, order(limits=limits)), visit)
    with psycopg.connect(url) as connection:
        found = {row[0] for row in connection.execute("SELECT id FROM contracts").fetchall()}
        messages = {row[0] for row in connection.execute("SELECT DISTINCT contract FROM messages").fetchall()}
    assert alive <= found and messages == found
    assert 0 < len(alive) < CONTRACTS, "the writer and the deletion did not meet"
