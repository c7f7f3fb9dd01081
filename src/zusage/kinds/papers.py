"""Papers: contracts, reports and other documents on file, as a register shows them.

Law: a declared date is a claim; only an entry of a register with its document beside it counts as seen. An entry counts
when it is in force at the look, its file is there and has the digest that the entry states. Without a register nothing
is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from zusage.keeping.timing import cut
from zusage.kinds.base import Evidence, Question
from zusage.kinds.scene import Scene, starting, total
from zusage.model.calendar import Term
from zusage.model.period import Period
from zusage.plan.condition import Before, Condition, Equals, Not, both
from zusage.plan.look import Count

ENTRIES = "entries"
IN_FORCE = both(Equals("in_force", True), Equals("file_present", True), Not(Equals("sha256_matches", False)))


def registers(scene: Scene) -> tuple[str, ...]:
    """The register that the promise names, or every declared one."""
    named = scene.words("register")
    known = tuple(s.id for s in scene.policy.systems.values() if s.connector == "register" and not s.absent)
    return tuple(n for n in named if n in scene.policy.systems) or known


def ask_papers(scene: Scene, name: str, condition: Condition) -> Iterator[Question]:
    """How many entries fulfil the condition at all, and how many of them are in force with their file."""
    for register in registers(scene):
        for ground in scene.grounds(register):
            for table in sorted(ground.structure.tables):
                yield Question(ground.target.target, Count(f"any:{name}", table, condition))
                yield Question(ground.target.target, Count(f"valid:{name}", table, both(condition, IN_FORCE)))


def of_kind(kind: str, recipient: str = "") -> Condition:
    """Entries of a kind, of a recipient."""
    return both(Equals("recipient", recipient) if recipient else None, Equals("kind", kind) if kind else None)


def younger(scene: Scene, period: Period) -> Condition:
    """Entries that are dated less than `period` ago."""
    limit = cut(scene.now, Term(period), ZoneInfo(scene.policy.timezone))
    return Not(Before("dated", limit))


def counted(evidence: Evidence, name: str) -> tuple[int, int]:
    """(entries there are, entries in force)."""
    return total(starting(evidence, f"any:{name}")), total(starting(evidence, f"valid:{name}"))
