"""unaffected: the end of one thing leaves another alone.

Law: broken when a foreign key of the store would delete or empty rows of the other activity together with the rule's
rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.policy.promise import StageTerms


class Unaffected(Observed):
    """Reads the foreign keys between the two."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when a cascade reaches what should stay."""
        terms = scene.promise.terms
        if not isinstance(terms, StageTerms):
            return conclude(evidence, (), Finding(unproven="nothing_to_count"), asks=False)
        rule = terms.rule
        left = {
            (d.system, d.table) for a in rule.leaves if a in scene.policy.activities for d in scene.policy.activities[a].data
        }
        systems = tuple(dict.fromkeys([*(u.system for u in rule.units), *(s for s, _ in left)]))
        reached = [
            f"{system}.{key[0].name}"
            for system in systems
            for ground in scene.grounds(system)
            for unit in rule.units
            if unit.system == system
            for key in ground.structure.children(unit.table)
            if (system, key[0].name) in left and key[1].on_delete in ("CASCADE", "SET NULL", "SET DEFAULT")
        ]
        facts = {"tables": ", ".join(sorted(set(reached)))}
        return conclude(evidence, systems, Finding("cascade" if reached else "", "", {}, facts), asks=False)


KIND = Unaffected("unaffected")
