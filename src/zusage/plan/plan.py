"""Plan: acts for one moment and one set of targets, with estimates beside them.

Law: the digest covers policy, moment, targets (identity and structure) and acts, not the estimates: rows arrive while you
read. A plan holds no value of a person. Format: `docs/spec/plan.md`; readers demand exactly `PLAN_FORMAT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zusage.model.canonical import digest
from zusage.plan.act import Act
from zusage.plan.target import Identity, TargetId

PLAN_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an act would reach now: `due` units, how many of them are `overdue`, and what is held back by what.

    `held` and `protected` map a hold id or a statute to a count; `total` is the size of the table.
    """

    due: int
    overdue: int = 0
    total: int = 0
    oldest: datetime | None = None
    held: Mapping[str, int] = field(default_factory=dict)
    protected: Mapping[str, int] = field(default_factory=dict)
    next: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One act on one target, the promise it keeps, its estimate and the derivation of its cut-off in words (de, en)."""

    target: TargetId
    act: Act
    estimate: Estimate
    derivation: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """A target as it was when the plan was made; `problem` (not "") means it drops out alone and is not planned.

    `registry` is the digest of the moments in the registry row of an instance (None: no instance): its acts stand on them.
    """

    target: TargetId
    identity: Identity | None
    structure: str = ""
    problem: str = ""
    registry: str | None = None


def moments_digest(moments: Mapping[str, datetime | None] | None) -> str | None:
    """How a plan remembers the moments of a registry row."""
    return digest(dict(moments)) if moments else None


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in the order in which they must run, for one policy and one moment."""

    policy: str
    as_of: datetime
    made_at: datetime
    targets: tuple[PlannedTarget, ...]
    steps: tuple[Step, ...]
    format: int = PLAN_FORMAT

    @property
    def digest(self) -> str:
        """Digest of what will be done where; unchanged by estimates and by when the plan was made."""
        return digest(
            {
                "format": self.format,
                "policy": self.policy,
                "as_of": self.as_of,
                "targets": self.targets,
                "steps": [(step.target, step.act) for step in self.steps],
            }
        )
