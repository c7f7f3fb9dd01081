"""Two installations that do not know each other, over the same stores, at once: nothing early, nothing twice, nothing left.

Each has its own state and ledger. What databases journal both collect; what goes from logs and folders is counted by the
one that did it. The clock of the machine may jump: then nobody deletes anything until somebody has confirmed it.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from support.company import FREE, clock
from support.mariadb import MariaServer, maria_database, mariadb_server
from support.mixed import Mixed
from support.postgres import Server, database, postgres_server

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]
ALONE = ("lines", "shortened", "store")


@pytest.fixture
def firm(
    tmp_path: Path,
    postgres_server: Server,
    database: Callable[[], str],
    mariadb_server: MariaServer,
    maria_database: Callable[[], str],
) -> Mixed:
    urls = {"DESK": postgres_server.url(database()), "FORUM": mariadb_server.url(maria_database())}
    return Mixed.found(tmp_path / "firm", clock().replace(microsecond=0), urls, 300)


def ledger_of(firm: Mixed, folder: Path) -> dict[str, int]:
    there = Mixed(folder)
    there.oracle = firm.oracle
    return there.in_ledger()


def test_two_installations_at_once(firm: Mixed, tmp_path: Path) -> None:
    other = Mixed(tmp_path / "other")
    other.folder.mkdir()
    for name in ("zusage.yml", "zusage.env"):
        shutil.copy(firm.folder / name, other.folder)
    other.zusage("setup")
    firm.fill(1)
    runs = [each.spawn("apply", "--yes", "--batch-time", "5ms", *FREE) for each in (firm, other)]
    codes = [run.wait(120) for run in runs]
    errors = [(each.folder / "stderr").read_text() for each in (firm, other)]
    assert all(code in (0, 1) for code in codes), (codes, errors)
    assert firm.look()[1] == []
    told = [each.zusage("apply", "--yes", *FREE) for each in (firm, other)]
    gone, wrong = firm.look()
    due = {name: count for name, count in firm.total().items() if count}
    assert wrong == [] and dict(+gone) == due and firm.left_over() == [], (codes, errors, told)
    ledgers = [ledger_of(firm, each.folder) for each in (firm, other)]
    for ledger in ledgers:
        assert {n: c for n, c in ledger.items() if n not in ALONE} == {
            n: c for n, c in due.items() if n not in (*ALONE, "media")
        }
    together = Counter(ledgers[0]) + Counter(ledgers[1])
    assert {name: together[name] for name in ALONE} == {name: due[name] for name in ALONE}
    for each in (firm, other):
        each.zusage("ledger", "verify")


def test_a_clock_that_jumps_stops_every_run_until_somebody_confirms_it(firm: Mixed) -> None:
    """Seen from the last run the clock stands days ahead, or back: neither deletes anything."""
    long_ago = clock() - timedelta(days=10)
    firm.zusage("apply", "--yes", *FREE, now=long_ago)
    firm.fill(1)
    for moment in (long_ago - timedelta(days=2), long_ago - timedelta(hours=1), clock()):
        refusal = firm.zusage("apply", "--yes", *FREE, ok=1, now=moment)
        assert refusal.error == "ZE36", refusal.text
    gone, wrong = firm.look()
    assert wrong == [] and not +gone and len(firm.ledger("run_started")) == 1
    firm.zusage("apply", "--yes", "--confirm-clock", *FREE)
    assert dict(+firm.look()[0]) == {name: count for name, count in firm.total().items() if count}
    assert firm.zusage("apply", "--yes", *FREE, ok=1, now=clock() - timedelta(hours=1)).error == "ZE36"
