"""restrict-after where a store cannot hide rows: never kept, and the board says in plain words what that means."""

from __future__ import annotations

from pathlib import Path

from support.clinic import Clinic
from zusage.kinds.base import State
from zusage.language.reasons import render_reason

NOTES = "{data: [notes], from: {at: clinic.notes.made_at}, stages: [{restrict: after 30 days}, {delete: after 2 years}]}"
PROMISE = "care/retention/notes/restrict"


def test_marked_rows_on_sqlite_are_unproven_in_plain_words(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, notes=NOTES)
    clinic.sql("INSERT INTO notes VALUES (?, ?, ?, ?)", 1, None, "T", "2026-01-01 00:00:00")
    (receipt,) = clinic.run()
    assert receipt.reached == "marked"
    judged = clinic.look()[PROMISE]
    assert judged.state is State.UNPROVEN
    german, english = render_reason(judged, "de"), render_reason(judged, "en")
    assert german.startswith("Nur gekennzeichnet, nicht durchgesetzt") and "SQLite" in german and "clinic.notes" in german
    assert "muss die Anwendung sie von sich aus auslassen" in german
    assert english.startswith("Marked, not enforced") and "has to leave them out" in english
