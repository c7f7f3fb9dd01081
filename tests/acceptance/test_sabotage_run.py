"""One promise of every kind that can be observed is broken in every company; the board sees it, and no other turns red."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zusage.app.breaking import sabotage, saboteur_of
from zusage.app.rehearsal import EXAMPLES
from zusage.kinds.registry import OBSERVED

FIVE = ("accounting", "it-services", "live-chat", "projects", "website")


@pytest.mark.parametrize("company", FIVE)
def test_what_is_broken_turns_red_and_nothing_else(company: str, tmp_path: Path) -> None:
    found = sabotage(EXAMPLES / company, tmp_path / company, date(2026, 11, 22), 7, kinds=OBSERVED)
    assert [(one.promise, one.what) for one in found if one.outcome == "missed"] == []
    assert [(one.promise, one.strays, one.what) for one in found if one.strays] == []
    assert [one.promise for one in found if one.outcome == "no saboteur" and saboteur_of(one.kind)] == []
    assert sum(one.outcome == "detected" for one in found) >= 7
