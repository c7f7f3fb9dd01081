"""all-kept: everything that the text says is kept.

Law: the conjunction of all other promises. It is drawn on the board, from the rows themselves; here it is open.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question, State
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class AllKept(Observed):
    """Waits for the other judgements."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing of its own."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Open until the others are drawn together."""
        return conclude(evidence, scene.nowhere(), Finding(unproven="others_open"), asks=False)


def conjunction(states: Iterable[State]) -> State:
    """Broken by one, unproven by one that is neither kept nor not due."""
    found = set(states)
    if State.BROKEN in found:
        return State.BROKEN
    return State.UNPROVEN if found & {State.UNPROVEN, State.ATTESTED} else State.KEPT


KIND = AllKept("all-kept")
