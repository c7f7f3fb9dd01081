"""statement-consistent: what a text claims in general agrees with what is declared.

Law: the claims that can be compared are listed here; one that is contradicted is broken, any other is unproven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.located_in import REGIONS
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy


class StatementConsistent(Observed):
    """Compares a claim with the policy."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the policy."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one contradiction."""
        claim = scene.word("claim").replace("-", "_")
        check = CLAIMS.get(claim)
        if check is None:
            return conclude(evidence, (), Finding(unproven="claim_unknown", facts={"claim": claim}), asks=False)
        against = check(scene.policy, _activities(scene))
        facts = {"claim": claim, "places": ", ".join(against)}
        return conclude(
            evidence, (), Finding("contradicted" if against else "", "", {"found": len(against)}, facts), asks=False
        )


def _activities(scene: Scene) -> list[Activity]:
    documents = scene.words("documents") or scene.promise.documents
    return [a for a in scene.policy.activities.values() if not documents or set(a.documents) & set(documents)]


def _only_with_consent(_: Policy, activities: list[Activity]) -> list[str]:
    return [a.id for a in activities if any(b.kind != "consent" for b in a.bases)]


def _no_third_country(policy: Policy, activities: list[Activity]) -> list[str]:
    found = {f.recipient for a in activities for f in a.flows}
    known = (policy.recipients[r] for r in sorted(found) if r in policy.recipients)
    return [r.id for r in known if (r.location or r.country) not in REGIONS["EEA"]]


def _no_cookies(_: Policy, activities: list[Activity]) -> list[str]:
    return [f"{a.id}/{d.id}" for a in activities for d in a.devices]


def _no_profiling(_: Policy, activities: list[Activity]) -> list[str]:
    return [a.id for a in activities if any("profil" in p.id for p in a.purposes)]


CLAIMS: dict[str, Callable[[Policy, list[Activity]], list[str]]] = {
    "only_with_consent": _only_with_consent,
    "no_third_country": _no_third_country,
    "no_cookies": _no_cookies,
    "no_profiling": _no_profiling,
}


KIND = StatementConsistent("statement-consistent")
