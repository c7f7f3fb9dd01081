"""hashed: passwords and the like are stored only as the hashes of a slow, salted scheme.

Law: broken by one value that is not in one of the named schemes. A hash is not anonymous.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.profiles import ask_profiles, weigh_good_shapes
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed


class Hashed(Observed):
    """Counts values that are no hash of an allowed scheme."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """A profile per column."""
        return ask_profiles(scene, scene.places("columns"), scene.words("schemes"))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one value in clear or in another scheme."""
        return weigh_good_shapes(scene, evidence, scene.places("columns"), scene.words("schemes"))


KIND = Hashed("hashed")
