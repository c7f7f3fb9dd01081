"""Proofs: rows that show when the row they belong to began, such as a withdrawal or the last instance of a customer.

Law: gone before that row, the row would have no start any more and never fall due. So a proof stays, whatever its own rule
says, for as long as a row that has a start only through it still stands; it goes in one statement with that row. Rows of
a start by silence are needed only once the silence has lasted: else nothing of an active person would ever go.

Example: a customer kept for eight years keeps the withdrawal that was to go after three.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zusage.keeping.conditions import Ground, constant, due_condition
from zusage.keeping.duty import rules_on
from zusage.keeping.edges import owner_ways
from zusage.keeping.timing import FOREVER, stage_timing
from zusage.plan.condition import ALWAYS, Condition, CutOff, both, either
from zusage.policy.rule import Action, Rule, Stage
from zusage.policy.start import AllGone, Earliest, Latest, Plus, Silence, Start, Withdrawn

DATES_OTHERS = "dates-other-rows"
"""How the board calls what is kept for this reason, beside holds and statutes."""


def deletions(ground: Ground, table: str) -> tuple[tuple[Rule, Stage], ...]:
    """Rules that delete rows of a table themselves, with the stage that does."""
    return tuple(
        (rule, stage)
        for rule in rules_on(ground, table)
        for stage in rule.stages
        if stage.action is Action.DELETE and rule.undecided is None
    )


def shown_by(ground: Ground, start: Start, table: str) -> Condition | None:
    """The rows of `table` from which the start is read; None where it is not read from there."""
    match start:
        case AllGone():
            return ALWAYS if (start.system, start.members) == (ground.system, table) else None
        case Withdrawn(name):
            consent = ground.policy.consents[name]
            here = (consent.system, consent.table) == (ground.system, table)
            return constant(dict(consent.where)) if here else None
        case Silence(places):
            return ALWAYS if any((system, place) == (ground.system, table) for system, place, _ in places) else None
        case Earliest(starts) | Latest(starts):
            parts = [part for one in starts if (part := shown_by(ground, one, table)) is not None]
            return either(*parts) if parts else None
        case Plus(inner, _):
            return shown_by(ground, inner, table)
        case _:
            return None


def dating(ground: Ground, table: str, now: datetime, besides: frozenset[str] = frozenset()) -> tuple[Condition, ...]:
    """Rows of `table` that show the start of a row of an owner (not of `besides`) that is still there."""
    use = ground.uses.get(table)
    if use is None or use.files_in or not deletions(ground, table):
        return ()
    found = []
    for way in owner_ways(ground.uses, ground.structure, table):
        owner = way.edge.table
        for rule, cut in _started(ground, owner, now) if way.when is None and owner not in {*besides, table} else ():
            shown = shown_by(ground, rule.start, table)
            if shown is not None:
                found.append(both(shown, way.exists(both(rule.where, due_condition(ground, owner, rule.start, cut)))))
    return tuple(found)


def _started(ground: Ground, owner: str, now: datetime) -> Iterator[tuple[Rule, CutOff]]:
    for rule, stage in deletions(ground, owner):
        silent = _is_silence(rule.start)
        yield rule, stage_timing(rule, stage, ground.policy.run, now, ground.zone).due if silent else FOREVER


def _is_silence(start: Start) -> bool:
    match start:
        case Silence():
            return True
        case Earliest(starts) | Latest(starts):
            return any(map(_is_silence, starts))
        case Plus(inner, _):
            return _is_silence(inner)
        case _:
            return False
