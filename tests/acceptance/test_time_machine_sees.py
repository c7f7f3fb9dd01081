"""The time machine is no mirror: what goes early, stays too long or fails a query is told; so is a board that misses it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from zusage.app.breaking import saboteur_of
from zusage.app.lives import load_life
from zusage.app.rehearsal import EXAMPLES
from zusage.app.simulating import Machine, Simulated
from zusage.kinds.registry import OBSERVED
from zusage.model.errors import UsageError
from zusage.testing.life import Desk, Query

BEGIN = date(2026, 11, 22)
NOBODY_YET = {
    "access-restricted": "a SQLite file has no accounts; tests/sabotage breaks it on PostgreSQL",
    "all-kept": "it turns red with every other promise",
    "notice-follows-change": "needs a published text; tests/sabotage breaks it with one",
    "notified-on-change": "needs a published text; tests/sabotage breaks it with one",
    "published-current": "needs a published text; tests/sabotage breaks it with one",
    "recipient-deletes": "attested by a document",
    "recipient-undertakes": "attested by a document",
    "statement-consistent": "breaks only with the declaration itself",
    "unaffected": "needs a foreign key that cascades; tests/sabotage makes one",
    "undecided": "nothing makes it better or worse",
}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    found = Machine(load_life(EXAMPLES / "live-chat", 7), tmp_path / "company", Simulated("live-chat", BEGIN, 3, 7), 1)
    found.begin(BEGIN)
    assert found.told.faults == []
    return found


def test_what_goes_early_and_what_stays_is_told(machine: Machine) -> None:
    life = machine.life
    lived = life.day

    def day(now: datetime, desk: Desk) -> Mapping[str, int]:
        done = lived(now, desk)
        with closing(sqlite3.connect(machine.folder / "control.sqlite3")) as db:
            db.execute("DELETE FROM invoices WHERE id = 1")
            db.commit()
        life.book.owe(
            "outbox", next(iter(life.book.of("outbox"))).key, "mail/retention/copies", None, now - timedelta(days=1)
        )
        return done

    life.day = day  # type: ignore[method-assign]
    machine.day(BEGIN + timedelta(days=1), last=False)
    found = {(fault.kind, fault.promise) for fault in machine.told.faults}
    assert ("early", "customers/retention/invoices/delete") in found
    assert ("overdue", "mail/retention/copies") in found
    assert ("board", "mail/retention/copies") in found, "the board knew nothing of it"


def test_a_query_that_fails_is_told_and_the_board_is_asked(machine: Machine) -> None:
    broken = Query("users/assure/hashed", "made to fail", lambda folder, now: 3)
    machine.life.queries = lambda: (broken,)  # type: ignore[method-assign]
    machine.day(BEGIN + timedelta(days=1), last=True)
    assert {(fault.kind, fault.promise) for fault in machine.told.faults} == {
        ("query", "users/assure/hashed"),
        ("board", "users/assure/hashed"),
    }


def test_every_kind_that_is_observed_has_a_saboteur_or_a_reason_why_not() -> None:
    assert {kind for kind in OBSERVED if saboteur_of(kind) is None} == set(NOBODY_YET)


def test_a_company_without_a_life_says_so(tmp_path: Path) -> None:
    (tmp_path / "nobody").mkdir()
    with pytest.raises(UsageError, match="ZE800"):
        load_life(tmp_path / "nobody", 7)
