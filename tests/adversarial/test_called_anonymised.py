"""Results that were called anonymised, pseudonymised or kept although somebody could still tell whose they were."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from support.firm import NOW, Firm, activity, old, shop
from zusage.app.judging import sentences

PEOPLE = "people: {label: {en: names}, in: shop.people}"
GONE = "sale/retention/gone"
ROWS = 8


def rule(how: str, action: str = "anonymise", data: str = "people", more: str = "") -> str:
    left = f"{{at: shop.people.left_at{more}}}"
    return f"gone: {{data: [{data}], from: {left}, {action}: after 30 days, how: {{{how}}}}}"


def people(key: str = "id INTEGER PRIMARY KEY", key_of: str = "{n}") -> str:
    rows = ((key_of.format(n=n), f"'same', 'Ada {n}', '{old(60)}'") for n in range(ROWS))
    return f"CREATE TABLE people ({key}, email TEXT, name TEXT, left_at TEXT);" + "".join(
        f"INSERT INTO people VALUES ({id}, {more});" for id, more in rows
    )


def firm(folder: Path, rules: str, tables: str, *, more: str = "", data: str = "", personal: str = "email, name") -> Firm:
    declared = f"people: {{subject: person, personal: [{personal}]}}{more}"
    return Firm(folder, shop(declared) + activity(PEOPLE + data, rules), tables)


@pytest.mark.parametrize(
    ("tables", "personal", "expected"),
    [
        (people(), "email, name", ("kept", "")),
        (people("login TEXT PRIMARY KEY", "'a{n}@x.example'"), "email, name", ("broken", "still_linkable")),
        (people("number INTEGER PRIMARY KEY"), "number, email, name", ("broken", "still_linkable")),
        (
            people() + "CREATE TABLE calls (id INTEGER, people_id INTEGER, note TEXT);",
            "email, name",
            ("broken", "still_linkable"),
        ),
    ],
)
def test_a_key_that_says_something_is_no_mere_number(
    tmp_path: Path, tables: str, personal: str, expected: tuple[str, str]
) -> None:
    """An address as primary key, a customer number, a column that is a reference in all but name."""
    one = firm(tmp_path, rule("name: nothing"), tables, personal=personal)
    (receipt,) = one.apply().receipts
    assert receipt.reached == ("anonymised" if expected[0] == "kept" else "shortened")
    assert one.states()[GONE] == expected


@pytest.mark.parametrize("action", ["shorten", "pseudonymise", "anonymise"])
def test_a_column_that_no_table_has_is_told_and_nothing_is_kept(tmp_path: Path, action: str) -> None:
    one = firm(tmp_path, rule("name: hash, emial: hash", action), people())
    look = one.look()
    assert [gap[2:] for gap in look.gaps] == [("column_missing", "emial")] and not look.plan.steps
    assert one.states()[GONE] == ("broken", "overdue")


def test_a_table_of_the_rule_in_which_nothing_changes_is_overdue(tmp_path: Path) -> None:
    calls = (
        "CREATE TABLE calls (id INTEGER PRIMARY KEY, who INTEGER REFERENCES people(id)); INSERT INTO calls VALUES (1, 1);"
    )
    one = firm(
        tmp_path,
        rule("name: nothing", "shorten", "people, calls"),
        people() + calls,
        more="\ncalls: {owned_by: people}",
        data="\ncalls: {label: {en: calls}, in: shop.calls}",
    )
    look = one.look()
    assert [gap[2:] for gap in look.gaps] == [("table_untouched", "calls")]
    one.apply(look.plan)
    judged = one.judgements()[GONE]
    assert (judged.state.value, judged.numbers["overdue"]) == ("broken", 1)


def test_a_pseudonym_beside_the_name_is_none(tmp_path: Path) -> None:
    one = firm(tmp_path, rule("email: hash", "pseudonymise"), people())
    one.apply()
    judged = one.judgements()[GONE]
    assert (judged.state.value, judged.reason, judged.facts["columns"]) == ("broken", "names_left", "name")


def test_rows_without_a_beginning_leave_the_promise_unproven(tmp_path: Path) -> None:
    one = firm(tmp_path, rule("name: nothing", "shorten", more=", empty: missing"), people())
    one.run("INSERT INTO people VALUES (99, 'x', 'Ada', NULL)")
    one.apply()
    assert one.states()[GONE] == ("unproven", "starts_missing")
    one.run("UPDATE people SET name = NULL WHERE id = 99")
    assert one.states()[GONE] == ("kept", "")


@pytest.mark.parametrize(("days", "expected"), [(30, ("kept", "")), (60, ("unproven", "names_fade"))])
def test_a_text_is_not_clean_because_nobody_knows_the_name_any_more(
    tmp_path: Path, days: int, expected: tuple[str, str]
) -> None:
    texts = (
        "texts: {data: [notes], from: {at: shop.people.left_at}, "
        f"shorten: after {days} days, how: {{body: {{remove: {{name: people.name}}}}}}}}"
    )
    notes = "CREATE TABLE notes (id INTEGER PRIMARY KEY, who INTEGER REFERENCES people(id), body TEXT);"
    one = firm(
        tmp_path,
        f"{rule('name: nothing', 'shorten')}\n{texts}",
        people() + notes + "INSERT INTO notes VALUES (1, 1, 'Ada 1 rief an');",
        more="\nnotes: {owned_by: people}",
        data="\nnotes: {label: {en: notes}, in: shop.notes}",
    )
    one.apply()
    one.apply(now=NOW + timedelta(days=2))
    assert one.states(NOW + timedelta(days=2))["sale/retention/texts"] == expected
    assert one.ask("SELECT body FROM notes") == (["[…] rief an"] if expected[0] == "kept" else ["Ada 1 rief an"])


@pytest.mark.parametrize(
    ("action", "how", "word"),
    [
        ("pseudonymise", "name: {truncate: {keep: 1}}, email: nothing", "shorten"),
        ("pseudonymise", "name: hash, email: nothing", "pseudonymise"),
        ("anonymise", "name: {pseudonym: {key: k, for: 1 year}}, email: nothing", "pseudonymise"),
        ("anonymise", "name: nothing, email: nothing", "anonymise"),
    ],
)
def test_the_notice_says_no_more_than_the_operators_can_do(tmp_path: Path, action: str, how: str, word: str) -> None:
    one = firm(tmp_path, rule(how, action), people())
    with one.session() as session:
        said = sentences(session.workspace.policy, "en")[GONE].text
    assert f"We {word} " in said, said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE people SET left_at = '1970-01-01 00:00:00'", "starts_unreadable"),
        ("UPDATE people SET left_at = NULL", "starts_missing"),
        ("ALTER TABLE people RENAME TO persons", "no_such_table"),
        ("UPDATE people SET left_at = '2026-11-20 12:00:00'", "not_due_yet"),
    ],
)
def test_what_cannot_be_told_to_be_due_is_not_restricted_in_time(tmp_path: Path, change: str, reason: str) -> None:
    restrict = "gone: {data: [people], from: {at: shop.people.left_at, empty: missing}, restrict: after 30 days}"
    one = firm(tmp_path, restrict, people())
    one.run(change)
    assert one.states()[GONE] == ("not_due" if reason == "not_due_yet" else "unproven", reason)
