"""Conditions: which rows of a place began at or before a cut-off, for every form of start.

Law: the condition is monotone in the cut-off (an earlier cut-off never covers more rows) and false wherever the start is
NULL, a sentinel, unreadable, in a table that cannot be reached, or an event that no store shows. A start at the grain of an
instance is one moment of the target's registry row, so it becomes a constant. Nothing here knows the clock.

Example: customers 90 days after their last instance ended = there are instances, none still booked, none that ended later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from zusage.keeping.edges import Uses, Way, along, down_path, downward, owner_ways, path
from zusage.keeping.timing import FOREVER, shifted
from zusage.model.calendar import Term, end_of
from zusage.plan.condition import (
    ALWAYS,
    NEVER,
    And,
    Before,
    Condition,
    CutOff,
    Edge,
    Equals,
    Exists,
    Feed,
    In,
    Not,
    Or,
    both,
    either,
)
from zusage.plan.structure import Structure
from zusage.plan.survey import SurveyedTarget
from zusage.policy.policy import Policy
from zusage.policy.start import (
    AllGone,
    ColumnStart,
    Earliest,
    Latest,
    Matched,
    Plus,
    Removed,
    Silence,
    Start,
    Unseen,
    Withdrawn,
)
from zusage.policy.system import Each, TableUse

_SENTINELS = {(1, 1, 1), (1900, 1, 1), (1970, 1, 1)}


@dataclass(frozen=True)
class Ground:
    """What conditions stand on: the policy and one target with its structure."""

    policy: Policy
    target: SurveyedTarget
    structure: Structure

    @property
    def system(self) -> str:
        """The declared system of the target."""
        return self.target.target.system

    @property
    def uses(self) -> Uses:
        """The declared tables of the system."""
        return self.policy.systems[self.system].tables

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.policy.timezone)


def due_condition(ground: Ground, table: str, start: Start, cut: CutOff) -> Condition:
    """Rows of `table` in the ground's target whose `start` lies at or before `cut`."""
    match start:
        case ColumnStart():
            return _column(ground, table, start, cut)
        case AllGone():
            return _reach(ground, table, start.system, start.of, _all_gone(ground, start, cut))
        case Withdrawn(consent):
            return _withdrawn(ground, table, consent, cut)
        case Matched():
            return _reach(ground, table, start.of_system, start.of, _matched(ground, start, cut))
        case Silence():
            return _silence(ground, table, start, shifted(cut, start.period, ground.zone))
        case Earliest(starts):
            return either(*(due_condition(ground, table, part, cut) for part in starts))
        case Latest(starts):
            return both(*(due_condition(ground, table, part, cut) for part in starts)) if starts else NEVER
        case Plus(inner, period):
            return due_condition(ground, table, inner, shifted(cut, period, ground.zone))
        case Removed() | Unseen():
            return NEVER


def is_observable(start: Start) -> bool:
    """Whether any store shows the event at all."""
    match start:
        case Removed() | Unseen():
            return False
        case Earliest(starts) | Latest(starts):
            return bool(starts) and all(is_observable(part) for part in starts)
        case Plus(inner, _):
            return is_observable(inner)
        case _:
            return True


def is_reachable(ground: Ground, table: str, start: Start) -> bool:
    """Whether a row of `table` can be told its start at all: one clear way leads from it to where the start stands."""
    match start:
        case ColumnStart() if is_registry(ground, start):
            return True
        case Earliest(starts) | Latest(starts):
            return all(is_reachable(ground, table, part) for part in starts)
        case Plus(inner, _):
            return is_reachable(ground, table, inner)
        case _:
            return not _is_never(due_condition(ground, table, start, FOREVER))


def _is_never(condition: Condition) -> bool:
    match condition:
        case Or(parts):
            return all(map(_is_never, parts))
        case And(parts):
            return any(map(_is_never, parts))
        case _:
            return False


def instance_moment(ground: Ground, start: Start) -> datetime | None:
    """The one moment at which an event at the grain of an instance happened to this target; None: not, or not readable."""
    match start:
        case ColumnStart() if is_registry(ground, start):
            return _readable((ground.target.moments or {}).get(start.column))
        case Plus(inner, period):
            moment = instance_moment(ground, inner)
            return end_of(moment, Term(period), ground.zone) if moment else None
        case Earliest(starts):
            return min((m for part in starts if (m := instance_moment(ground, part))), default=None)
        case Latest(starts):
            moments = [instance_moment(ground, part) for part in starts]
            return max((m for m in moments if m), default=None) if all(moments) else None
        case _:
            return None


def is_registry(ground: Ground, start: ColumnStart) -> bool:
    """Whether the start is a column of the registry row that names the target's instance."""
    each: Each | None = ground.policy.systems[ground.system].each
    return each is not None and (start.system, start.table) == (each.system, each.table)


def constant(row: Mapping[str, str]) -> Condition:
    """A row whose columns hold these constants of the declaration."""
    return both(*(Equals(column, value) for column, value in row.items()))


