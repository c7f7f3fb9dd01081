"""kill -9 at any moment: the next run finishes, the end is the same, and the ledger counts every unit exactly once.

ZUSAGE_TEST_KILLS says how many runs are killed (default 5); each dies at another moment of its life.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from support.company import FREE, Company

KILLS = int(os.environ.get("ZUSAGE_TEST_KILLS", "5"))


@pytest.fixture(scope="session")
def undisturbed(_fresh, tmp_path_factory) -> tuple[dict[str, Any], dict[tuple[str, str], int], float]:
    """The end state of two runs that nobody killed, what the ledger counts then, and how long one took."""
    company = _fresh.twin(tmp_path_factory.mktemp("undisturbed") / "company")
    begun = time.perf_counter()
    run = company.spawn("apply", "--yes", *FREE)
    assert run.wait(120) == 0, (company.folder / "stderr").read_text()
    seconds = time.perf_counter() - begun
    company.zusage("apply", "--yes", *FREE)
    return company.state(), counts(company), seconds


def counts(company: Company) -> dict[tuple[str, str], int]:
    """What the batches in the ledger say; a lock may rightly be set again, so it is not counted."""
    return {key: n for key, n in company.counted().items() if "/lock" not in key[0] and n}


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_at_any_moment(number: int, company: Company, undisturbed) -> None:
    state, counted, seconds = undisturbed
    dice = random.Random(f"{os.environ.get('ZUSAGE_TEST_SEED', '7')}/{number}")
    for _ in range(1 + number % 3):
        run = company.spawn("apply", "--yes", *FREE)
        time.sleep(seconds * (0.25 + 0.75 * (number + dice.random()) / KILLS))
        run.send_signal(signal.SIGKILL)
        run.wait(20)
    company.zusage("apply", "--yes", *FREE)
    company.zusage("apply", "--yes", *FREE)
    assert company.state() == state
    assert counts(company) == counted
    assert company.due() == {}
    company.zusage("ledger", "verify")


@pytest.mark.parametrize("point", ["intended", "removed", "done"])
def test_killed_around_the_end_of_an_instance(point: str, company: Company, undisturbed) -> None:
    """Before the file of the instance goes, after it has gone, and before the tombstone is written."""
    place = {
        "intended": ("zusage.adapters.connectors.sql.drop", "_remove", "before"),
        "removed": ("zusage.adapters.connectors.sql.drop", "_remove", "after"),
        "done": ("zusage.engine.apply", "bury", "before"),
    }[point]
    victim(company, *place)
    assert "t3" in company.instances()
    company.zusage("apply", "--yes", *FREE, ok=None)
    company.zusage("apply", "--yes", *FREE, ok=None)
    company.zusage("apply", "--yes", *FREE)
    assert company.state() == undisturbed[0]
    assert counts(company) == undisturbed[1]


def test_killed_before_anything_is_collected(company: Company, undisturbed) -> None:
    """The stores are done, the ledger knows nothing of it, and nothing is due any more: the next run still collects."""
    victim(company, "zusage.app.applying", "receipt_entry", "before")
    assert company.due() == {"contract/retention/left": 2}
    company.zusage("apply", "--yes", *FREE)
    assert company.state() == undisturbed[0]
    assert counts(company) == undisturbed[1]


def victim(company: Company, module: str, name: str, when: str) -> None:
    """Run apply in a process that kills itself before or after its first call of a function."""
    script = f"""
import importlib, os, signal, sys
module = importlib.import_module({module!r})
real = getattr(module, {name!r})
def fatal(*words, **more):
    if {when!r} == "after":
        real(*words, **more)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, {name!r}, fatal)
sys.argv = ["zusage", "apply", "--yes", "--max-rows=1000000"]
from zusage.cli.main import main
main()
"""
    environment = {n: v for n, v in os.environ.items() if not n.startswith("ZUSAGE")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=company.folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


def test_a_database_whose_writer_was_killed_is_recovered_by_the_run(company: Company) -> None:
    """A hot journal: nobody who may only read can open such a file, so a run that may write ends it first."""
    script = (
        "import os, signal, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN IMMEDIATE');"
        "db.execute('UPDATE messages SET body = hex(randomblob(3000))'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(company.path("t2"))], check=False)
    assert done.returncode == -signal.SIGKILL
    assert company.path("t2").with_name("t2.sqlite3-journal").stat().st_size
    company.zusage("apply", "--yes", *FREE)
    assert company.column("t2", "SELECT id FROM messages ORDER BY id") == [2, 4, 6, 8, 10, 12]
    assert not company.number("t2", "SELECT count(*) FROM messages WHERE length(body) > 1000")
