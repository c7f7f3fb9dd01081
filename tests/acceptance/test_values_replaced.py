"""Anonymising, pseudonymising and restricting from the declaration to the ledger, on a real store."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from support.clinic import NOW, Clinic
from zusage.kinds.base import State
from zusage.language.reasons import reason_words, render_reason
from zusage.operators.mark import is_mark

PEOPLE = "care/retention/people"
LEFT = "from: {at: clinic.people.left_at}"
ANONYMISE = (
    f"{{data: [people], {LEFT}, anonymise: after 30 days, "
    "how: {name: nothing, email: hash, zip: {truncate: {keep: 2}}, born: {truncate: {to: year}}}}"
)


def fill(clinic: Clinic, count: int = 12, days: float = 40, first: int = 1) -> None:
    at = (NOW - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")
    for n in range(first, first + count):
        row = (n, f"Ada Berg{n}", f"a{n}@x.example", "24103", "1983-06-17", at)
        clinic.sql("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)", *row)


def test_a_unique_combination_is_not_anonymised(tmp_path: Path) -> None:
    """A pseudonym per row tells the rows apart, so this is pseudonymised and the promise to anonymise is broken."""
    clinic = Clinic(tmp_path, ANONYMISE)
    fill(clinic)
    assert clinic.look()[PEOPLE].state is State.BROKEN
    (receipt,) = clinic.run()
    assert receipt.refusal is None and receipt.counts == {"people": 12} and receipt.reached == "pseudonymised"
    rows = clinic.sql("SELECT name, email, zip, born FROM people")
    assert {(name, zip, born) for name, _, zip, born in rows} == {(None, "24", "1983-01-01")}
    assert all(is_mark(email) for _, email, _, _ in rows) and len({email for _, email, _, _ in rows}) == 12
    judged = clinic.look()[PEOPLE]
    assert (judged.state, judged.reason, judged.numbers["found"]) == (State.BROKEN, "still_linkable", 12)
    assert "5" in render_reason(judged, "de") and clinic.plan()[0].steps == ()


def test_a_key_is_made_once_used_and_destroyed(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, ANONYMISE)
    fill(clinic)
    clinic.run()
    made, destroyed = clinic.ledger("secret_made"), clinic.ledger("secret_destroyed")
    assert [entry["secret"] for entry in made] == [entry["secret"] for entry in destroyed] == [f"{PEOPLE}@clinic"]
    assert list(clinic.state.vault.all("secret")) == [] and clinic.look()[PEOPLE].reason != "key_left"
    assert [entry["reached"] for entry in clinic.ledger("receipt")] == ["pseudonymised"]


def test_a_key_that_is_left_is_seen_and_swept(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, ANONYMISE)
    fill(clinic)
    clinic.run(forget=lambda _act, _target: None)  # as if the run had been killed before its end
    assert clinic.look()[PEOPLE].reason == "key_left"
    fill(clinic, 1, first=99)
    clinic.run()
    assert clinic.look()[PEOPLE].reason == "still_linkable" and list(clinic.state.vault.all("secret")) == []


NAMED = ANONYMISE.replace("email: hash", "email: {pseudonym: {key: patients, for: 1 year}}")


def test_a_declared_key_lives_and_says_pseudonymised(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, NAMED.replace("anonymise:", "pseudonymise:"))
    fill(clinic)
    (receipt,) = clinic.run()
    assert receipt.reached == "pseudonymised" and clinic.look()[PEOPLE].state is State.KEPT
    assert [id for id, _ in clinic.state.vault.all("secret")] == ["pseudonym:patients"]
    fill(clinic, 1, days=0, first=50)
    clinic.run(NOW + timedelta(days=367))
    assert [entry["secret"] for entry in clinic.ledger("secret_destroyed")] == ["pseudonym:patients"]


def test_who_says_anonymise_and_keeps_a_key_is_told(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, NAMED)
    fill(clinic)
    clinic.run()
    assert clinic.look()[PEOPLE].reason == "only_pseudonymised"


def test_problems_are_told_before_a_row_is_touched(tmp_path: Path) -> None:
    """`email` must stay unique, a start stays, a key stays: each with what would help."""
    how = "{email: {constant: {value: x}}, left_at: nothing, id: {bucket: {size: 9}}, zip: hash, born: {bucket: {size: 5}}}"
    clinic = Clinic(tmp_path, f"{{data: [people], {LEFT}, anonymise: after 30 days, how: {how}}}")
    fill(clinic)
    plan, planned = clinic.plan()
    assert plan.steps == ()
    told = {problem.detail: problem.reason for problem in planned.problems}
    assert told == {
        "people.email": "column_unique",
        "people.left_at": "column_needed",
        "people.id": "column_key",
        "people.zip": "column_length",
        "people.born": "column_kind",
    }
    for problem in planned.problems:
        assert all(
            problem.detail in reason_words(problem.reason, {"detail": problem.detail}, tongue) for tongue in ("de", "en")
        )
    assert clinic.look()[PEOPLE].state is State.BROKEN


def test_k_rows_that_are_alike_are_anonymised(tmp_path: Path) -> None:
    """Notes without an owner: nothing remains but a month and a shortened text."""
    notes = (
        "{data: [notes], from: {at: clinic.notes.made_at}, anonymise: after 30 days, k: 3, "
        "how: {body: {constant: {value: '–'}}, person_id: nothing}}"
    )
    clinic = Clinic(tmp_path, notes=notes)
    fill(clinic, 4, days=0)
    for n in range(1, 7):
        clinic.sql("INSERT INTO notes VALUES (?, ?, ?, ?)", n, n % 4 + 1, f"Text {n}", "2026-01-01 00:00:00")
    (receipt,) = clinic.run()
    assert receipt.reached == "anonymised" and clinic.ledger("receipt")[-1]["reached"] == "anonymised"
    judged = clinic.look()["care/retention/notes"]
    assert judged.state is State.KEPT, judged
    clinic.sql("UPDATE notes SET made_at = '2026-02-02 00:00:00' WHERE id = 1")
    assert clinic.look()["care/retention/notes"].reason == "still_linkable"


def test_the_person_is_read_from_the_owner_before_it_is_cleared(tmp_path: Path) -> None:
    notes = (
        "{data: [notes], from: {at: clinic.people.left_at}, shorten: after 30 days, "
        "how: {body: {remove: {name: people.name, email: people.email}}}}"
    )
    clinic = Clinic(tmp_path, ANONYMISE, notes)
    fill(clinic, 2)
    clinic.sql("INSERT INTO notes VALUES (?, ?, ?, ?)", 1, 1, "Fr. BERG1 (A1@x.example), nicht Berg2", "2026-01-01")
    receipts = clinic.run()
    assert [receipt.act.split(":")[-1] for receipt in receipts] == ["notes", "people"]
    assert clinic.sql("SELECT body FROM notes") == [("Fr. […] ([…]), nicht Berg2",)]
    assert clinic.plan()[0].steps == ()


def test_a_duty_keeps_its_rows_restricted_until_it_ends(tmp_path: Path) -> None:
    """A file that the law wants for ten years stays and is restricted; when the duty ends, it goes, and so does its mark."""
    bills = (
        "{data: [bills], from: {at: clinic.bills.paid_at}, delete: after 30 days, "
        "unless: {duty: de/medical, where: {payer: [A, B]}, then: restrict}}"
    )
    clinic = Clinic(tmp_path, bills=bills)
    fill(clinic, 2, days=0)
    clinic.sql("INSERT INTO bills VALUES (1, 1, 'A', '2025-05-05 00:00:00'), (2, 2, 'B', '2014-05-05 00:00:00')")
    plan, _ = clinic.plan()
    assert sorted(type(step.act).__name__ for step in plan.steps) == ["Delete", "Restrict"]
    receipts = {receipt.act.split(":")[-2]: receipt for receipt in clinic.run()}
    assert receipts["restrict"].reached == "marked" and receipts["delete"].counts == {"bills": 1}
    assert clinic.sql("SELECT key, promise FROM zusage_restricted") == [("1", "care/retention/bills/restrict")]
    judged = clinic.look()["care/retention/bills/restrict"]
    assert (judged.state, judged.reason) == (State.UNPROVEN, "restricted_not_enforced")
    assert clinic.plan()[0].steps == ()
    later = NOW.replace(year=2040)
    clinic.run(later)
    assert clinic.sql("SELECT * FROM bills") == [] and clinic.sql("SELECT * FROM zusage_restricted") == []


@pytest.mark.parametrize("crash", [1, 2])
def test_a_killed_run_goes_on_with_its_key(tmp_path: Path, crash: int) -> None:
    """Equal values before and after the crash have equal pseudonyms; the key is destroyed only then."""
    notes = "{data: [notes], from: {at: clinic.notes.made_at}, pseudonymise: after 30 days, how: {body: hash}}"
    clinic = Clinic(tmp_path, notes=notes)
    rows = ", ".join(f"({n}, NULL, 'T{n % 3}', '2026-01-01 00:00:00')" for n in range(1, 2501))
    clinic.sql(f"INSERT INTO notes VALUES {rows}")
    seen: list[object] = []

    class Killed(BaseException):
        pass

    def die(batch: object) -> None:
        seen.append(batch)
        if len(seen) == crash:
            raise Killed

    with pytest.raises(Killed):
        clinic.run(progress=die)
    assert len(clinic.ledger("secret_made")) == 1 and clinic.ledger("secret_destroyed") == []
    clinic.run()
    assert len(clinic.sql("SELECT DISTINCT body FROM notes")) == 3
    assert len(clinic.ledger("secret_made")) == 1 and len(clinic.ledger("secret_destroyed")) == 1


def test_a_row_keeps_only_the_columns_of_its_duty(tmp_path: Path) -> None:
    """`keep_only: duty_columns`: what the law does not need goes at once, while the row stays."""
    keep = "keep: {law: de/medical, with: [clinic.people.name]}, delete: afterwards"
    notes = f"{{data: [notes], from: {{at: clinic.notes.made_at}}, {keep}}}"
    people = (
        f"{{data: [people], {LEFT}, delete: after 30 days, "
        "unless: {duty: de/medical, where: {zip: ['24103']}, keep_only: duty_columns}}"
    )
    clinic = Clinic(tmp_path, people, notes)
    fill(clinic, 2)
    clinic.sql("UPDATE people SET zip = '10115' WHERE id = 2")
    clinic.run()
    assert clinic.sql("SELECT id, name, zip, born FROM people") == [(1, "Ada Berg1", "24103", None)]
