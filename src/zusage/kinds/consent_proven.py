"""consent-proven: for every consent in force there is proof.

Law: broken by one consent that is not withdrawn and lacks one of the named fields (Art. 7(1) GDPR).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.keeping.conditions import constant
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Equals, IsNull, both, either
from zusage.plan.look import Count


class ConsentProven(Observed):
    """Counts consents in force without proof."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Active rows that lack a field."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one such row."""
        consent = scene.policy.consents.get(scene.word("consent"))
        if consent is None or not consent.system:
            return conclude(evidence, (), Finding(unproven="missing_probe", facts={"probe": "website"}), asks=False)
        bare = total(starting(evidence, "bare"))
        missing = bool(starting(evidence, "active")) and not starting(evidence, "bare")
        numbers = {"found": bare, "examined": total(starting(evidence, "active"))}
        found = Finding("no_proof" if bare else "", "no_such_column" if missing else "", numbers)
        return conclude(evidence, (consent.system,), found)


def _ask(scene: Scene) -> Iterator[Question]:
    consent = scene.policy.consents.get(scene.word("consent"))
    if consent is None or not consent.system:
        return
    for ground in scene.grounds(consent.system):
        shape = ground.structure.tables.get(consent.table)
        if shape is None:
            continue
        active = both(constant(dict(consent.where)), IsNull(consent.withdrawn) if consent.withdrawn else None)
        yield Question(ground.target.target, Count("active", consent.table, active))
        fields = [
            f
            for f in scene.words("fields") or (consent.given, consent.confirmed, consent.text)
            if f and f != consent.withdrawn
        ]
        columns = [shape.column(f) for f in fields]
        if columns and all(columns):
            lacking = [
                either(IsNull(c.name), Equals(c.name, "") if c.kind == "text" else None) for c in columns if c is not None
            ]
            yield Question(ground.target.target, Count("bare", consent.table, both(active, either(*lacking))))


KIND = ConsentProven("consent-proven")
