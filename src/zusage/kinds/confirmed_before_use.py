"""confirmed-before-use: nobody uses an account before the address was confirmed.

Law: broken by one row that shows use although the confirmation is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import IsNull, Not, both
from zusage.plan.look import Count

_USE = ("last_login", "last_seen", "last_login_at", "last_seen_at")


class ConfirmedBeforeUse(Observed):
    """Counts accounts in use that nobody confirmed."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Accounts with a last use and without a confirmation."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one such account."""
        used = starting(evidence, "used:")
        numbers = {"found": total(used), "examined": total(used, "total")}
        found = Finding("used_unconfirmed" if total(used) else "", "" if used else "use_not_visible", numbers)
        return conclude(evidence, (s for s, _, _ in scene.places("column")), found)


def _ask(scene: Scene) -> Iterator[Question]:
    for system, table, column in scene.places("column"):
        for ground in scene.grounds(system):
            shape = ground.structure.tables.get(table)
            if shape is None or shape.column(column) is None:
                continue
            for use in (name for name in _USE if shape.column(name) is not None):
                condition = both(IsNull(column), Not(IsNull(use)))
                yield Question(ground.target.target, Count(f"used:{table}.{use}", table, condition, total=True))


KIND = ConfirmedBeforeUse("confirmed-before-use")
