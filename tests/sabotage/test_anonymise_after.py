"""anonymise-after: a row past its date still says who it is, or can be told apart by what remains."""

from __future__ import annotations

from pathlib import Path

from support.clinic import Clinic
from zusage.kinds.base import State

NOTES = (
    "{data: [notes], from: {at: clinic.notes.made_at}, anonymise: after 30 days, "
    "how: {body: {constant: {value: '–'}}, person_id: nothing}}"
)
PROMISE = "care/retention/notes"


def test_anonymise_after_turns_red(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, notes=NOTES)
    rows = ", ".join(f"({n}, NULL, 'T', '2026-01-01 00:00:00')" for n in range(1, 7))
    clinic.sql(f"INSERT INTO notes VALUES {rows}")
    clinic.run()
    assert clinic.look()[PROMISE].state is State.KEPT
    clinic.sql("UPDATE notes SET body = 'Ada Berg' WHERE id = 3")
    judged = clinic.look()[PROMISE]
    assert (judged.state, judged.reason, judged.numbers["overdue"]) == (State.BROKEN, "overdue", 1)
    clinic.run()
    clinic.sql("UPDATE notes SET made_at = '2026-01-02 00:00:00' WHERE id = 3")
    judged = clinic.look()[PROMISE]
    assert (judged.state, judged.reason) == (State.BROKEN, "still_linkable")
