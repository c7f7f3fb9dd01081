"""keep-for-duty: what a statute wants kept is there until its term has ended.

Law: broken when a protected unit has disappeared since the last look, whoever removed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.inventory import ask_inventory, weigh_inventory
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed


class KeepForDuty(Observed):
    """Counts protected units and compares with the last look."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """The number of protected units per table and target."""
        return ask_inventory(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when one has disappeared."""
        return weigh_inventory(scene, evidence)


KIND = KeepForDuty("keep-for-duty")
