"""undecided: a period that nobody has decided yet.

Law: unproven for ever, until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class Undecided(Observed):
    """Never anything but unproven."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing: there is no date to judge by."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Unproven, because nothing was decided."""
        return conclude(evidence, scene.nowhere(), Finding(unproven="undecided"), asks=False)


KIND = Undecided("undecided")
