"""Proofs: rows that show when the row they belong to began, such as a withdrawal or the last instance of a customer.

Law: gone before that row, the row would have no start any more and never fall due. So a proof stays, whatever its own rule
says, for as long as a row that has a start only through it still stands; it goes in one statement with that row. Rows of
a start by silence are needed only once the silence has lasted: else nothing of an active person would ever go.

A proof that carries files, or belongs to rows of several kinds, cannot go in one statement with what it dates; then both
stay, and the plan names the table: too much is kept, nothing is lost.

Example: a customer kept for eight years keeps the withdrawal that was to go after three.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zusage.keeping.conditions import Ground, constant, due_condition
from zusage.keeping.duty import rules_on
from zusage.keeping.edges import along, down_path, downward, owner_ways, path
from zusage.keeping.timing import cut, stage_timing
from zusage.model.calendar import Term
from zusage.model.period import AT_ONCE
from zusage.plan.condition import ALWAYS, Condition, CutOff, Edge, Exists, both, either
from zusage.policy.rule import Action, Rule, Stage
from zusage.policy.start import AllGone, Earliest, Latest, Matched, Plus, Silence, Start, Withdrawn

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
        case Matched():
            return ALWAYS if (start.system, start.table) == (ground.system, table) else None
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
    """Rows of `table` that show the start of a row (not of a table in `besides`) that is still there, however far away."""
    if ground.uses.get(table) is None or not deletions(ground, table):
        return ()
    found: list[Condition] = []
    for dated in sorted(set(ground.uses) & set(ground.structure.tables) - {*besides, table}):
        for rule, begun in _started(ground, dated, now):
            shown = shown_by(ground, rule.start, table)
            if shown is not None:
                started = both(rule.where, due_condition(ground, dated, rule.start, begun))
                found += [both(shown, link) for link in _links(ground, table, dated, rule.start, started)]
    return tuple(found)


def _links(ground: Ground, table: str, dated: str, start: Start, inner: Condition) -> Iterator[Condition]:
    """A row of `dated` that fulfils `inner` reads its start from the row of `table`: it owns it, is further up, or both
    belong to the same row."""
    if isinstance(start, Matched):
        there = inner if dated == start.of else _below(ground, start.of, dated, inner)
        yield from () if there is None else (Exists(Edge(start.of, ((start.key, start.value),)), there),)
        return
    direct = [way for way in owner_ways(ground.uses, ground.structure, table) if way.edge.table == dated]
    if direct:
        yield from (way.exists(inner) for way in direct)
        return
    up = path(ground.uses, ground.structure, table, dated)
    if up:
        yield from filter(None, (along(up, inner),))
        return
    for anchor in sorted(_anchors(ground, dated, start) - {dated}):
        over = path(ground.uses, ground.structure, table, anchor)
        there = _below(ground, anchor, dated, inner)
        if over and there is not None:
            yield from filter(None, (along(over, there),))


def _below(ground: Ground, anchor: str, dated: str, inner: Condition) -> Condition | None:
    ways = down_path(ground.uses, ground.structure, anchor, dated)
    return downward(ways, ground.uses, ground.structure, inner) if ways else None


def _anchors(ground: Ground, dated: str, start: Start) -> set[str]:
    """Tables of which a row of `dated` and the rows that show its start both are parts."""
    match start:
        case AllGone():
            return {start.of}
        case Silence():
            return {start.of.rpartition(".")[2]} if start.of else set()
        case Withdrawn():
            return {way.edge.table for way in owner_ways(ground.uses, ground.structure, dated)}
        case Earliest(starts) | Latest(starts):
            return {anchor for one in starts for anchor in _anchors(ground, dated, one)}
        case Plus(inner, _):
            return _anchors(ground, dated, inner)
        case _:
            return set()


def _started(ground: Ground, owner: str, now: datetime) -> Iterator[tuple[Rule, CutOff]]:
    begun = cut(now, Term(AT_ONCE), ground.zone)
    for rule, stage in deletions(ground, owner):
        silent = _is_silence(rule.start)
        yield rule, stage_timing(rule, stage, ground.policy.run, now, ground.zone).due if silent else begun


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
