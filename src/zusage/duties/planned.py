"""Planned: acts with the questions whose answers become their estimates.

Law: a planned act is not yet a step: it becomes one only when its target answered and something is due. The ids of its
Looks are `<act id>#<figure>`, so every figure of a plan can be asked again. What could not be planned is a Problem with a
reason in words of structure, never silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from zusage.plan.act import Act
from zusage.plan.look import Look
from zusage.plan.plan import Estimate
from zusage.plan.target import TargetId
from zusage.policy.rule import Rule, Stage


@dataclass(frozen=True, slots=True)
class Problem:
    """A promise that cannot be planned on a target; `reason` is a key of `zusage.language.reasons`, `detail` structure."""

    target: TargetId
    promise: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """One act on one target, in the order in which it must run, and what to ask before it is shown.

    `looks` answer the figures due, overdue, next, held and protected. `fixed` is the estimate of acts about a whole
    instance, which need no question. `blockers` are Looks whose count must be zero, or the act is left out.
    """

    target: TargetId
    act: Act
    rule: Rule
    stage: Stage
    looks: tuple[Look, ...] = ()
    derivation: tuple[tuple[str, str], ...] = ()
    fixed: Estimate | None = None
    blockers: tuple[Look, ...] = ()
    started: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A Look for one target."""

    target: TargetId
    look: Look


@dataclass(frozen=True, slots=True)
class PlannedActs:
    """Everything that retention may do, in order, and what it cannot do."""

    acts: tuple[PlannedAct, ...]
    problems: tuple[Problem, ...] = ()
    holds: tuple[str, ...] = field(default=())

    def questions(self) -> tuple[Asked, ...]:
        """What must be measured before `make_plan`."""
        return tuple(Asked(p.target, look) for p in self.acts for look in (*p.looks, *p.blockers))


_TOLD = ("#overdue", "#held", "#next", "#full_overdue", "#protected:")


def deciding(act: PlannedAct) -> PlannedAct:
    """The act without the questions whose answers are only told: what is due, and what bars it, stays."""
    told = tuple(act.act.id + figure for figure in _TOLD)
    return replace(act, looks=tuple(look for look in act.looks if not look.id.startswith(told)))
