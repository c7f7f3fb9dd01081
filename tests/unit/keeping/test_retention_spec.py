"""Every dated row of docs/spec/retention.md is computed as it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from support.declared import compiled
from zusage.keeping.told import tell
from zusage.model.calendar import Term, answer_day, end_of
from zusage.model.period import Period, parse_period
from zusage.policy.rule import Rule

TEXT = (Path(__file__).parents[3] / "docs" / "spec" / "retention.md").read_text()
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
DECLARATION = """\
zusage: 1
organisation: {{name: M GmbH, address: Weg 1, email: d@muster.example, authority: de/sh{organisation}}}
languages: [de, en]
documents: {{web: {{title: {{de: Hinweise, en: Notice}}}}}}
defaults: {{documents: [web]}}
subjects: {{person: {{label: {{de: Leute, en: people}}}}}}
systems:
  shop: {{connector: sql, url: env:SHOP, location: DE, tables: {{bills: {{subject: person, personal: [name]}}}}}}
activities:
  sale:
    title: {{de: Verkauf, en: sale}}
    subjects: [person]
    purposes: {{sell: {{de: Verkauf, en: sale}}}}
    basis: contract
    data: {{bills: {{label: {{de: Belege, en: bills}}, in: shop.bills}}}}
    retention:
      bills: {{data: [bills], from: {{at: shop.bills.made_on}}, {rule}}}
"""


def rows(columns: int) -> Iterator[list[str]]:
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == columns and re.match(r"\d{4}-\d\d-\d\d", cells[0]):
            yield cells


def rule_of(organisation: str, written: str) -> Rule:
    extra = f", {organisation.strip('`')}" if organisation else ""
    return compiled(DECLARATION.format(organisation=extra, rule=written.strip("`"))).rules[0]


@pytest.mark.parametrize(("start", "organisation", "written", "due", "overdue"), list(rows(5)))
def test_a_worked_date(start: str, organisation: str, written: str, due: str, overdue: str) -> None:
    rule = rule_of(organisation, written)
    policy = compiled(DECLARATION.format(organisation="", rule="delete: after 1 day"))
    for language in ("de", "en"):
        told = tell(rule, rule.stages[-1], policy.run, date.fromisoformat(start), NOW, BERLIN, language)
        assert told.due is not None and told.overdue is not None
        found = (told.due.astimezone(BERLIN), told.overdue.astimezone(BERLIN))
        assert [f"{at:%Y-%m-%d}" for at in found] == [due, overdue], told.sentences
        assert "within" in written or all((at.hour, at.minute) == (0, 0) for at in found)
        assert told.sentences[0].endswith(f"{date.fromisoformat(start).year}.")
        assert ("§" in " ".join(told.sentences) or "Art." in " ".join(told.sentences)) == (
            "law:" in written
        ) or language == "en"


def test_all_rows_are_read() -> None:
    assert len(list(rows(5))) == sum(bool(re.match(r"\| \d{4}-\d\d-\d\d \|", line)) for line in TEXT.splitlines()) > 30
    assert len(list(rows(3))) == 6


@pytest.mark.parametrize(("started", "period", "ends"), list(rows(3)))
def test_summer_time(started: str, period: str, ends: str) -> None:
    term = Term(parse_period(period) or Period())
    assert end_of(datetime.fromisoformat(started), term, BERLIN) == datetime.fromisoformat(f"{ends}+00:00")


def test_every_statute_of_a_class_is_told_with_its_doubt() -> None:
    rule = rule_of("", "keep: {law: lu/books}, delete: afterwards")
    policy = compiled(DECLARATION.format(organisation="", rule="delete: after 1 day"))
    for language, words in (
        ("de", "aus allgemeiner Kenntnis, noch zu prüfen"),
        ("en", "from general knowledge, to be checked"),
    ):
        told = tell(rule, rule.stages[-1], policy.run, date(2020, 5, 5), NOW, BERLIN, language)
        assert words in " ".join(told.sentences)


def test_weekends_and_holidays_move_answers_and_nothing_else() -> None:
    new_year = {date(2027, 1, 1)}
    assert answer_day(date(2026, 12, 1), Period(months=1), new_year) == date(2027, 1, 4)
    assert answer_day(date(2026, 10, 3), Period(days=7), ()) == date(2026, 10, 12)
    assert end_of(date(2026, 10, 3), Term(Period(days=7)), BERLIN).astimezone(BERLIN).date() == date(2026, 10, 11)


def test_the_words_lead_from_the_start_to_the_date() -> None:
    rule = rule_of("kind: bank", "keep: {law: de/vouchers}, delete: afterwards")
    policy = compiled(DECLARATION.format(organisation="", rule="delete: after 1 day"))
    told = tell(rule, rule.stages[-1], policy.run, date(2025, 3, 10), NOW, BERLIN, "de")
    assert told.sentences == (
        "Beginn: 10. März 2025.",
        "Gezählt wird ab dem Ende des Kalenderjahres: 31. Dezember 2025.",
        "Aufzubewahren sind zehn Jahre (Art. 97 § 19a Abs. 3 EGAO, § 257 Abs. 4 Satz 2 HGB), also bis zum Ablauf des "
        "31. Dezember 2035.",
        "Löschbar ab dem 1. Januar 2036, überfällig ab dem 2. Januar 2036.",
    )
