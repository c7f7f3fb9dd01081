"""delete-after: what a rule concerns is gone when its time has passed.

Law: broken while one unit is overdue that no hold and no duty keeps; a whole instance is judged by its absence.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.deadlines import ask_deadline, stage_of, weigh_deadline
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed
from zusage.kinds.wholes import ask_drop, weigh_drop


class DeleteAfter(Observed):
    """Counts what should be gone and is not."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Rows in order and rows overdue; for instances what could hold them back."""
        rule, _ = stage_of(scene.promise)
        return ask_drop(scene) if rule is not None and rule.whole else ask_deadline(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while something is overdue."""
        rule, _ = stage_of(scene.promise)
        return weigh_drop(scene, evidence) if rule is not None and rule.whole else weigh_deadline(scene, evidence)


KIND = DeleteAfter("delete-after")
