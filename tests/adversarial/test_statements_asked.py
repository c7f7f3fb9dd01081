"""A duty that asks for a statement: what is past its period stays until somebody says that nothing is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from support.firm import HEAD, NOW, Firm, activity, shop
from zusage.app.attesting import attest
from zusage.app.plan_view import gap_words
from zusage.model.errors import UsageError
from zusage.verdict.words import exception_word

OWNED = HEAD.replace("authority: de/sh", "authority: de/sh, tax_owner: finance").replace("shop.people", "shop.bills")
BILLS = "bills: {label: {en: bills}, in: shop.bills}"
KEPT = "bills: {data: [bills], from: {at: shop.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards}"
ROWS = """CREATE TABLE bills (id INTEGER PRIMARY KEY, made_on TEXT NOT NULL, email TEXT);
INSERT INTO bills (id, made_on)
VALUES (1, '2015-06-01'), (2, '2016-12-31'), (3, '2017-01-01'), (4, '2017-12-31'), (5, '2018-01-01');"""


def firm(folder: Path, kept: str = KEPT) -> Firm:
    return Firm(folder, shop("bills: {subject: person, personal: [email]}") + activity(BILLS, kept), ROWS, head=OWNED)


def state(one: Firm, word: str, until: datetime, now: datetime = NOW, role: str = "finance") -> None:
    paper = one.folder / "statement.txt"
    paper.write_text("no audit, objection or assessment is open")
    with one.session(now, write=True) as session:
        attest(session, word, role, until, paper)


def test_without_a_statement_nothing_goes_and_the_plan_asks_for_the_year(tmp_path: Path) -> None:
    one = firm(tmp_path)
    outlook = one.look()
    assert not outlook.plan.steps
    assert [(gap[0], gap[2], gap[3]) for gap in outlook.gaps] == [
        ("sale/retention/bills/delete", "statement_missing", "2017")
    ]
    assert "zusage attest tax/" in gap_words("statement_missing", "de")
    one.apply()
    assert one.ask("SELECT id FROM bills") == [1, 2, 3, 4, 5]
    judged = one.judgements()["sale/retention/bills/delete"]
    assert judged.state.value == "kept"
    ((name, count),) = judged.exceptions.items()
    assert count == 4 and "Erklärung fehlt (§ 147" in exception_word(name, "de")


def test_a_statement_frees_its_year_and_those_before_until_it_runs_out(tmp_path: Path) -> None:
    one = firm(tmp_path)
    state(one, "tax/2016", NOW + timedelta(days=300))
    later = NOW + timedelta(days=301)
    assert not one.look(later).plan.steps
    assert [gap[3] for gap in one.look().gaps] == ["2017"]
    one.apply()
    assert one.ask("SELECT id FROM bills") == [3, 4, 5]
    state(one, "tax/2025", NOW + timedelta(days=300))
    one.apply()
    assert one.ask("SELECT id FROM bills") == [5]
    assert not one.look().gaps


def test_the_digest_of_policy_and_promises_does_not_know_statements(tmp_path: Path) -> None:
    one = firm(tmp_path)
    with one.session() as session:
        before = (session.workspace.policy.digest, [p.digest for p in session.workspace.policy.promises])
    state(one, "tax/2017", NOW + timedelta(days=30))
    with one.session() as session:
        policy = session.workspace.policy
        assert (policy.digest, [p.digest for p in policy.promises]) == before
        assert policy.rules[0].keep is not None and policy.rules[0].keep.stated == date(2017, 12, 31)


@pytest.mark.parametrize(
    ("word", "days", "role"), [("tax/2026", 30, "finance"), ("tax/2017", 500, "finance"), ("tax/2017", 30, "sales")]
)
def test_what_would_not_count_is_refused(tmp_path: Path, word: str, days: int, role: str) -> None:
    with pytest.raises(UsageError) as caught:
        state(firm(tmp_path), word, NOW + timedelta(days=days), role=role)
    assert caught.value.code == "ZE68"


def test_who_says_why_nobody_has_to_state_it_is_not_asked(tmp_path: Path) -> None:
    one = firm(tmp_path, KEPT.replace("de/vouchers}", "de/vouchers, without_statement: {en: no taxes are due}}"))
    one.apply()
    assert one.ask("SELECT id FROM bills") == [5]


def test_a_banks_vouchers_are_kept_two_years_longer(tmp_path: Path) -> None:
    head = OWNED.replace("tax_owner: finance", "tax_owner: finance, kind: bank")
    bank = Firm(tmp_path, shop("bills: {subject: person, personal: [email]}") + activity(BILLS, KEPT), ROWS, head=head)
    state(bank, "tax/2025", NOW + timedelta(days=300))
    bank.apply()
    assert bank.ask("SELECT id FROM bills") == [2, 3, 4, 5]
    (step,) = bank.look(as_of=datetime(2026, 12, 31, 23, 30, tzinfo=UTC)).plan.steps
    assert step.estimate.due == 1
