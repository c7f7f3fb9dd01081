"""contract-on-file: for every recipient concerned a contract of the kind is on file and in force.

Law: broken when the declaration or the register lacks one; kept only when a register shows each of them with its
document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.papers import ask_papers, counted, of_kind, registers
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class ContractOnFile(Observed):
    """Looks up the contract of each recipient."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Two counts per recipient."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken where one is missing."""
        recipients, kind = scene.words("recipients"), scene.word("kind")
        seen = bool(registers(scene))
        missing = [
            r
            for r in recipients
            if (seen and _asked(evidence) and not counted(evidence, r)[1]) or not _declared(scene, r, kind)
        ]
        facts = {"recipients": ", ".join(missing), "kind": kind}
        numbers = {"found": len(missing), "examined": len(recipients)}
        unproven = "" if seen and recipients else "no_register" if recipients else "nothing_to_count"
        return conclude(
            evidence, registers(scene), Finding("no_contract" if missing else "", unproven, numbers, facts), asks=seen
        )


def _ask(scene: Scene) -> Iterator[Question]:
    for recipient in scene.words("recipients"):
        yield from ask_papers(scene, recipient, of_kind(scene.word("kind"), recipient))


def _asked(evidence: Evidence) -> bool:
    return bool(evidence.observations) and all(o.visible for o in evidence.observations)


def _declared(scene: Scene, recipient: str, kind: str) -> bool:
    known = scene.policy.recipients.get(recipient)
    return known is not None and any(c.kind == kind and c.dated is not None for c in known.contracts)


KIND = ContractOnFile("contract-on-file")
