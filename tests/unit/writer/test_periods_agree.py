"""One period, one figure: notice, record, deletion concept and exports never contradict each other about how long."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from support.papers import COMPANIES, DAY, company_policy, paper
from zusage.document.tree import Document, Sentence, sentences, tables, whole
from zusage.model.period import Period
from zusage.model.text import LANGUAGES, Language
from zusage.policy.promise import StageTerms
from zusage.policy.rule import Bound, Rule
from zusage.policy.start import Earliest, Latest, Plus, Silence, Start
from zusage.writer.catalogue import EXPORTS
from zusage.writer.order import Order

Figures = frozenset[tuple[int, str]]
_NUMBERS = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_UNITS = {
    "stund": "hours",
    "tag": "days",
    "woche": "weeks",
    "monat": "months",
    "jahr": "years",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}
_SAID = re.compile(
    rf"\b(\d+|ein(?:e[mnrs]?)?|an?|{'|'.join(_NUMBERS[2:] + _ENGLISH[1:])}) "
    r"(Stund|Tag|Woche|Monat|Jahr|hour|day|week|month|year)(?!lich)",
    re.IGNORECASE,
)


_REFERS = re.compile(r"gilt, was unter|What is said under")
"""Where a notice says it once and refers to that place."""


def figures(text: str) -> Figures:
    """Every length of time in a text: "sieben Tage", "30 days"."""
    return frozenset((_number(found[1].lower()), _UNITS[found[2].lower()]) for found in _SAID.finditer(text))


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    known = _NUMBERS if word in _NUMBERS else _ENGLISH
    return known.index(word) if word in known else 1


def of_period(period: Period) -> Figures:
    """A declared period as figures."""
    parts = {"years": period.years, "months": period.months, "days": period.days, "hours": period.hours}
    return frozenset((count, unit) for unit, count in parts.items() if count)


def inside(start: Start) -> Iterator[Period]:
    """The periods of a start: "30 days after the end"."""
    match start:
        case Plus(inner, period):
            yield period
            yield from inside(inner)
        case Silence(_, period):
            yield period
        case Earliest(starts) | Latest(starts):
            for one in starts:
                yield from inside(one)


def declared(terms: StageTerms) -> Figures:
    """The figures that a sentence about a stage must say."""
    rule = terms.rule
    if terms.stage is None:
        term = rule.keep.term(DAY) if rule.keep else None
        return of_period(term.period) if term else frozenset()
    stage = rule.stages[terms.stage]
    own = frozenset[tuple[int, str]]() if stage.bound is Bound.AFTERWARDS else of_period(stage.period)
    return own.union(*(of_period(period) for period in inside(rule.start)))


def marked(documents: tuple[Document, ...]) -> dict[str, str]:
    """What is said of each promise."""
    found: dict[str, str] = {}
    for document in documents:
        for sentence in _everything(document):
            for mark in sentence.marks:
                found[mark] = f"{found.get(mark, '')} {sentence.text}"
    return found


def _everything(document: Document) -> Iterator[Sentence]:
    for section in whole(document):
        yield from sentences(section.blocks)
    for table in tables(document.sections):
        for row in table.rows:
            for cell in row:
                yield from ((cell,) if isinstance(cell, Sentence) else cell)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("company", COMPANIES)
def test_notice_record_and_concept_say_the_declared_figures(company: str, language: Language) -> None:
    policy = company_policy(company)
    names = ("notice", "deletion-concept", "record")
    papers = {name: marked(paper(name, policy, language)) for name in names}
    seen = 0
    for promise in policy.promises:
        if not isinstance(promise.terms, StageTerms) or promise.terms.rule.undecided is not None:
            continue
        expected = declared(promise.terms)
        for name, said in papers.items():
            if promise.id in said and not _REFERS.search(said[promise.id]):
                seen += bool(expected)
                assert expected <= figures(said[promise.id]), (name, promise.id, said[promise.id])
        assert promise.id in papers["deletion-concept"]
        assert promise.id in papers["record"], promise.id
    assert seen > 40


@pytest.mark.parametrize("company", COMPANIES)
def test_no_paper_says_a_figure_that_another_does_not_know(company: str) -> None:
    policy = company_policy(company)
    notice, concept, record = (marked(paper(name, policy)) for name in ("notice", "deletion-concept", "record"))
    for promise in policy.promises:
        if isinstance(promise.terms, StageTerms) and promise.id in notice and not _REFERS.search(notice[promise.id]):
            here, there = figures(record.get(promise.id, "")), figures(notice[promise.id])
            assert here <= there, (promise.id, record[promise.id], notice[promise.id])
            assert figures(concept[promise.id]) >= here, promise.id


def _iso(rule: Rule) -> str:
    """The longest ordinary time of a rule, added up by hand."""
    term = rule.keep.term(DAY) if rule.keep else None
    if term is not None:
        return str(term.period + rule.stages[-1].period) if rule.stages else str(term.period)
    longest = max(inside(rule.start), key=lambda period: period.longest_hours, default=Period())
    return str(longest + rule.stages[-1].period) if rule.stages else ""


def _found(value: object, key: str) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if key in value:
            yield value
        for inner in value.values():
            yield from _found(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _found(inner, key)


@pytest.mark.parametrize("company", COMPANIES)
def test_machines_read_the_same_length_as_people(company: str) -> None:
    policy = company_policy(company)
    rules = {rule.id: rule for rule in policy.rules if rule.undecided is None}
    order = Order(policy, "de", DAY)
    checked = 0
    for file in EXPORTS["tilt"].write(order).values():
        for entry in _found(file, "temporal"):
            own = entry["zusage"]["rule"] if "zusage" in entry else ""
            if own in rules and entry["temporal"]:
                assert [part["ttl"] for part in entry["temporal"]] == [_iso(rules[own])], own
                checked += 1
    for file in EXPORTS["dpv"].write(order).values():
        for entry in _found(file, "dpv:hasDuration"):
            own = str(entry.get("@id", "")).removeprefix("zusage:rule:")
            if own in rules:
                assert entry["dpv:hasDuration"]["@value"] == _iso(rules[own]), own
                checked += 1
    assert checked > 20
