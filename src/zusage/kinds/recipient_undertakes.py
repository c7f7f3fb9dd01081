"""recipient-undertakes: a recipient has undertaken something in a dated contract.

Law: never better than attested: the clause is seen, not what the recipient does. Broken when no contract in force has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zusage.kinds.base import Evidence, Judgement, Question, State
from zusage.kinds.papers import ask_papers, counted, of_kind, registers
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Equals, both


class RecipientUndertakes(Observed):
    """Looks for the clause in the register."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Entries of each recipient with the clause."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Attested by a contract in force, broken without one."""
        recipients, seen = scene.words("recipient"), bool(registers(scene))
        asked = bool(evidence.observations) and all(o.visible for o in evidence.observations)
        missing = [r for r in recipients if asked and not counted(evidence, r)[1]]
        facts = {"recipients": ", ".join(missing), "kind": scene.word("clause")}
        found = Finding("no_clause" if missing else "", "" if seen else "no_register", {"examined": len(recipients)}, facts)
        judgement = conclude(evidence, registers(scene), found, asks=seen)
        kept = judgement.state is State.KEPT
        return replace(judgement, state=State.ATTESTED, reason="document_only") if kept else judgement


def _ask(scene: Scene) -> Iterator[Question]:
    for recipient in scene.words("recipient"):
        yield from ask_papers(scene, recipient, both(of_kind("", recipient), Equals("clauses", scene.word("clause"))))


KIND = RecipientUndertakes("recipient-undertakes")
