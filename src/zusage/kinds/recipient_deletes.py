"""recipient-deletes: a recipient deletes what it got after a period.

Law: another keeper's promise. A document in force makes it attested, never kept; a document that ran out makes it
broken; without any evidence it is unproven for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zusage.kinds.base import Evidence, Judgement, Question, State
from zusage.kinds.papers import ask_papers, counted, of_kind, registers
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Equals, Not, both
from zusage.policy.promise import FlowTerms


class RecipientDeletes(Observed):
    """Looks for the document that says so."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Documents of the recipient."""
        if scene.word("evidence") != "document":
            return scene.nothing()
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Attested, broken or unproven by the document."""
        how = scene.word("evidence")
        facts = {"recipients": _recipient(scene), "probe": "provider"}
        if how != "document":
            reason = "missing_probe" if how == "probe" else "no_evidence"
            return conclude(evidence, (), Finding(unproven=reason, facts=facts), asks=False)
        reports, contract = counted(evidence, "report"), counted(evidence, "contract")
        there, valid = reports if reports[0] else contract
        seen = bool(registers(scene))
        unproven = "no_register" if not seen else "" if there else "no_document"
        found = Finding("document_too_old" if there and not valid else "", unproven, {"examined": there}, facts)
        judgement = conclude(evidence, registers(scene), found, asks=seen)
        kept = judgement.state is State.KEPT
        return replace(judgement, state=State.ATTESTED, reason="document_only") if kept else judgement


def _ask(scene: Scene) -> Iterator[Question]:
    """Documents of the recipient; the contract of Art. 28 GDPR counts only where there is nothing else."""
    mine, contract = of_kind("", _recipient(scene)), Equals("kind", "avv")
    yield from ask_papers(scene, "report", both(mine, Not(contract)))
    yield from ask_papers(scene, "contract", both(mine, contract))


def _recipient(scene: Scene) -> str:
    terms = scene.promise.terms
    return terms.recipient if isinstance(terms, FlowTerms) else ""


KIND = RecipientDeletes("recipient-deletes")
