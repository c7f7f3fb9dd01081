"""Retention: which acts the policy owes now, on which targets, in which order.

Law: a pure function of policy, survey, descriptors, holds and now. Nothing is planned for a rule without an observable
start, for an undecided rule, for a copy of another rule, on a target that was not reached, is read-only or is not
expected, or for a store that lacks the act; each such gap is a Problem, never silence. Order: locks, shortening, then
deletion with what hangs on a row before the row, files before databases where a whole instance ends.

Example: a booked instance that ended 31 days ago yields Drop(media), then Drop(database).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from zusage.duties.instances import Instance
from zusage.duties.planned import PlannedAct, PlannedActs, Problem
from zusage.duties.rows import Rows
from zusage.duties.tables import Planning
from zusage.duties.undo import gap_of
from zusage.keeping.changes import changes_on, hindrances, stated, unplaced
from zusage.keeping.conditions import Ground, is_observable, is_reachable
from zusage.keeping.edges import Uses, dependants
from zusage.keeping.restriction import restricted_rows
from zusage.kinds.base import ActiveHold
from zusage.plan.act import Act, Clear, Delete, Drop, Lock, Release, Replace, Restrict, Shorten, Unlock
from zusage.plan.connector import Descriptor
from zusage.plan.structure import Structure
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.policy.moving import settled
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Action, Rule, Stage
from zusage.policy.system import System

_ACTS = {
    Action.DELETE: "Delete",
    Action.CLEAR: "Clear",
    Action.SHORTEN: "Shorten",
    Action.LOCK: "Lock",
    Action.DROP: "Drop",
    Action.PSEUDONYMISE: "Replace",
    Action.ANONYMISE: "Replace",
    Action.RESTRICT: "Restrict",
}
_PHASES: Mapping[type[Act], int] = {
    Unlock: 0,
    Lock: 1,
    Release: 1,
    Restrict: 1,
    Shorten: 2,
    Replace: 3,
    Clear: 3,
    Delete: 3,
    Drop: 4,
}


def plan_retention(
    policy: Policy,
    survey: Survey,
    descriptors: Mapping[str, Descriptor],
    holds: Sequence[ActiveHold],
    now: datetime,
) -> PlannedActs:
    """Every act that the rules of `policy` owe the surveyed targets at `now`, with the questions for their estimates."""
    policy = settled(policy, now)
    planner = _Planner(policy, survey, descriptors, now, tuple(sorted(hold.id for hold in holds)))
    acts = [act for rule in policy.rules for act in planner.rule(rule)]
    acts.sort(key=planner.place)
    return PlannedActs(tuple(acts), tuple(planner.problems), tuple(sorted(hold.id for hold in holds)))


def promise_of(policy: Policy, rule: Rule, stage: int | None) -> Promise | None:
    """The promise that a stage (or, with None, the keep part) of a rule makes."""
    for promise in policy.promises:
        terms = promise.terms
        if not isinstance(terms, StageTerms) or terms.stage != stage:
            continue
        if (terms.rule.activity, terms.rule.id) == (rule.activity, rule.id):
            return promise
    return None


def restriction_of(policy: Policy, rule: Rule) -> Promise | None:
    """The promise that rows under a duty are restricted, where the rule makes it."""
    for promise in policy.promises:
        terms = promise.terms
        if promise.kind != "restrict-after" or not isinstance(terms, StageTerms) or terms.stage is not None:
            continue
        if (terms.rule.activity, terms.rule.id) == (rule.activity, rule.id):
            return promise
    return None


@dataclass
class _Planner:
    policy: Policy
    survey: Survey
    descriptors: Mapping[str, Descriptor]
    now: datetime
    holds: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    _rows: dict[int, Rows] = field(default_factory=dict)
    _ranks: dict[tuple[str, str], int] = field(default_factory=dict)

    def rule(self, rule: Rule) -> Iterator[PlannedAct]:
        """All acts of one rule, over all its stages and targets."""
        if rule.undecided is not None or rule.same_as:
            return
        for index, stage in enumerate(rule.stages):
            promise = promise_of(self.policy, rule, index)
            if promise is None:
                continue
            for system in self._systems(rule):
                if not (stage.action is Action.LOCK and system.follows):
                    yield from self._on_system(rule, stage, promise, system)
        yield from self._under_duty(rule)

    def _under_duty(self, rule: Rule) -> Iterator[PlannedAct]:
        """Rows that only a duty keeps from their end: restricted for as long (unless … then: restrict)."""
        promise = restriction_of(self.policy, rule)
        last = next((stage for stage in reversed(rule.stages)), None)
        if promise is None or last is None or rule.whole:
            return
        for system in self._systems(rule):
            descriptor = self.descriptors.get(system.connector)
            for target in self.survey.of(system.id):
                if descriptor is None or "Restrict" not in descriptor.acts:
                    self._problem(target, promise, "store_unable", "Restrict")
                elif rows := self._reached(target, promise):
                    planning = Planning(rows, rule, last, promise)
                    tables = dict.fromkeys(u.table for u in rule.units if u.system == system.id)
                    for table in (t for t in tables if t in rows.ground.structure.tables):
                        due = restricted_rows(rows.ground, rule, None, table, self.now, late=False)
                        yield from planning.restricted(table, due)

    def place(self, planned: PlannedAct) -> tuple[int, int, int, str, str, str]:
        """Where an act stands in the order of the whole plan."""
        act, system = planned.act, planned.target.system
        phase = _PHASES[type(act)]
        if isinstance(act, Replace) and any(reading.over for change in act.changes for reading in change.reads):
            phase -= 1  # what is read from other rows must still be there
        table = act.table if isinstance(act, Delete | Clear | Shorten | Replace | Restrict | Release) else ""
        first = 1 if self.policy.systems[system].connector == "sql" else 0
        order = list(self.policy.systems).index(system)
        number = act.id.rpartition(":")[2] if isinstance(act, Delete) else ""
        return (
            phase,
            first * 1000 + order,
            self._rank(planned, table),
            table,
            "" if isinstance(act, Clear | Replace) else "1",
            number,
        )

    def _systems(self, rule: Rule) -> list[System]:
        names = rule.whole or tuple(dict.fromkeys(unit.system for unit in rule.units))
        return [self.policy.systems[name] for name in names if name in self.policy.systems]

    def _on_system(self, rule: Rule, stage: Stage, promise: Promise, system: System) -> Iterator[PlannedAct]:
        if not self._able(rule, stage, promise, system):
            return
        for target in self.survey.of(system.id):
            if self._lacks(target, self._verb(stage, system.id)):
                self._problem(target, promise, "store_unable", self._verb(stage, system.id))
            elif rows := self._reached(target, promise):
                yield from self._on_target(rule, stage, promise, rows)

    def _lacks(self, target: SurveyedTarget, verb: str) -> bool:
        """Whether the product behind this target cannot do what its connector can."""
        descriptor = self.descriptors.get(self.policy.systems[target.target.system].connector)
        product = target.identity.product if target.identity is not None else ""
        return descriptor is not None and verb in descriptor.lacks.get(product, ())

    def _on_target(self, rule: Rule, stage: Stage, promise: Promise, rows: Rows) -> Iterator[PlannedAct]:
        if rule.whole:
            yield from Instance(rows, rule).acts(stage, promise)
            return
        planning = Planning(rows, rule, stage, promise, self._verb(stage, rows.ground.system) == "Replace")
        seen: set[str] = set()
        for unit in rule.units:
            if unit.system != rows.ground.system or (unit.table in seen and stage.action is not Action.CLEAR):
                continue
            seen.add(unit.table)
            if unit.table not in rows.ground.structure.tables:
                self._problem(rows.ground.target, promise, "no_such_table", unit.table)
                continue
            if not is_reachable(rows.ground, unit.table, rule.start):
                self._problem(rows.ground.target, promise, "start_unseen", unit.table)
                continue
            if gap := gap_of(rows, rule, stage, unit.table):
                self._problem(rows.ground.target, promise, "no_undo", gap)
                continue
            if planning.replaces and self._hindered(rows.ground, rule, stage, promise, unit.table):
                continue
            yield from planning.acts(unit)

    def _hindered(self, ground: Ground, rule: Rule, stage: Stage, promise: Promise, table: str) -> bool:
        """Whether something stands in the way of the changes in a table, which is told."""
        found = [(f"column_{one.reason}", f"{table}.{one.column}") for one in hindrances(ground, stage, table)]
        found += [("column_missing", column) for column in unplaced(self.survey, rule, stage)]
        if not changes_on(ground, stage, table):
            found.append(("table_untouched", table))
        for reason, detail in found:
            self._problem(ground.target, promise, reason, detail)
        return bool(found)

    def _able(self, rule: Rule, stage: Stage, promise: Promise, system: System) -> bool:
        """Whether the rule can be planned on this kind of store at all."""
        target = next(iter(self.survey.of(system.id)), None)
        descriptor = self.descriptors.get(system.connector)
        verb = self._verb(stage, system.id)
        reason = ""
        if not is_observable(rule.start):
            reason = "start_unseen"
        elif descriptor is None or verb not in descriptor.acts:
            reason = "store_unable"
        elif bool(rule.whole) is not (verb in ("Lock", "Drop")) or (rule.whole and system.each is None):
            reason = "act_unfit"
        elif verb == "Replace" and not stated(stage):
            reason = "no_operators"
        if reason and target is not None:
            self._problem(target, promise, reason, verb)
        return not reason

    def _verb(self, stage: Stage, system: str) -> str:
        """The act for a stage: a log store shortens addresses itself, any other store replaces values."""
        descriptor = self.descriptors.get(self.policy.systems[system].connector)
        able: frozenset[str] = frozenset() if descriptor is None else descriptor.acts
        if stage.action is Action.SHORTEN or (stage.action is Action.ANONYMISE and not stage.changes and stated(stage)):
            return "Replace" if stage.changes or ("Replace" in able and "Shorten" not in able) else "Shorten"
        return _ACTS.get(stage.action, stage.action.value)

    def _reached(self, target: SurveyedTarget, promise: Promise) -> Rows | None:
        """The rows of a target, or None where it drops out alone."""
        if target.absent:
            return None
        if reason := _gap(target):
            self._problem(target, promise, reason, target.problem)
            return None
        if target.structure is None:
            return None
        if id(target) not in self._rows:
            told_apart = len(self.holds) > 1 and self.policy.systems[target.target.system].connector == "sql"
            holds = self.holds if told_apart else ()
            self._rows[id(target)] = Rows(Ground(self.policy, target, target.structure), self.now, holds)
        return self._rows[id(target)]

    def _problem(self, target: SurveyedTarget, promise: Promise, reason: str, detail: str) -> None:
        self.problems.append(Problem(target.target, promise.id, reason, detail))

    def _rank(self, planned: PlannedAct, table: str) -> int:
        """Rows that hang on others come first: the height of a table above its dependants; cycles count once."""
        structure = self.survey.structure(planned.target.system)
        if structure is None or not table:
            return 0
        key = (planned.target.system, table)
        if key not in self._ranks:
            uses = self.policy.systems[planned.target.system].tables
            self._ranks[key] = _height(uses, structure, table, frozenset())
        return self._ranks[key]


def _gap(target: SurveyedTarget) -> str:
    """Why nothing is planned on a target ("" where something may be)."""
    if target.problem or target.structure is None or target.identity is None:
        return "target_unreachable"
    if not target.identity.writable:
        return "target_read_only"
    return "" if target.expected else "target_unexpected"


def _height(uses: Uses, structure: Structure, table: str, above: frozenset[str]) -> int:
    below = {d.table for d in dependants(uses, structure, table)} - above - {table}
    return max((1 + _height(uses, structure, child, above | {table}) for child in below), default=0)
