"""Deadlines: the observer of everything that must have happened to rows by a date (delete, empty, shorten).

Law: it asks for the complement of what the planner asks: rows that are in order (out of scope, not begun long enough ago,
held, under a duty, already done), counted together with the total in one query; what remains is overdue. A second look at
the overdue rows themselves gives the oldest; the larger figure counts. Rows whose start is a sentinel make it unproven,
and so does a start column that is empty in every row; an empty start in a column that may be empty is an event that
has not happened yet, and is counted beside the verdict; of a moment that every row has, it makes it unproven.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from zusage.keeping.blanks import is_missing
from zusage.keeping.conditions import Ground, due_condition, is_observable, is_reachable
from zusage.keeping.duty import Protection, far_needs, protections
from zusage.keeping.edges import Dependant, dependants, path
from zusage.keeping.holds import held, key_column
from zusage.keeping.proofs import DATES_OTHERS, dating
from zusage.keeping.shown import still_shown
from zusage.keeping.timing import FOREVER, Timing, falls_due, ran_out, stage_timing
from zusage.kinds.base import Evidence, Judgement, Question, SetAside
from zusage.kinds.scene import Finding, Scene, conclude, oldest, starting, total
from zusage.model.calendar import Term, end_of
from zusage.plan.condition import Condition, CutOff, Equals, Exists, Held, IsNull, Not, both, either
from zusage.plan.look import Count, Level, Look, Moment, Moments, Profile
from zusage.plan.receipt import Observation
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Action, Rule, Stage, Unit
from zusage.policy.start import AllGone, ColumnStart, Plus, Start, Withdrawn

FULL = ("ipv4_full", "ipv6_full")
NO_LEVEL, ASIDE = "none", "aside"
LEVELS = (NO_LEVEL, ASIDE, "logical", "reclaimed", "unreadable", "rewritten", "horizon")
MANY = 20
"""Rows from which on a start column that is empty in all of them means that nobody ever fills it."""


@dataclass(frozen=True)
class Deadline:
    """One stage of a rule on one table of one target."""

    ground: Ground
    rule: Rule
    stage: Stage
    unit: Unit
    now: datetime

    @property
    def timing(self) -> Timing:
        """The cut-offs of the stage."""
        return stage_timing(self.rule, self.stage, self.ground.policy.run, self.now, self.ground.zone)

    def looks(self) -> Iterator[Look]:
        """All questions about this table."""
        table = self.unit.table
        moment = self.moment()
        if self.stage.action is Action.SHORTEN and not self._shows_full_addresses():
            yield from self._profiles()
            return
        yield Count(f"fine:{table}", table, self._fine(), total=True)
        yield Count(f"overdue:{table}", table, both(self._late(), Not(self._excused())), moment)
        yield Count(f"held:{table}", table, both(self._late(), self._held()))
        for statute, condition in self._duties():
            yield Count(f"protected:{statute}:{table}", table, both(self._late(), condition, Not(self._held())))
        yield Count(f"begun:{table}", table, both(self.rule.where, self._begun(self.timing.ripe)))
        if is_missing(self.rule):
            yield Count(f"blank:{table}", table, both(self.rule.where, Not(self._begun(FOREVER)), self._undone()))
        if moment is not None:
            yield Count(f"waiting:{table}", table, self._waiting(), moment)
        place = start_place(self.ground, self.rule.start)
        if place is not None:
            yield Moments(f"starts:{place[0]}.{place[1]}", *place)
        if self.stage.action is Action.DELETE and self._is_measured():
            yield Level(f"level:{table}", table)

    def _is_measured(self) -> bool:
        """Databases say how deep erasure reached; of other stores the receipt says it."""
        return self.ground.policy.systems[self.unit.system].connector == "sql"

    def _profiles(self) -> Iterator[Look]:
        table = self.unit.table
        field = dict(self.stage.how).get("field") or (self.unit.columns or ("client_ip",))[0]
        late = both(self._late(), Not(self._held()))
        yield Profile(f"full:{table}", table, field, FULL, late)
        yield Count(f"late:{table}", table, late, self.moment())
        yield Count(f"held:{table}", table, both(self._late(), self._held()))
        yield Count(f"begun:{table}", table, self._begun(self.timing.due))

    def _begun(self, cut: CutOff) -> Condition:
        return due_condition(self.ground, self.unit.table, self.rule.start, cut)

    def _late(self) -> Condition:
        return both(self.rule.where, self._begun(self.timing.overdue), self._undone())

    def _fine(self) -> Condition:
        """The complement, written out: each reason for which a row may still be as it is."""
        scope = Not(self.rule.where) if self.rule.where is not None else None
        young = Not(self._begun(self.timing.overdue))
        return either(scope, young, Not(self._undone()), self._excused())

    def _excused(self) -> Condition:
        return either(self._held(), *(condition for _, condition in self._duties()))

    def _undone(self) -> Condition:
        """Neither the stage nor one of its alternatives (one_of) has been done on the row."""
        return both(*(self._left(stage) for stage in (self.stage, *self.rule.alternatives)))

    def _left(self, stage: Stage) -> Condition:
        """What a stage should have done is not done on the row."""
        match stage.action:
            case Action.CLEAR:
                named = tuple(value for key, value in stage.how if key == "column")
                return either(*(Not(self._empty(c)) for c in named or self.unit.columns or ()))
            case Action.SHORTEN:
                return still_shown(stage)
            case _:
                return both()

    def _held(self) -> Condition:
        """The row is held, or something that would go with it is."""
        ground, table = self.ground, self.unit.table
        return either(held(ground.uses, ground.structure, table), *self._held_below(table, frozenset({table})))

    def _held_below(self, table: str, above: frozenset[str]) -> list[Condition]:
        ground = self.ground
        found: list[Condition] = []
        for dependant in dependants(ground.uses, ground.structure, table):
            if dependant.owned and dependant.table not in above:
                own = Held(dependant.table, key_column(ground.structure, dependant.table))
                deeper = self._held_below(dependant.table, above | {dependant.table})
                found.append(Exists(dependant.edge, both(dependant.when, either(own, *deeper))))
        return found

    def _duties(self) -> list[tuple[str, Condition]]:
        """Rows that a duty protects, and stubs: rows that carry only what a duty on rows hanging on them still needs."""
        found: dict[str, list[Condition]] = {}
        for own in protections(self.ground, self.unit.table, self.now):
            found.setdefault(own.statute, []).append(own.condition)
        if proofs := dating(self.ground, self.unit.table, self.now):
            found.setdefault(DATES_OTHERS, []).extend(proofs)
        near = [(d, p) for d in self._dependants() for p in protections(self.ground, d.table, self.now)]
        hanging = [(p, _there(d, p)) for d, p in near] + list(far_needs(self.ground, self.unit.table, self.now))
        bare = self._bare(hanging)
        for protection, there in hanging:
            found.setdefault(protection.statute, []).append(both(there, bare))
        return [(statute, either(*parts)) for statute, parts in sorted(found.items())]

    def _bare(self, hanging: list[tuple[Protection, Condition]]) -> Condition:
        """Each personal column is empty, or named by a duty that is in force on a row hanging on this one."""
        parts = []
        for column in self._columns():
            needed = [there for p, there in hanging if (self.unit.table, column) in p.columns]
            parts.append(either(self._empty(column), *needed))
        return both(*parts)

    def _columns(self) -> tuple[str, ...]:
        """The columns that the rule is about."""
        units = [u for u in self.rule.units if (u.system, u.table) == (self.unit.system, self.unit.table)]
        named = tuple(dict.fromkeys(c for u in units for c in u.columns or ()))
        use = self.ground.uses.get(self.unit.table)
        return named or (use.personal if use is not None else None) or self._free_columns()

    def _free_columns(self) -> tuple[str, ...]:
        """All columns that neither name the row nor refer to another."""
        shape = self.ground.structure.tables[self.unit.table]
        keys = {*shape.key, *(c for key in shape.foreign_keys for c in key.columns)}
        return tuple(c.name for c in shape.columns if c.name not in keys)

    def _empty(self, column: str) -> Condition:
        shape = self.ground.structure.tables[self.unit.table].column(column)
        text = shape is not None and shape.kind == "text"
        return either(IsNull(column), Equals(column, "") if text else None)

    def _waiting(self) -> Condition:
        return both(self.rule.where, self._begun(FOREVER), Not(self._begun(self.timing.ripe)))

    def _dependants(self) -> tuple[Dependant, ...]:
        return tuple(
            d for d in dependants(self.ground.uses, self.ground.structure, self.unit.table) if d.table != self.unit.table
        )

    def _shows_full_addresses(self) -> bool:
        shape = self.ground.structure.tables.get(self.unit.table)
        return shape is not None and shape.column("full_ip") is not None

    def moment(self) -> Moment | None:
        return moment_of(self.ground, self.unit.table, self.rule.start)


def _there(dependant: Dependant, protection: Protection) -> Condition:
    return Exists(dependant.edge, both(dependant.when, protection.condition))


def moment_of(ground: Ground, table: str, start: Start) -> Moment | None:
    """The column of the start as seen from a row, where it is one column."""
    match start:
        case ColumnStart() if start.system == ground.system:
            ways = path(ground.uses, ground.structure, table, start.table)
            return None if ways is None else Moment(start.column, tuple(way.edge for way in ways))
        case Plus(inner, _):
            return moment_of(ground, table, inner)
        case _:
            return None


def start_place(ground: Ground, start: Start) -> tuple[str, str] | None:
    """The table and column of this target that hold the start."""
    match start:
        case ColumnStart() if start.system == ground.system:
            return start.table, start.column
        case AllGone() if start.system == ground.system:
            return start.members, start.column
        case Withdrawn(consent):
            proof = ground.policy.consents[consent]
            return (proof.table, proof.withdrawn) if proof.system == ground.system else None
        case Plus(inner, _):
            return start_place(ground, inner)
        case _:
            return None


def days_late(rule: Rule, stage: Stage, start: datetime, now: datetime, policy: Policy) -> int:
    """For how many whole days the period of a unit that began at `start` has been over."""
    end = ran_out(rule, stage, start, ZoneInfo(policy.timezone))
    return 0 if end is None else max((now - end).days, 0)


def ask_deadline(scene: Scene) -> Iterator[Question]:
    """The questions of a stage about rows, on all its tables and targets."""
    rule, stage = stage_of(scene.promise)
    if rule is None or stage is None or not is_observable(rule.start):
        return
    for unit in rule.units:
        for ground in scene.grounds(unit.system):
            if unit.table in ground.structure.tables:
                for look in Deadline(ground, rule, stage, unit, scene.now).looks():
                    yield Question(ground.target.target, look)


def weigh_deadline(scene: Scene, evidence: Evidence) -> Judgement:
    """The judgement on a stage about rows."""
    promise, policy, now = scene.promise, scene.policy, scene.now
    rule, stage = stage_of(promise)
    if rule is None or stage is None or not is_observable(rule.start):
        return conclude(evidence, (), Finding(unproven="start_unseen"), asks=False)
    systems = tuple(dict.fromkeys(u.system for u in rule.units))
    evidence = replace(evidence, observations=tuple(o for o in evidence.observations if not _is_deep(o)))
    late = _overdue(evidence, rule, policy)
    begun = total(starting(evidence, "begun:"))
    when = oldest(starting(evidence, "overdue:") + starting(evidence, "late:")) if late else None
    numbers = {
        "overdue": late,
        "examined": _examined(evidence),
        "open": _open(evidence),
        "blank": total(starting(evidence, "blank:")),
    }
    aside = _aside(promise, policy, evidence)
    if units := sum(one.units for one in aside):
        numbers["aside"] = units
    too_long = any(one.latest < now for one in aside)
    if when is not None:
        numbers["days"] = days_late(rule, stage, when, now, policy)
    return conclude(
        evidence,
        systems,
        Finding(
            ("overdue" if when is not None else "overdue_undated") if late else "undo_open" if too_long else "",
            start_gap(scene, rule, evidence),
            numbers,
            {"tables": ", ".join(dict.fromkeys(f"{u.system}.{u.table}" for u in rule.units))},
            _moments(promise, rule, policy, evidence, now, when),
            _exceptions(evidence),
            _level(promise, policy, evidence),
            _next(rule, stage, policy, evidence, now),
            not_due=not begun and not done_at(promise, policy, evidence),
        ),
    )


def stage_of(promise: Promise) -> tuple[Rule | None, Stage | None]:
    """The rule and the stage that the promise is about."""
    terms = promise.terms
    if not isinstance(terms, StageTerms):
        return None, None
    return terms.rule, terms.rule.stages[terms.stage] if terms.stage is not None else None


def done_at(promise: Promise, policy: Policy, evidence: Evidence) -> datetime | None:
    """When the promise (or the one whose acts do its work) was last acted on."""
    ids = {promise.id} | twins(promise, policy)
    return max((d.at for d in evidence.history.done if d.promise in ids), default=None)


def twins(promise: Promise, policy: Policy) -> set[str]:
    """Promises of the rule that this one is a copy of: their acts do its work."""
    terms = promise.terms
    if not isinstance(terms, StageTerms) or not terms.rule.same_as:
        return set()
    return {
        p.id
        for p in policy.promises
        if isinstance(p.terms, StageTerms) and p.terms.rule.id == terms.rule.same_as and p.terms.stage == terms.stage
    }


def backups_until(rule: Rule, done: datetime | None, now: datetime) -> dict[str, datetime]:
    """Until when copies of what was deleted last may still lie in backups."""
    ends = [end_of(done, Term(h.period), ZoneInfo("UTC")) for h in rule.horizons] if done is not None else []
    return {"backups_until": max(ends)} if ends and max(ends) > now else {}


def _overdue(evidence: Evidence, rule: Rule, policy: Policy) -> int:
    """Overdue units over all targets; the newest that must stay (backups) are not counted."""
    kept = max([rule.keep_newest, *(policy.systems[u.system].keep_newest for u in rule.units if u.system in policy.systems)])
    late = 0
    for fine in starting(evidence, "fine:"):
        table = fine.look.partition(":")[2]
        direct = total(o for o in starting(evidence, f"overdue:{table}") if o.target == fine.target)
        whole = fine.numbers.get("total", 0)
        found = max(whole - fine.numbers.get("count", 0), direct)
        late += max(found - max(kept - (whole - found), 0), 0)
    return late + sum(total(starting(evidence, "full:"), shape) for shape in FULL)


def _examined(evidence: Evidence) -> int:
    return total(starting(evidence, "fine:"), "total") + total(starting(evidence, "full:"), "examined")


def _open(evidence: Evidence) -> int:
    return total(starting(evidence, "starts:"), "null")


def start_gap(scene: Scene, rule: Rule, evidence: Evidence) -> str:
    """Why it cannot be told when the rows of a rule fall due ("" where it can)."""
    return _unreached(scene, rule) or _undated(rule, evidence) or _no_table(rule, evidence)


def _unreached(scene: Scene, rule: Rule) -> str:
    """A start that no row can be told is an event that nobody sees."""
    for unit in rule.units:
        for ground in scene.grounds(unit.system):
            if unit.table in ground.structure.tables and not is_reachable(ground, unit.table, rule.start):
                return "start_unseen"
    return ""


def _undated(rule: Rule, evidence: Evidence) -> str:
    """A withdrawal or an end may not have happened yet anywhere; a plain column that is empty in many rows is suspicious,
    unless the declaration says that empty means "not yet": what ends goes at once, and only what has not ended is left."""
    starts = starting(evidence, "starts:")
    if total(starts, "sentinel") or total(starts, "unreadable"):
        return "starts_unreadable"
    examined, null = total(starts, "examined"), total(starts, "null")
    if total(starting(evidence, "blank:")):
        return "starts_missing"
    plain = isinstance(rule.start, ColumnStart | Plus) and rule.empty != "not_yet"
    return "no_start_seen" if plain and examined >= MANY and null == examined else ""


def _no_table(rule: Rule, evidence: Evidence) -> str:
    for unit in rule.units:
        for target in evidence.survey.of(unit.system):
            if target.structure is not None and unit.table not in target.structure.tables:
                return "no_such_table"
    return ""


def _exceptions(evidence: Evidence) -> dict[str, int]:
    names = "+".join(sorted(h.id for h in evidence.history.holds)) or "hold"
    found: dict[str, int] = {}
    if number := total(starting(evidence, "held:")):
        found[names] = number
    for observation in starting(evidence, "protected:"):
        statute = observation.look.removeprefix("protected:").rpartition(":")[0]
        if count := observation.numbers.get("count", 0):
            found[statute] = found.get(statute, 0) + count
    return found


def _moments(
    promise: Promise, rule: Rule, policy: Policy, evidence: Evidence, now: datetime, when: datetime | None
) -> dict[str, datetime]:
    done = done_at(promise, policy, evidence)
    found = backups_until(rule, done, now)
    if when is not None:
        found["oldest"] = when
    if done is not None:
        found["done"] = done
    if ends := [one.until for one in _aside(promise, policy, evidence) if one.units]:
        found["undo_until"] = max(ends)
    return found


def _level(promise: Promise, policy: Policy, evidence: Evidence) -> str:
    """The weakest level: as it was measured now, else as the receipts say; nothing where nothing was ever deleted.

    A queryable copy that is left is no level at all, and is said so.
    """
    ids = {promise.id} | twins(promise, policy)
    told = [d.level for d in evidence.history.done if d.promise in ids]
    measured = [o.facts.get("level", "") for o in starting(evidence, "level:")]
    levels = [level or NO_LEVEL for level in (measured or filter(None, told)) if (level or NO_LEVEL) in LEVELS]
    if any(one.units for one in _aside(promise, policy, evidence)):
        return min([ASIDE, *levels], key=LEVELS.index)
    return min(levels, key=LEVELS.index, default="") if told else ""


def _is_deep(observation: Observation) -> bool:
    """A store that does not say how deep it deletes makes no deletion unproven."""
    return observation.look.startswith("level:") and not observation.visible


def _aside(promise: Promise, policy: Policy, evidence: Evidence) -> tuple[SetAside, ...]:
    ids = {promise.id} | twins(promise, policy)
    return tuple(one for one in evidence.history.aside if one.promise in ids)


def _next(rule: Rule, stage: Stage, policy: Policy, evidence: Evidence, now: datetime) -> datetime | None:
    first = oldest(starting(evidence, "waiting:"))
    return None if first is None else falls_due(rule, stage, policy.run, first, now, ZoneInfo(policy.timezone))
