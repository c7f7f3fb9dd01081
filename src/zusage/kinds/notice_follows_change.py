"""notice-follows-change: when something changes, the published text changes with it.

Law: broken when the policy that a published version carries is not the policy of today.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class NoticeFollowsChange(Observed):
    """Compares the digest of the policy with that of the published version."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the ledger."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when they differ."""
        documents = scene.words("documents") or scene.promise.documents
        published = {d: evidence.history.published[d] for d in documents if d in evidence.history.published}
        stale = sorted(d for d, digest in published.items() if digest != scene.policy.digest)
        unproven = "" if len(published) == len(documents) and documents else "not_published"
        facts = {"documents": ", ".join(stale)}
        found = Finding("text_outdated" if stale else "", unproven, {"found": len(stale)}, facts)
        return conclude(evidence, (), found, asks=False)


KIND = NoticeFollowsChange("notice-follows-change")
