"""The example company on MariaDB by another URL: the same figures as on SQLite, act by act and sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.company import Company, clock, generate
from support.mariadb import MariaServer, mariadb_server

__all__ = ["mariadb_server"]
SIZE = "--customers=4 --instances=2 --contacts=10 --messages=30 --log-mb=0.01 --log-days=20 --backups=5"
DIFFERS = ("kept-apart", "isolat", "access", "after-booking/lock", "/restrict")
"""What the products differ in: SQLite has no accounts, so nothing can be said there about locks, reach and rights."""


def figures(company: Company) -> dict[str, tuple[Any, ...]]:
    """State and figures of every sentence that is about rows."""
    return {
        promise: (row["state"], row["judgement"]["numbers"])
        for promise, row in company.board().items()
        if not any(part in promise for part in DIFFERS)
    }


def test_the_same_figures_as_on_sqlite(mariadb_server: MariaServer, tmp_path: Path) -> None:
    now = clock()
    here = generate(tmp_path / "here", now, size=SIZE)
    there = generate(tmp_path / "there", now, mariadb_server.url(), SIZE)
    due: dict[str, dict[str, int]] = {}
    for name, company in (("here", here), ("there", there)):
        company.zusage("check")
        company.zusage("setup")
        due[name] = company.due()
        company.zusage("apply", "--yes", "--max-rows=1000000")
    assert due["here"] == due["there"] and sum(due["here"].values()) > 20
    board = figures(here)
    assert board == figures(there) and len(board) > 60
    assert here.counted() == there.counted()
