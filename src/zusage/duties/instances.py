"""Instances: what happens to a whole isolated instance: read-only, written again, ended.

Law: the moment is one column of the registry row; an instance without a readable moment, without a registry row, or with
rows under a hold or a duty is never ended. Whether it is locked is asked by trying to write (or read from
`Structure.extra["locks"]` where a store says it), so a plan right after apply is empty; where it cannot be tried, locking is
planned and unlocking is not. A booking that comes back takes the lock away again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from zusage.duties.planned import PlannedAct
from zusage.duties.rows import Rows
from zusage.keeping.conditions import instance_moment
from zusage.keeping.timing import falls_due
from zusage.plan.act import Act, Drop, Lock, Unlock
from zusage.plan.condition import Condition, Held
from zusage.plan.look import Count, Look, Trial
from zusage.plan.plan import Estimate
from zusage.plan.structure import Structure
from zusage.policy.promise import Promise
from zusage.policy.rule import Action, Rule, Stage

_VIEWS = ("view", "materialised_view")


@dataclass(frozen=True)
class Instance:
    """One target of a fleet under one rule about the whole of it."""

    rows: Rows
    rule: Rule

    def acts(self, stage: Stage, promise: Promise) -> Iterator[PlannedAct]:
        """The act that the stage owes this instance now, if any."""
        start = instance_moment(self.rows.ground, self.rule.start)
        due = start is not None and start <= self.rows.timing(self.rule, stage).due.instant
        match stage.action:
            case Action.LOCK:
                yield from self._lock(stage, promise, start, due)
            case Action.DROP:
                if due:
                    drop = Drop(f"{promise.id}:drop", promise.id, self._spares() or None)
                    yield self._planned(drop, stage, start, self._blockers(promise))
            case _:
                return

    def is_ending(self) -> bool:
        """Whether the instance is to be ended in this run, so that locking it first would be for nothing."""
        start = instance_moment(self.rows.ground, self.rule.start)
        drops = (s for s in self.rule.stages if s.action is Action.DROP)
        return start is not None and any(start <= self.rows.timing(self.rule, s).due.instant for s in drops)

    def _lock(self, stage: Stage, promise: Promise, start: datetime | None, due: bool) -> Iterator[PlannedAct]:
        structure = self.rows.ground.structure
        known = "locks" in structure.extra
        locked = promise.id in locks_of(structure)
        tables = base_tables(structure)
        if due and not locked and not self.is_ending():
            act: Act = Lock(f"{promise.id}:lock", promise.id, tables)
            yield self._planned(act, stage, start, state=() if known else _trials(act, tables))
        if not due and (locked or not known):
            act = Unlock(f"{promise.id}:unlock", promise.id, tables)
            yield self._planned(act, stage, start, state=() if known else _trials(act, tables[:1]))

    def _planned(
        self,
        act: Act,
        stage: Stage,
        start: datetime | None,
        blockers: tuple[Look, ...] = (),
        state: tuple[Look, ...] = (),
    ) -> PlannedAct:
        timing = self.rows.timing(self.rule, stage)
        late = start is not None and start <= timing.overdue.instant and not isinstance(act, Unlock)
        estimate = Estimate(1, int(late), 1, start)
        if start is not None:
            policy, ground = self.rows.ground.policy, self.rows.ground
            estimate = replace(estimate, next=falls_due(self.rule, stage, policy.run, start, self.rows.now, ground.zone))
        return PlannedAct(
            self.rows.ground.target.target, act, self.rule, stage, state, timing.derivation, estimate, blockers, start
        )

    def _spares(self) -> tuple[tuple[str, Condition], ...]:
        tables = base_tables(self.rows.ground.structure)
        return tuple((name, protection.condition) for name in tables for protection in self.rows.protections(name))

    def _blockers(self, promise: Promise) -> tuple[Look, ...]:
        """Rows that are held or under a duty: one is enough to keep the whole instance."""
        rows, looks = self.rows, list[Look]()
        for name, table in sorted(rows.ground.structure.tables.items()):
            if table.kind in _VIEWS:
                continue
            key = table.key[0] if table.key else ""
            looks.append(Count(f"{promise.id}:drop#blocked:hold:{name}", name, Held(name, key)))
            for number, protection in enumerate(rows.protections(name)):
                looks.append(Count(f"{promise.id}:drop#blocked:{number}:{name}", name, protection.condition))
        return tuple(looks)


def _trials(act: Act, tables: tuple[str, ...]) -> tuple[Look, ...]:
    """Whether the lock is in force, asked by trying to write, where the structure does not say it."""
    return tuple(Trial(f"{act.id}#state:{name}", name, act.promise) for name in tables)


def locks_of(structure: Structure) -> frozenset[str]:
    """The promises whose lock is in force in a store."""
    return frozenset(filter(None, structure.extra.get("locks", "").split(",")))


def base_tables(structure: Structure) -> tuple[str, ...]:
    """The tables that hold rows themselves, in order of name; views hold none."""
    return tuple(name for name, table in sorted(structure.tables.items()) if table.kind not in _VIEWS)
