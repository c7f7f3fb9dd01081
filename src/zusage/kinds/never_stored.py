"""never-stored: certain values (card numbers, security codes) are in none of the named places.

Law: broken by one value of that shape. Shapes that nobody can recognise are not silently counted as absent.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.profiles import ask_profiles, weigh_bad_shapes
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.operators.shapes import SHAPES

_NAMES = {
    "card": "card_number",
    "creditcard": "card_number",
    "iban": "iban",
    "email": "email",
    "phone": "phone",
    "ip": "ipv4_full",
}


class NeverStored(Observed):
    """Counts values that look like what must not be there."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """A profile per column."""
        return ask_profiles(scene, scene.places("columns"), known_shapes(scene.words("pattern")))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one hit; unproven for a pattern that cannot be recognised."""
        shapes = known_shapes(scene.words("pattern"))
        judgement = weigh_bad_shapes(scene, evidence, scene.places("columns"), shapes)
        unknown = [word for word in scene.words("pattern") if not known_shapes((word,))]
        if unknown and not judgement.numbers["found"]:
            facts = {"patterns": ", ".join(unknown)}
            return conclude(evidence, (), Finding(unproven="pattern_unknown", facts=facts), asks=False)
        return judgement


def known_shapes(words: tuple[str, ...]) -> tuple[str, ...]:
    """The recognisers for the words of a declaration."""
    named = (_NAMES.get(word, word) for word in words)
    return tuple(name for name in named if name in SHAPES)


KIND = NeverStored("never-stored")
