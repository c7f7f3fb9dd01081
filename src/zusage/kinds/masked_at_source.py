"""masked-at-source: values are masked before they are stored.

Law: broken by one full address or one value of the named shape.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.profiles import ask_profiles, weigh_bad_shapes
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed


class MaskedAtSource(Observed):
    """Counts values that are not masked."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """A profile per column."""
        return ask_profiles(scene, scene.places("columns"), _shapes(scene))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one value in full."""
        return weigh_bad_shapes(scene, evidence, scene.places("columns"), _shapes(scene))


def _shapes(scene: Scene) -> tuple[str, ...]:
    word = scene.word("shape", "ip")
    return ("ipv4_full", "ipv6_full") if word.startswith("ip") else (word,)


KIND = MaskedAtSource("masked-at-source")
