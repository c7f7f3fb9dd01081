"""anonymise-after: nobody can be told from what remains.

Law: broken while one value past its date is as it was, while a key is left, while the operators come to less than anonymous,
and while fewer than `k` rows look alike in everything that remains.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.replaced import ask_replaced, weigh_replaced
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed


class AnonymiseAfter(Observed):
    """Counts values past their date, and rows that can still be told apart."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Overdue rows, and how well the rest can be told apart, per table and target."""
        return ask_replaced(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while anybody could still be told."""
        return weigh_replaced(scene, evidence)


KIND = AnonymiseAfter("anonymise-after")
