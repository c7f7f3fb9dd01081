"""Sixty days of a company, and one broken promise of every kind: the same exam for all five, each in a file of its own.

Files of their own, because tests are spread over the cores by files.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from zusage.app.breaking import sabotage, saboteur_of
from zusage.app.lives import load_life
from zusage.app.rehearsal import EXAMPLES
from zusage.app.simulating import Simulated, simulate
from zusage.kinds.registry import OBSERVED

FIVE = ("accounting", "it-services", "live-chat", "projects", "website")
BEGIN = date(2026, 11, 22)


def lived(company: str, folder: Path, days: int, seed: int = 7) -> Simulated:
    """The company, lived for so many days."""
    return simulate(load_life(EXAMPLES / company, seed), folder, BEGIN, days, company=company, seed=seed)


def keeps_every_promise(company: str, folder: Path) -> None:
    """Sixty days: nothing overdue, nothing gone early, no hold passed over, and the board agrees."""
    done = lived(company, folder / company, 60)
    assert [(f.kind, f.promise, str(f.day), f.what) for f in done.faults] == []
    assert sum(line.gone for line in done.lines) > 50, "a life in which nothing ends proves nothing"
    assert sum(line.asked for line in done.lines) >= 60, "and so does one about which nobody asks"
    assert done.done > 0


def turns_red_alone(company: str, folder: Path) -> None:
    """One promise of every kind that can be observed is broken; the board sees it, and no other turns red."""
    found = sabotage(EXAMPLES / company, folder / company, BEGIN, 7, kinds=OBSERVED)
    assert [(one.promise, one.what) for one in found if one.outcome == "missed"] == []
    assert [(one.promise, one.strays, one.what) for one in found if one.strays] == []
    assert [one.promise for one in found if one.outcome == "no saboteur" and saboteur_of(one.kind)] == []
    assert sum(one.outcome == "detected" for one in found) >= 7
