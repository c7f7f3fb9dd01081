"""Sixty days of every company: nothing overdue, nothing gone early, no hold passed over, and the board agrees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zusage.app.lives import lives, load_life
from zusage.app.rehearsal import EXAMPLES
from zusage.app.simulating import Simulated, simulate

FIVE = ("accounting", "it-services", "live-chat", "projects", "website")
BEGIN = date(2026, 11, 22)


def lived(company: str, folder: Path, days: int, seed: int = 7) -> Simulated:
    return simulate(load_life(EXAMPLES / company, seed), folder, BEGIN, days, company=company, seed=seed)


def test_every_company_has_a_life() -> None:
    assert set(FIVE) <= set(lives(EXAMPLES))


@pytest.mark.parametrize("company", FIVE)
def test_sixty_days_keep_every_promise(company: str, tmp_path: Path) -> None:
    done = lived(company, tmp_path / company, 60)
    assert [(f.kind, f.promise, str(f.day), f.what) for f in done.faults] == []
    assert sum(line.gone for line in done.lines) > 50, "a life in which nothing ends proves nothing"
    assert sum(line.asked for line in done.lines) >= 60, "and so does one about which nobody asks"
    assert done.done > 0


def test_the_same_seed_lives_the_same_days(tmp_path: Path) -> None:
    one, two = (lived("website", tmp_path / str(number), 6) for number in (1, 2))
    assert (one.months, one.lines, one.done) == (two.months, two.lines, two.done)
    assert lived("website", tmp_path / "3", 6, seed=8).months != one.months
