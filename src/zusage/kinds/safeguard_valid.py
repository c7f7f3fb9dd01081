"""safeguard-valid: the mechanism of a transfer to a third country is in force.

Law: a look-up that somebody dated is attested, never kept, until it is older than promised: then broken. Mechanisms
that the Court has declared void are broken whatever was looked up (C-362/14 Schrems I, C-311/18 Schrems II).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from zusage.kinds.base import Evidence, Judgement, Question, State
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.model.calendar import Term, end_of
from zusage.model.period import Period
from zusage.policy.promise import FlowTerms

VOID = frozenset({"safe_harbor", "safe-harbor", "privacy_shield", "privacy-shield", "none"})
YEARLY = Period(years=1)


class SafeguardValid(Observed):
    """Compares the date of the last look-up with the period."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the policy."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when void or looked up too long ago."""
        terms = scene.promise.terms
        known = scene.policy.recipients.get(terms.recipient) if isinstance(terms, FlowTerms) else None
        transfer = known.transfer if known is not None else None
        if known is None or transfer is None:
            return conclude(evidence, (), Finding(unproven="no_evidence"), asks=False)
        facts = {"recipients": known.id, "mechanism": transfer.mechanism}
        if transfer.mechanism in VOID:
            return conclude(evidence, (), Finding("mechanism_void", facts=facts), asks=False)
        if transfer.checked is None:
            return conclude(evidence, (), Finding(unproven="never_checked", facts=facts), asks=False)
        until = end_of(transfer.checked, Term(transfer.renew or YEARLY), ZoneInfo(scene.policy.timezone))
        late = until <= scene.now
        numbers = {"days": max((scene.now - until).days, 0)}
        judgement = conclude(
            evidence, (), Finding("check_too_old" if late else "", "", numbers, facts, next=until), asks=False
        )
        return judgement if late else replace(judgement, state=State.ATTESTED, reason="checked_by_hand")


KIND = SafeguardValid("safeguard-valid")
