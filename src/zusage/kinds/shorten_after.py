"""shorten-after: IP addresses are shortened when their time has passed.

Law: judged by lines that still show a full address, not by what a run says it did. Shortened is not anonymised.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.deadlines import ask_deadline, weigh_deadline
from zusage.kinds.replaced import ask_replaced, is_replaced, weigh_replaced
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed


class ShortenAfter(Observed):
    """Counts lines that are old and still show a full address."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Lines in order and lines overdue."""
        return ask_replaced(scene) if is_replaced(scene) else ask_deadline(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while one old line shows a full address."""
        return weigh_replaced(scene, evidence) if is_replaced(scene) else weigh_deadline(scene, evidence)


KIND = ShortenAfter("shorten-after")
