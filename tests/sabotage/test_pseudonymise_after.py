"""pseudonymise-after: a value past its date is the person's own, or only looks like a pseudonym."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.clinic import Clinic
from zusage.kinds.base import State

NOTES = "{data: [notes], from: {at: clinic.notes.made_at}, pseudonymise: after 30 days, how: {body: hash}}"
PROMISE = "care/retention/notes"


@pytest.mark.parametrize("value", ["Ada Berg", "zs_aaaaaaaaaaaaaaaa0000"])
def test_pseudonymise_after_turns_red(tmp_path: Path, value: str) -> None:
    clinic = Clinic(tmp_path, notes=NOTES)
    clinic.sql("INSERT INTO notes VALUES (1, NULL, 'T', '2026-01-01 00:00:00'), (2, NULL, NULL, '2026-01-01 00:00:00')")
    clinic.run()
    assert clinic.look()[PROMISE].state is State.KEPT
    clinic.sql(f"UPDATE notes SET body = '{value}' WHERE id = 2")
    judged = clinic.look()[PROMISE]
    assert (judged.state, judged.reason, judged.numbers["overdue"]) == (State.BROKEN, "overdue", 1)
