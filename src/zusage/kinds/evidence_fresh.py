"""evidence-fresh: a report or a test is on file and not older than promised.

Law: broken when the newest one is too old or there is none; unproven without a register that could show it.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.papers import ask_papers, counted, of_kind, registers, younger
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.model.period import Period, parse_period
from zusage.plan.condition import both


class EvidenceFresh(Observed):
    """Looks for a document of the kind that is young enough."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Entries of the kind within the period."""
        renew = parse_period(scene.word("renew")) or Period()
        return ask_papers(scene, "fresh", both(of_kind(scene.word("kind")), younger(scene, renew)))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when none is young enough."""
        seen = bool(registers(scene))
        _, valid = counted(evidence, "fresh")
        broken = (
            "document_too_old"
            if seen and evidence.observations and all(o.visible for o in evidence.observations) and not valid
            else ""
        )
        facts = {"kind": scene.word("kind")}
        return conclude(
            evidence, registers(scene), Finding(broken, "" if seen else "no_register", {"examined": valid}, facts), asks=seen
        )


KIND = EvidenceFresh("evidence-fresh")
