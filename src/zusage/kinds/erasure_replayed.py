"""erasure-replayed: after a restore, what had been erased is erased again.

Law: broken while a restore is on record that no replay followed. Without a restore on record it is not due.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class ErasureReplayed(Observed):
    """Compares restores on record with replays."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the ledger."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while a restore waits for its replay."""
        systems = scene.words("of")
        restores = [r for r in evidence.history.restores if r.target.system in systems]
        waiting = [r for r in restores if r.replayed is None]
        numbers = {"found": len(waiting), "examined": len(restores)}
        facts = {"places": ", ".join(sorted({str(r.target.system) for r in waiting}))}
        found = Finding("not_replayed" if waiting else "", "", numbers, facts, not_due=not restores)
        return conclude(evidence, systems, found, asks=False)


KIND = ErasureReplayed("erasure-replayed")
