"""Undo: what is deleted now can be put back until a moment, and what must not wait for that moment is told apart.

Law: a copy never outlives a promise. A row is late when any rule says that it, or what goes along with it, has to be gone or
changed by the moment at which the key is destroyed at the latest; late rows get no copy. So the window ends inside the
period of every rule, whatever the backlog. What cannot have a window is a gap, and nothing is deleted there.

Example: `within 30 days` with a window of 3 days, run daily: a row of 25 days can be put back, one of 29 days cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from zusage.duties.rows import Rows
from zusage.keeping.conditions import due_condition, instance_moment
from zusage.keeping.duty import rules_on
from zusage.keeping.timing import stage_timing
from zusage.model.calendar import Term, end_of
from zusage.plan.act import Child, Undo
from zusage.plan.condition import ALWAYS, NEVER, Condition, Exists, IsNull, Not, both, either
from zusage.policy.rule import Action, Rule, Stage, Unit
from zusage.policy.undo_window import window_of

PRODUCTS = frozenset({"sqlite", "postgresql"})
_KEEPS_DATA = frozenset({Action.LOCK, Action.RESTRICT})


def undo_of(rows: Rows, rule: Rule, stage: Stage, table: str, children: Iterable[Child]) -> Undo | None:
    """The window of one deletion, or None where the rule has none."""
    window = window_of(rule, stage)
    if window is None:
        return None
    zone, run = rows.ground.zone, rows.ground.policy.run
    until = end_of(rows.now, Term(window), zone)
    latest = end_of(until, Term(run.longest_wait), zone)
    return Undo(until, latest, either(*_late(rows, rule, table, latest), *_late_below(rows, rule, children, latest)))


def gap_of(rows: Rows, rule: Rule, stage: Stage, table: str) -> str:
    """Why there is no way back here although the rule promises one, or ""."""
    if window_of(rule, stage) is None:
        return ""
    identity = rows.ground.target.identity
    if identity is not None and identity.product not in PRODUCTS:
        return identity.product
    return "files" if rows.files(table) else ""


def _late(rows: Rows, own: Rule, table: str, latest: datetime) -> Iterator[Condition]:
    ground = rows.ground
    if any(_ends_whole(rows, rule, latest) for rule in ground.policy.rules):
        yield ALWAYS
    for rule in rules_on(ground, table):
        stages = rule.stages if rule.id != own.id else tuple(s for s in rule.stages if s.action is Action.DELETE)
        for stage in stages:
            if stage.action in _KEEPS_DATA or rule.undecided is not None:
                continue
            over = stage_timing(rule, stage, ground.policy.run, latest, ground.zone).overdue
            begun = due_condition(ground, table, rule.start, over)
            if begun != NEVER:
                yield both(rule.where, begun, _undone(rule, stage, table))


def _ends_whole(rows: Rows, rule: Rule, latest: datetime) -> bool:
    """The whole instance has to be gone by then."""
    ground = rows.ground
    start = instance_moment(ground, rule.start) if ground.system in rule.whole and not rule.same_as else None
    stages = (stage for stage in rule.stages if stage.action not in _KEEPS_DATA)
    run, zone = ground.policy.run, ground.zone
    return start is not None and any(
        start <= stage_timing(rule, stage, run, latest, zone).overdue.instant for stage in stages
    )


def _undone(rule: Rule, stage: Stage, table: str) -> Condition | None:
    """Columns that the stage empties are not all empty yet; of any other stage nobody can tell here."""
    if stage.action is not Action.CLEAR:
        return None
    named = tuple(value for key, value in stage.how if key == "column")
    return either(*(Not(IsNull(column)) for column in named or _columns(rule.units, table)))


def _columns(units: Iterable[Unit], table: str) -> tuple[str, ...]:
    return tuple(column for unit in units if unit.table == table for column in unit.columns or ())


def _late_below(rows: Rows, own: Rule, children: Iterable[Child], latest: datetime) -> Iterator[Condition]:
    for child in children:
        parts = [*_late(rows, own, child.table, latest), *_late_below(rows, own, child.children, latest)]
        if parts:
            yield Exists(child.edge, either(*parts))
