"""Right then, wrong now: what counts as the same finding, and which day counts where documents are dated differently."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import yaml

from zusage.app.workspace import read_workspace
from zusage.checker.dated import dates, days_of, marked, overtaken
from zusage.model.finding import Argument, Finding, Severity
from zusage.model.place import Place
from zusage.policy.policy import Policy

BASE = Path(__file__).parents[2] / "rules" / "base.yml"
EARLY, LATE, TODAY = date(2021, 1, 1), date(2024, 1, 1), date(2026, 11, 22)


def finding(line: int, subject: str = "", rule: str = "ZU801", **arguments: Argument) -> Finding:
    return Finding(rule, Severity.WARNING, Place("zusage.yml", line, 1), arguments, subject)


def compiled(folder: Path, documents: dict[str, object], **more: object) -> Policy:
    whole = yaml.load(BASE.read_text(), yaml.BaseLoader) | {"documents": documents} | more
    file = folder / "zusage.yml"
    file.write_text(json.dumps(whole, ensure_ascii=False))
    return read_workspace(file, TODAY).policy


def test_the_same_rule_place_subject_and_arguments_was_wrong_then() -> None:
    assert overtaken([finding(3, found="TMG")], [finding(3, found="TMG")]) == ()


def test_another_place_subject_or_rule_is_another_finding() -> None:
    now = [finding(3), finding(4, "website"), finding(5)]
    then = [finding(2), finding(4, "contract"), finding(5, rule="ZU802")]
    assert overtaken(now, then) == tuple(now)


def test_numbers_that_move_with_the_days_do_not_make_a_finding_new() -> None:
    assert overtaken([finding(3, days=900)], [finding(3, days=10)]) == ()


def test_of_two_at_one_place_the_one_with_other_arguments_is_new() -> None:
    old, new = finding(3, found="TMG"), finding(3, found="TTDSG")
    assert overtaken([old, new], [old]) == (new,)
    assert overtaken([new, old], [old]) == (new,)


def test_as_many_as_there_were_are_old() -> None:
    assert len(overtaken([finding(3, n=1), finding(3, n=2), finding(3, n=3)], [finding(3, n=7), finding(3, n=8)])) == 1


def test_right_on_all_of_its_days_or_not_at_all() -> None:
    one, two = finding(3), finding(4)
    found = marked((one, two), {EARLY: (), LATE: (two,)}, lambda _: [EARLY, LATE])
    assert [it.right_on for it in found] == [LATE, None]


def test_a_finding_in_no_dated_document_is_left_alone() -> None:
    assert marked((finding(3),), {EARLY: ()}, lambda _: ()) == (finding(3),)


def test_documents_of_the_day_or_later_are_not_looked_back_to(tmp_path: Path) -> None:
    notice = {"title": {"de": "Hinweise", "en": "Notice"}}
    documents = {"a": notice | {"dated": "2021-01-01"}, "b": notice | {"dated": "2026-11-22"}, "notice": notice}
    assert dates(compiled(tmp_path, documents), TODAY) == (EARLY,)


def test_the_days_of_the_documents_in_which_it_stands(tmp_path: Path) -> None:
    title = {"title": {"de": "Hinweise", "en": "Notice"}}
    statement = {"statements": [{"text": {"de": "Satz.", "en": "Sentence."}}]}
    documents = {
        "early": title | statement | {"dated": "2021-01-01"},
        "late": title | {"dated": "2024-01-01", "includes": ["website"]},
        "notice": title,
    }
    policy = compiled(tmp_path, documents, defaults={"documents": ["early"]})
    days = days_of(policy)
    said = policy.documents["early"].statements[0].place
    assert days(Finding("ZU801", Severity.WARNING, said)) == {EARLY}
    assert days(Finding("ZU802", Severity.WARNING, policy.documents["notice"].place)) == frozenset()
    assert days(finding(1, "contract/retention/invoices")) == {EARLY}
    assert days(finding(1, "website")) == {EARLY, LATE}
    assert days(finding(1)) == {EARLY, LATE}, "what belongs to no activity stands in every document"


def test_the_compiled_policy_is_the_same_on_every_day() -> None:
    """So one compilation is judged at several days."""
    assert read_workspace(BASE, EARLY).policy == read_workspace(BASE, TODAY).policy
