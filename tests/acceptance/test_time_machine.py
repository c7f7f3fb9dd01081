"""The time machine itself: it knows every company, and the same seed lives the same days."""

from __future__ import annotations

from pathlib import Path

from support.lived import FIVE, lived
from zusage.app.lives import lives
from zusage.app.rehearsal import EXAMPLES


def test_every_company_has_a_life_and_an_exam() -> None:
    assert set(FIVE) <= set(lives(EXAMPLES))
    exams = {
        path.stem.removeprefix("test_lived_").replace("_", "-") for path in Path(__file__).parent.glob("test_lived_*.py")
    }
    assert exams == set(FIVE)


def test_the_same_seed_lives_the_same_days(tmp_path: Path) -> None:
    one, two = (lived("website", tmp_path / str(number), 6) for number in (1, 2))
    assert (one.months, one.lines, one.done) == (two.months, two.lines, two.done)
    assert lived("website", tmp_path / "3", 6, seed=8).months != one.months
