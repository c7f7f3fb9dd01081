"""Undo window: for how long what a rule deletes from a database can be put back, and that this lies inside the period.

Law: a rule has the window it declares (`0 days`: none), else that of the run; only deletions of rows from databases have
one. The copy must be gone before the promise ends, and its key goes with the first run after the window. So a deletion
`within P` is due earlier by the window and one run more, and P must have room for it; every other deletion is due no
earlier than without a window, so the window, the run that deletes and the run that destroys the key must fit into the
grace. What does not fit is ZE146 with both numbers, and a window where nothing could have one is ZE147. A duty to keep is
never shortened.

    run {every: 1 day, grace: 1 day, undo: 3 days}, delete {within: 30 days}: due 6 days before the end, destroyed in time
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zusage.model.period import AT_ONCE, Period
from zusage.policy.organisation import Run
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.policy.scope import Scope
from zusage.policy.system import System

CONNECTOR = "sql"


def lead_of(rule: Rule, stage: Stage, run: Run) -> Period:
    """How long before its end a period `within` falls due: one run, one grace, and what the undo window takes."""
    grace = run.grace if rule.grace is None else rule.grace
    undo = window_of(rule, stage)
    return run.every + grace + (AT_ONCE if undo is None else undo + run.longest_wait)


def window_of(rule: Rule, stage: Stage) -> Period | None:
    """The undo window of a stage, if it has one."""
    return rule.undo if stage.action is Action.DELETE and rule.undo else None


def with_undo(scope: Scope, rules: tuple[Rule, ...], systems: Mapping[str, System], run: Run) -> tuple[Rule, ...]:
    """The rules, each with its window. Records ZE146 and ZE147."""
    return tuple(_with_window(scope, rule, systems, run) for rule in rules)


def _with_window(scope: Scope, rule: Rule, systems: Mapping[str, System], run: Run) -> Rule:
    own = rule.undo
    databases = any(systems[u.system].connector == CONNECTOR for u in rule.units if u.system in systems)
    able = databases and not rule.whole and any(stage.action is Action.DELETE for stage in rule.stages)
    if not able:
        if own and not rule.same_as:
            scope.wrong("ZE147", rule.place, rule=_short(rule))
        return replace(rule, undo=None)
    rule = replace(rule, undo=(run.undo if own is None else own) or None)
    for stage in rule.stages if not rule.same_as else ():
        if window_of(rule, stage) is not None:
            for room, needs in _too_little(rule, stage, run):
                arguments = {"undo": _told(rule.undo or AT_ONCE), "room": _days(room), "needs": _days(needs)}
                scope.wrong("ZE146", stage.place, rule=_short(rule), **arguments)
    return rule


def _too_little(rule: Rule, stage: Stage, run: Run) -> Iterator[tuple[int, int]]:
    """The room that there is and that is needed, in hours, where the second is larger."""
    grace, undo = run.grace if rule.grace is None else rule.grace, rule.undo or AT_ONCE
    wait = run.longest_wait_hours
    if stage.bound is Bound.WITHIN:
        room, needs = stage.period.shortest_hours, undo.longest_hours + grace.longest_hours + 2 * wait
    else:
        room, needs = grace.shortest_hours, undo.longest_hours + 2 * wait
    if needs > room:
        yield room, needs


def _told(period: Period) -> str:
    return _days(period.longest_hours)


def _days(hours: int) -> str:
    days, rest = divmod(hours, 24)
    return f"{days} d" if not rest else f"{hours} h"


def _short(rule: Rule) -> str:
    return rule.id.replace("/retention/", "/")
