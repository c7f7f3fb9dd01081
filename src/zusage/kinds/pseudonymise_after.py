"""pseudonymise-after: what names a person is replaced by a pseudonym on time.

Law: broken while one value past its date is no pseudonym; that a key may still link it is no breach of this promise.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.replaced import ask_replaced, weigh_replaced
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed


class PseudonymiseAfter(Observed):
    """Counts values past their date that are no pseudonym."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Overdue, held and protected rows per table and target."""
        return ask_replaced(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while one value is still the person's own."""
        return weigh_replaced(scene, evidence)


KIND = PseudonymiseAfter("pseudonymise-after")