def _readable(moment: datetime | None) -> datetime | None:
    return None if moment is None or (moment.year, moment.month, moment.day) in _SENTINELS else moment


def _column(ground: Ground, table: str, start: ColumnStart, cut: CutOff) -> Condition:
    if is_registry(ground, start):
        moment = instance_moment(ground, start)
        return ALWAYS if moment is not None and moment <= cut.instant else NEVER
    return _reach(ground, table, start.system, start.table, Before(start.column, cut))


def _reach(ground: Ground, table: str, system: str, owner: str, condition: Condition) -> Condition:
    if system != ground.system:
        return NEVER
    if table == owner:
        return condition
    ways = path(ground.uses, ground.structure, table, owner)
    return NEVER if ways is None else along(ways, condition) or NEVER


def _all_gone(ground: Ground, start: AllGone, cut: CutOff) -> Condition:
    ways = down_path(ground.uses, ground.structure, start.of, start.members)
    if not ways:
        return NEVER
    later = Not(Before(start.column, cut))
    parts = [downward(ways, ground.uses, ground.structure, part) for part in (None, start.present, later)]
    if any(part is None for part in parts):
        return NEVER
    some, present, not_ended = (part for part in parts if part is not None)
    return both(some, Not(present), Not(not_ended))


def _matched(ground: Ground, start: Matched, cut: CutOff) -> Condition:
    """A row with the same value began by then, and none with it that has not: of several the last one counts."""
    began, open_ones = Before(start.column, cut), Not(Before(start.column, cut))
    if start.system == ground.system:
        edge = Edge(start.table, ((start.value, start.key),))
        return both(Exists(edge, began), Not(Exists(edge, open_ones)))
    if ground.policy.systems[start.system].each is not None:
        return NEVER
    name = f"{start.system}.{start.table}.{start.key}:{start.column}:{cut.instant.isoformat()}:{cut.day}"
    keys = [
        In(start.value, Feed(f"{name}:{part}", start.system, start.table, start.key, condition))
        for part, condition in (("began", began), ("open", open_ones))
    ]
    return both(keys[0], Not(keys[1]))


def _withdrawn(ground: Ground, table: str, name: str, cut: CutOff) -> Condition:
    consent = ground.policy.consents[name]
    if consent.system != ground.system or not consent.withdrawn:
        return NEVER
    kind = constant(dict(consent.where))
    ended, still_open = both(kind, Before(consent.withdrawn, cut)), both(kind, Not(Before(consent.withdrawn, cut)))
    if table == consent.table:
        siblings = _siblings(ground, table, still_open)
        return both(ended, *(Not(sibling) for sibling in siblings))
    ways = down_path(ground.uses, ground.structure, table, consent.table)
    if ways is None:
        return _over_person(ground, table, consent.table, ended, still_open)
    proof, open_one = (downward(ways, ground.uses, ground.structure, part) for part in (ended, still_open))
    return both(proof, Not(open_one)) if proof is not None and open_one is not None else NEVER


def _siblings(ground: Ground, table: str, condition: Condition) -> list[Condition]:
    """Other rows of the same owner, reached directly over the shared key, so that a deleted owner does not hide them."""
    ways = owner_ways(ground.uses, ground.structure, table)
    return [Exists(Edge(table, tuple((here, here) for here, _ in way.edge.on)), condition) for way in ways]


def _over_person(ground: Ground, table: str, proofs: str, ended: Condition, still_open: Condition) -> Condition:
    """A row whose owner (not itself) holds the proofs: up to the nearest owner that has them, then down."""
    found: list[tuple[Way, Condition]] = []
    for way in owner_ways(ground.uses, ground.structure, table):
        ways = down_path(ground.uses, ground.structure, way.edge.table, proofs)
        if ways:
            proof, open_one = (downward(ways, ground.uses, ground.structure, part) for part in (ended, still_open))
            if proof is not None and open_one is not None:
                found.append((way, both(proof, Not(open_one))))
    if len(found) > 1 and any(way.when is None for way, _ in found):
        return NEVER
    return either(*(way.exists(condition) for way, condition in found))


def _silence(ground: Ground, table: str, start: Silence, cut: CutOff) -> Condition:
    grain = start.of.rpartition(".")[2] or table
    seen: list[Condition] = []
    quiet: list[Condition] = []
    for system, place, column in start.places:
        if system != ground.system:
            return NEVER
        before, later = Before(column, cut), Not(Before(column, cut))
        if place == grain:
            seen.append(before)
            quiet.append(before)
            continue
        ways = down_path(ground.uses, ground.structure, grain, place)
        heard = downward(ways, ground.uses, ground.structure, before) if ways else None
        louder = downward(ways, ground.uses, ground.structure, later) if ways else None
        if heard is None or louder is None:
            return NEVER
        seen.append(heard)
        quiet.append(Not(louder))
    return _reach(ground, table, ground.system, grain, both(either(*seen), *quiet))


def declared(ground: Ground, table: str) -> TableUse | None:
    """What the declaration says about a table of this target, or None."""
    return ground.uses.get(table)
