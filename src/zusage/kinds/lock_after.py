"""lock-after: what has ended can be read and no longer written.

Law: judged by trying to write as the application's own role in a transaction that is rolled back, never by the presence
of a trigger. "Read-only" is the word; nothing is said about who may still read.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Scene
from zusage.kinds.spoken import Observed
from zusage.kinds.wholes import ask_lock, weigh_lock


class LockAfter(Observed):
    """Tries to write what must be read-only."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """A trial per table of each instance that must be locked."""
        return ask_lock(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while one writer gets through."""
        return weigh_lock(scene, evidence)


KIND = LockAfter("lock-after")
