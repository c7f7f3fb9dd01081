"""A period that nobody has read never steers unmarked: documents, explanation, plan, board and findings say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from support.declared import compiled
from zusage.app.plan_view import outlook_lines, plan_lines
from zusage.app.planning import Outlook
from zusage.checker.rule import Matter
from zusage.checker.run import load_rules, run_rules
from zusage.cli.main import group
from zusage.document.markdown import render_markdown
from zusage.duties.planned import PlannedAct
from zusage.keeping.doubt import doubtful
from zusage.kinds.base import Judgement, State
from zusage.model.finding import Severity
from zusage.model.text import Language
from zusage.plan.act import Delete
from zusage.plan.condition import ALWAYS
from zusage.plan.plan import Estimate, Plan, PlannedTarget, Step
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.reference.law import laws
from zusage.verdict.board import Row
from zusage.verdict.text import evidence_parts
from zusage.writer.notice import write_notice

BASE = (Path(__file__).parents[2] / "rules" / "base.yml").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY, BERLIN = NOW.date(), ZoneInfo("Europe/Berlin")
MARKS: dict[Language, str] = {"de": "nicht geprüft", "en": "to be verified"}
UNREAD = sorted(id for id, row in laws().items() if row.terms and row.terms[-1].confidence == "verify")
PROMISE = "contract/retention/invoices"


def declared(law: str) -> str:
    return BASE.replace("keep: {law: de/vouchers}, delete", f"keep: {{law: {law}}}, delete")


def notice(policy: Policy, language: Language) -> str:
    return render_markdown(write_notice(policy, "notice", language, DAY))


def test_there_are_unread_periods_to_try() -> None:
    assert {"lu/books", "de/email-marketing-consent"} <= set(UNREAD)


@pytest.mark.parametrize("law", UNREAD)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_marks_the_sentence_of_an_unread_period(law: str, language: Language) -> None:
    text = notice(compiled(declared(law)), language)
    marked = [line for line in text.splitlines() if MARKS[language] in line]
    assert marked, text
    assert MARKS[language] not in notice(compiled(BASE), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_marks_an_exception_that_rests_on_one(language: Language) -> None:
    unless = "delete: after 60 days, unless: {duty: lu/books, where: {paid: yes}}"
    text = BASE.replace("from: settled, delete: after 60 days", f"from: settled, {unless}")
    assert MARKS[language] in notice(compiled(text), language)
    read = text.replace("lu/books", "de/vouchers")
    assert MARKS[language] not in notice(compiled(read), language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_document_marks_a_basis_that_rests_on_one(language: Language) -> None:
    basis = "basis: {legal_obligation: [lu/books]}"
    text = BASE.replace("    basis: contract\n", f"    {basis}\n", 1)
    assert f"({MARKS[language]})" in notice(compiled(text), language)
    assert MARKS[language] not in notice(compiled(text.replace("lu/books", "de/vouchers")), language)


@pytest.mark.parametrize(("law", "marked"), [("lu/books", True), ("de/vouchers", False)])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_date_that_is_explained_is_marked(law: str, marked: bool, language: Language, tmp_path: Path) -> None:
    file = tmp_path / "zusage.yml"
    file.write_text(declared(law), encoding="utf-8")

    def explained(*words: str) -> str:
        result = CliRunner().invoke(group, ["--lang", language, "explain", *words, "--path", str(file)])
        assert result.exit_code == 0, result.output
        return result.output

    line = next(line for line in explained("2015-03-10").splitlines() if PROMISE in line)
    assert line.endswith(f"[{MARKS[language]}]") is marked
    promise = line.split()[0]
    due = next(line for line in explained(promise, "--date", "2015-03-10").splitlines() if "2015-03-10 ->" in line)
    assert due.endswith(f"[{MARKS[language]}]") is marked


def plan() -> Plan:
    target = TargetId("app")
    acts = [
        (Delete("a", PROMISE, "invoices", ALWAYS), Estimate(7, 1, 9, NOW)),
        (Delete("b", "x/y", "z", ALWAYS), Estimate(3)),
    ]
    return Plan("0" * 64, NOW, NOW, (PlannedTarget(target, None),), tuple(Step(target, *pair) for pair in acts))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_plan_marks_the_date(language: Language) -> None:
    unread = doubtful(compiled(declared("lu/books")).promises, DAY)
    assert unread and all(id.startswith(PROMISE) for id in unread)
    assert not doubtful(compiled(BASE).promises, DAY)
    made, mark = plan(), f"[{MARKS[language]}]"
    lines = list(plan_lines(made, "Muster GmbH", language, BERLIN, None, 160, {PROMISE}))
    assert [mark in line for line in lines if line.startswith((PROMISE, "x/y"))] == [True, False]
    soon = NOW + timedelta(days=9)
    rule = next(rule for rule in compiled(declared("lu/books")).rules if rule.id.endswith("invoices"))
    waiting = PlannedAct(made.steps[0].target, made.steps[0].act, rule, rule.stages[0])
    later = Outlook(replace(made, steps=()), ((waiting, Estimate(0, 0, 9, NOW, next=soon)),), ())
    told = list(outlook_lines(later, "Muster GmbH", language, BERLIN, None, 160, {PROMISE}))
    assert any(mark in line and PROMISE in line for line in told)
    quiet = list(outlook_lines(Outlook(made, (), ()), "Muster GmbH", language, BERLIN, None, 160))
    assert not any(mark in line for line in quiet)


@pytest.mark.parametrize(("unread", "count"), [(True, 1), (False, 0)])
def test_the_board_marks_the_next_date(unread: bool, count: int) -> None:
    judged = Judgement(State.NOT_DUE, next=NOW)
    row = Row("p", "0" * 64, "delete-after", "keep", State.NOT_DUE, judged, NOW, doubtful=unread)
    parts = evidence_parts(row, "de", BERLIN, lambda judgement, language: "")
    assert sum("nicht geprüft" in part for part in parts) == count


def test_the_finding_about_an_unread_period_only_informs() -> None:
    assert load_rules()["ZU330"][0].severity is Severity.INFO


@pytest.mark.parametrize("law", UNREAD)
@pytest.mark.parametrize("rest", ["delete: afterwards", "delete: afterwards, at_the_latest: 12 hours"])
def test_no_finding_that_rests_on_one_is_louder_than_info(law: str, rest: str) -> None:
    def loud(of: str) -> set[str]:
        text = declared(of).replace(f"keep: {{law: {of}}}, delete: afterwards", f"keep: {{law: {of}}}, {rest}")
        report = run_rules(Matter(compiled(text), DAY), load_rules())
        return {f.rule for f in report.findings if f.severity is not Severity.INFO and f.place.line == line}

    line = next(n for n, text in enumerate(BASE.splitlines(), 1) if "issued_on" in text)
    assert not loud(law) & {"ZU315", "ZU321", "ZU329", "ZU330", "ZU331"}
    if "at_the_latest" in rest:
        assert "ZU321" in loud("de/vouchers")


def test_a_term_is_unread_on_the_days_it_holds() -> None:
    promises = compiled(declared("de/invoices")).promises
    assert doubtful(promises, date(2024, 6, 1))
    assert not doubtful(promises, date(2026, 6, 1))
