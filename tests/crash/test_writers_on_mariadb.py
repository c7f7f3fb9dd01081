"""Writers at work while Zusage deletes on MariaDB: no row is lost whose reason had ended before that.

The same laws as on PostgreSQL: an event is taken back, a hold is set, activity is inserted with and without a foreign key,
each in a transaction of its own that counts what is there. From then on nothing of it may vanish.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pymysql
import pytest

from support.mariadb import MariaServer, maria_database, mariadb_server
from support.stores import mariadb, opened
from zusage.plan.act import Child
from zusage.plan.condition import Edge, Exists, Held, Not, both
from zusage.plan.connector import Connector, HeldScope, Limits
from zusage.plan.receipt import Receipt
from zusage.plan.structure import Column, ForeignKey, Table
from zusage.testing.sketches import Sketch, ago, delete, older, order, table

__all__ = ["maria_database", "mariadb_server"]
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
LIMITS = Limits(None, None, batch=25, batch_ms=0, lock_timeout_ms=5_000)
ENDED = Exists(Edge("contracts", (("contract", "id"),)), both(older(30, "ended"), Not(Held("contracts", "id"))))
Cursor = Any


def while_deleting(
    server: MariaServer, name: str, work: Callable[[Connector], Receipt], write: Callable[[Cursor, int], None]
) -> Receipt:
    """Run `work` while a writer goes through the contracts in random order, one transaction each."""
    store = opened(server.url(name), SKETCH)
    finished = threading.Event()
    receipts: list[Receipt] = []

    def apply() -> None:
        try:
            receipts.append(work(store))
        finally:
            finished.set()

    thread = threading.Thread(target=apply)
    with server.connect(name) as connection, connection.cursor() as cursor:
        thread.start()
        for contract in random.Random(7).sample(range(CONTRACTS), CONTRACTS):
            for _ in range(20):
                try:
                    write(cursor, contract)
                    connection.commit()
                    break
                except pymysql.err.OperationalError as error:  # who loses a deadlock tries again, as applications do
                    assert error.args[0] in {1205, 1213}, error
                    connection.rollback()
            time.sleep(0.002)
            if finished.is_set():
                break
    thread.join(120)
    store.close()
    assert receipts and receipts[0].refusal is None, receipts
    return receipts[0]


def number(cursor: Cursor, query: str, *values: object) -> int:
    cursor.execute(query, values)
    return int(cursor.fetchone()[0])


OF = "SELECT count(*) FROM messages WHERE contract = %s FOR UPDATE"


def check(server: MariaServer, name: str, there: dict[int, int]) -> int:
    """Nothing has vanished that was there when its reason had ended; returns how many messages are left."""
    found = {int(row[0]): int(row[1]) for row in server.ask("SELECT contract, count(*) FROM messages GROUP BY 1", name)}
    assert {contract: found.get(contract, 0) for contract in there} == there
    return sum(found.values())


def test_an_event_taken_back_saves_what_is_left(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    name = maria_database()
    mariadb(SKETCH, mariadb_server.url(name)).close()
    there: dict[int, int] = {}

    def take_back(cursor: Cursor, contract: int) -> None:
        cursor.execute("UPDATE contracts SET ended = NULL WHERE id = %s", (contract,))
        there[contract] = number(cursor, OF, contract)

    act = delete(ENDED, name="messages")
    receipt = while_deleting(mariadb_server, name, lambda s: s.apply(act, order(limits=LIMITS)), take_back)
    left = check(mariadb_server, name, there)
    assert left == sum(there.values()) == CONTRACTS * EACH - receipt.counts["messages"]
    assert 0 < left < CONTRACTS * EACH and len(there) > 3, "the writer and the deletion did not meet"


def test_a_hold_holds_from_the_moment_it_is_set(mariadb_server: MariaServer, maria_database: Callable[[], str]) -> None:
    name = maria_database()
    mariadb(SKETCH, mariadb_server.url(name)).close()
    holder, there, scopes = opened(mariadb_server.url(name), SKETCH), {}, []

    def hold(cursor: Cursor, contract: int) -> None:
        scopes.append(HeldScope(f"h{contract}", "contracts", str(contract)))
        holder.set_holds(tuple(scopes))
        there[contract] = number(cursor, OF, contract)

    act = delete(ENDED, name="messages")
    while_deleting(mariadb_server, name, lambda s: s.apply(act, order(limits=LIMITS)), hold)
    holder.close()
    check(mariadb_server, name, there)
    assert sum(there.values()) > 0, "the writer and the deletion did not meet"


@pytest.mark.parametrize("activity", ["visits", "pings"])
def test_new_activity_keeps_its_contract(
    activity: str, mariadb_server: MariaServer, maria_database: Callable[[], str]
) -> None:
    """`visits` has a foreign key to the contract, `pings` has none: gap locks keep its new rows out during the batch."""
    name = maria_database()
    mariadb(SKETCH, mariadb_server.url(name)).close()
    alive: set[int] = set()
    silent = both(older(30, "ended"), Not(Exists(Edge(activity, (("id", "contract"),)))))
    act = delete(silent, name="contracts", children=(Child("messages", Edge("messages", (("id", "contract"),))),))

    def visit(cursor: Cursor, contract: int) -> None:
        try:
            cursor.execute(f"INSERT INTO {activity} VALUES (%s, now(), %s)", (contract, contract))
        except pymysql.err.IntegrityError:
            cursor.connection.rollback()
            return
        if number(cursor, "SELECT count(*) FROM contracts WHERE id = %s FOR UPDATE", contract):
            cursor.connection.commit()
            alive.add(contract)

    limits = Limits(None, None, batch=2, batch_ms=0, lock_timeout_ms=5_000)
    while_deleting(mariadb_server, name, lambda s: s.apply(act, order(limits=limits)), visit)
    found = {int(row[0]) for row in mariadb_server.ask("SELECT id FROM contracts", name)}
    messages = {int(row[0]) for row in mariadb_server.ask("SELECT DISTINCT contract FROM messages", name)}
    assert alive <= found and messages == found
    assert 0 < len(alive) < CONTRACTS, "the writer and the deletion did not meet"
