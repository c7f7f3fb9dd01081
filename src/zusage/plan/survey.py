"""Survey: what was found when all targets of a policy were looked at, once, before anything is decided.

Law: a pure value; the planner and the observers read it, nothing else. A target with a problem has no structure and drops
out alone. Targets of one fleet share `system`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from zusage.plan.structure import Structure
from zusage.plan.target import Identity, TargetId


@dataclass(frozen=True, slots=True)
class SurveyedTarget:
    """One target: reachable with identity and structure, or with a `problem` in words of structure.

    `moments` are columns of the fleet's registry row that events refer to (instance grain), for example `booked_until`.
    `expected` is False for a target that exists on the server but not in the registry (orphan).
    """

    target: TargetId
    identity: Identity | None = None
    structure: Structure | None = None
    fingerprint: str = ""
    problem: str = ""
    moments: Mapping[str, datetime | None] | None = None
    expected: bool = True
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """All targets in order of system and instance."""

    at: datetime
    targets: tuple[SurveyedTarget, ...]

    def of(self, system: str) -> tuple[SurveyedTarget, ...]:
        """The targets of one declared system."""
        return tuple(t for t in self.targets if t.target.system == system)

    def structure(self, system: str) -> Structure | None:
        """The structure of the first reachable target of a system, or None."""
        return next((t.structure for t in self.of(system) if t.structure is not None), None)
