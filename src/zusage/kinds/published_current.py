"""published-current: the text at its public address is the one that holds today.

Law: broken when the version recorded as published is in words that no longer hold, for then no address can be right;
otherwise unproven until a probe has read the address itself. What a person recorded is not what a visitor sees.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class PublishedCurrent(Observed):
    """Compares the digest of the policy with that of the published version."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the ledger."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when they differ, never kept."""
        documents = scene.words("documents") or scene.promise.documents
        published = {d: evidence.history.published[d] for d in documents if d in evidence.history.published}
        stale = sorted(d for d, digest in published.items() if digest != scene.policy.digest)
        unproven = "missing_probe" if len(published) == len(documents) else "not_published"
        facts = {"documents": ", ".join(stale), "probe": "website"}
        found = Finding("text_outdated" if stale else "", unproven, {"found": len(stale)}, facts)
        return conclude(evidence, (), found, asks=False)


KIND = PublishedCurrent("published-current")
