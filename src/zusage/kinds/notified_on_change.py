"""notified-on-change: people are told before a changed text takes effect.

Law: not due until a published version has replaced another one; broken when that happened and nobody of the group was
told; where only some have a record, newcomers may explain it, so it is unproven with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.keeping.edges import Dependant, dependants
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, split_place, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Exists
from zusage.plan.look import Count


class NotifiedOnChange(Observed):
    """Counts people with and without a record of being told."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """The owners of records, with and without one."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when nobody was told."""
        system, _, _ = split_place(scene.word("proof"))
        if not system:
            return conclude(evidence, (), Finding(unproven="no_evidence"), asks=False)
        documents = scene.words("documents") or scene.promise.documents
        changed = any(d in evidence.history.changed for d in documents)
        published = any(d in evidence.history.published for d in documents)
        told = total(starting(evidence, "told"))
        everybody = total(starting(evidence, "told"), "total")
        numbers = {"found": everybody - told, "examined": everybody}
        nobody = changed and everybody > 0 and told == 0
        unproven = "not_published" if not published else "some_not_told" if changed and told < everybody else ""
        found = Finding("nobody_told" if nobody else "", unproven, numbers, not_due=not changed)
        return conclude(evidence, (system,), found, asks=changed)


def _ask(scene: Scene) -> Iterator[Question]:
    system, table, _ = split_place(scene.word("proof"))
    for ground in scene.grounds(system):
        for person in ground.uses:
            hanging: Iterable[Dependant] = dependants(ground.uses, ground.structure, person)
            for dependant in (d for d in hanging if d.table == table and d.owned):
                yield Question(
                    ground.target.target, Count("told", person, Exists(dependant.edge, dependant.when), total=True)
                )


KIND = NotifiedOnChange("notified-on-change")
