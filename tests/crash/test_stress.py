"""The stress test in short: a dozen kills at random moments. `python tests/crash/stress.py --kills 200` is the long one.

ZUSAGE_TEST_SEED repeats a run, ZUSAGE_TEST_KILLS sets their number.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from support.company import clock
from support.mariadb import MariaServer, maria_database, mariadb_server
from support.mixed import Mixed
from support.postgres import Server, database, postgres_server

sys.path.insert(0, str(Path(__file__).parent))
from stress import Stress

__all__ = ["database", "maria_database", "mariadb_server", "postgres_server"]


def test_a_dozen_kills(
    tmp_path: Path,
    postgres_server: Server,
    database: Callable[[], str],
    mariadb_server: MariaServer,
    maria_database: Callable[[], str],
) -> None:
    seed = int(os.environ.get("ZUSAGE_TEST_SEED") or random.SystemRandom().randrange(10**6))
    urls = {"DESK": postgres_server.url(database()), "FORUM": mariadb_server.url(maria_database())}
    firm = Mixed.found(tmp_path / "firm", clock().replace(microsecond=0), urls, 120)
    outcome = Stress(firm, seed).go(int(os.environ.get("ZUSAGE_TEST_KILLS", "12")))
    print(outcome.table(seed))
    assert outcome.good, outcome.table(seed)
    check_the_check(firm)


def check_the_check(firm: Mixed) -> None:
    """What is asked after each kill is noticed: a row and a file too few, a line twice, a row that nobody counted."""
    firm.fill(90)
    assert firm.look()[1] == []
    kept = next(iter(firm.oracle.stays["tickets"]))
    with firm.cursor("desk") as cursor:
        cursor.execute("DELETE FROM replies WHERE ticket_id = %s", [kept])
    with firm.cursor("forum") as cursor:
        cursor.execute("DELETE FROM members WHERE id = %s", [next(iter(firm.oracle.due["members"]))])
    next(firm.folder / name for name, due in firm.oracle.files.items() if name.startswith("media/") and not due).unlink()
    log = next((firm.folder / "web").glob("*-2"))
    log.write_text(log.read_text() + log.read_text().splitlines()[0] + "\n")
    said = " ".join(firm.look()[1])
    for word in ("early gone: replies", "journal of forum counts", "early gone: media/", "is there 2 times"):
        assert word in said, (word, said)
