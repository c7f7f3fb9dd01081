"""Inspecting: what the declared systems really look like, held against the declaration.

Law: structure and counts only; values are looked at in memory, a sample of each column, and never stored or shown. What
could not be seen is said. Looks are named `profile:system.table.column`, `disguised:…` and `moments:…`, so that the
rules of drift find their observation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from zusage.app.orphans import find_orphans
from zusage.app.scopes import spread_holds
from zusage.app.session import Session
from zusage.checker.rule import Matter, Rule
from zusage.checker.run import Report, load_rules, run_rules
from zusage.engine.measure import measure
from zusage.engine.stores import each_start
from zusage.engine.survey import take_survey
from zusage.kinds.base import Question
from zusage.plan.look import Moments, Profile
from zusage.plan.receipt import Observation
from zusage.plan.structure import Table
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.policy.policy import Policy
from zusage.policy.start import ColumnStart

SAMPLE = 200
SHAPES = ("email", "phone", "iban", "ipv4_full", "ipv6_full", "card_number", "name_like")
OWN = ("zusage", "sqlite_")
TEXT = frozenset({"text", "json", "other"})
HASHED = re.compile(r"(?:^|_)(?:hash|hashed|sha256|md5|digest|pseudonym|anonymi[sz]ed|anon)(?:_|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: the survey, the observations and the findings of all rules."""

    survey: Survey
    observations: tuple[Observation, ...]
    report: Report
    rules: dict[str, Rule]
    unlisted: dict[str, str]
    """Fleets whose databases could not be listed, with the reason: whether they have orphans is not known."""


def inspect_systems(session: Session, at: datetime) -> Inspection:
    """Survey everything, look at start columns and at columns nobody claimed, run all rules."""
    policy = session.workspace.policy
    survey = take_survey(session.stores, session.now)
    spread_holds(session, survey, stored=False)
    orphans, unlisted = find_orphans(session)
    questions = list(inspect_questions(policy, survey))
    observations = measure(session.stores, questions, session.now)
    loaded = load_rules()
    whole = replace(survey, targets=(*survey.targets, *orphans))
    report = run_rules(Matter(policy, at.date(), whole, observations), loaded)
    return Inspection(whole, observations, report, {id: rule for id, (rule, _) in loaded.items()}, unlisted)


def inspect_questions(policy: Policy, survey: Survey) -> Iterator[Question]:
    """Moments of every start column; profiles of every text column that no datum claims (one instance per fleet)."""
    for system, table, column in start_columns(policy):
        for surveyed in _visible(survey, system):
            if _has(surveyed, table, column):
                yield Question(surveyed.target, Moments(f"moments:{system}.{table}.{column}", table, column))
    for name in (system.id for system in policy.systems.values() if system.connector == "sql"):
        for surveyed in _visible(survey, name)[:1]:
            structure = surveyed.structure
            for found in structure.tables.values() if structure else ():
                yield from _profiles(policy, name, found, surveyed)
                yield from _disguised(policy, name, found, surveyed)


def start_columns(policy: Policy) -> tuple[tuple[str, str, str], ...]:
    """Every (system, table, column) that a rule counts from."""
    found: dict[tuple[str, str, str], None] = {}
    for rule in policy.rules:
        for start in each_start(rule.start):
            if isinstance(start, ColumnStart):
                found[start.system, start.table, start.column] = None
    return tuple(found)


def claimed_columns(policy: Policy, system: str, table: str) -> frozenset[str] | None:
    """Columns of a table that data claim; None when the whole table is claimed."""
    columns: set[str] = set()
    for activity in policy.activities.values():
        for datum in activity.data:
            if (datum.system, datum.table) == (system, table):
                if datum.columns is None:
                    return None
                columns.update(datum.columns)
    return frozenset(columns)


def _profiles(policy: Policy, system: str, table: Table, surveyed: SurveyedTarget) -> Iterator[Question]:
    declared = policy.systems[system].tables.get(table.name)
    claimed = claimed_columns(policy, system, table.name)
    if table.name.startswith(OWN) or claimed is None:
        return
    known = claimed | frozenset(declared.personal or ()) if declared else claimed
    for column in table.columns:
        if column.kind in TEXT and column.name not in known:
            name = f"profile:{system}.{table.name}.{column.name}"
            yield Question(surveyed.target, Profile(name, table.name, column.name, SHAPES, sample=SAMPLE))


def _disguised(policy: Policy, system: str, table: Table, surveyed: SurveyedTarget) -> Iterator[Question]:
    """Columns that are declared to name nobody, or are called a hash: whether their values look like that."""
    claimed = claimed_columns(policy, system, table.name)
    totals = {
        column
        for activity in policy.activities.values()
        for datum in activity.data
        if datum.aggregated and (datum.system, datum.table) == (system, table.name)
        for column in datum.columns or tuple(one.name for one in table.columns)
    }
    for column in table.columns if table.name in policy.systems[system].tables else ():
        called = HASHED.search(column.name) is not None and (claimed is None or column.name in claimed)
        if column.kind in TEXT and (column.name in totals or called):
            name = f"disguised:{system}.{table.name}.{column.name}"
            yield Question(surveyed.target, Profile(name, table.name, column.name, SHAPES, sample=SAMPLE))


def _visible(survey: Survey, system: str) -> list[SurveyedTarget]:
    return [t for t in survey.of(system) if t.structure is not None]


def _has(surveyed: SurveyedTarget, table: str, column: str) -> bool:
    found = surveyed.structure.tables.get(table) if surveyed.structure else None
    return found is not None and found.column(column) is not None
