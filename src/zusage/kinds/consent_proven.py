"""consent-proven: for every consent in force there is proof.

Law: broken by one consent that is not withdrawn and lacks one of the named fields, and by one person who is on the list
without any consent at all (Art. 7(1) GDPR). A list is a table of people whose data are processed on this consent alone;
where another activity has a basis of its own for the same rows, somebody without a consent is no breach, nor is a row that
a rule deletes for what it is, such as a sign-up that nobody confirmed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.keeping.conditions import Ground, constant
from zusage.keeping.edges import down_path, downward
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.messages import person_of
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Condition, Equals, IsNull, Not, both, either
from zusage.plan.look import Count
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.rule import Action


class ConsentProven(Observed):
    """Counts consents in force without proof."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Active rows that lack a field, and people without any row."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one such row or person."""
        consent = scene.policy.consents.get(scene.word("consent"))
        if consent is None or not consent.system:
            return conclude(evidence, (), Finding(unproven="missing_probe", facts={"probe": "website"}), asks=False)
        bare = total(starting(evidence, "bare"))
        missing = bool(starting(evidence, "active")) and not starting(evidence, "bare")
        alone = total(starting(evidence, "alone"))
        numbers = {"found": bare + alone, "examined": total(starting(evidence, "active")), "alone": alone}
        broken = "no_proof" if bare else "no_consent_at_all" if alone else ""
        found = Finding(broken, "no_such_column" if missing else "", numbers)
        return conclude(evidence, (consent.system,), found)


def _ask(scene: Scene) -> Iterator[Question]:
    consent = scene.policy.consents.get(scene.word("consent"))
    if consent is None or not consent.system:
        return
    for ground in scene.grounds(consent.system):
        shape = ground.structure.tables.get(consent.table)
        if shape is None:
            continue
        yield from _alone(scene, ground, consent)
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


def _alone(scene: Scene, ground: Ground, consent: Consent) -> Iterator[Question]:
    """People on the list to whom no row of this consent belongs, given or withdrawn."""
    place = person_of(scene, ground, consent)
    if place is None or place[0] == consent.table or not _rests_on(scene.policy, consent, place[0]):
        return
    table, column = place
    ways = down_path(ground.uses, ground.structure, table, consent.table)
    belongs = downward(ways, ground.uses, ground.structure, constant(dict(consent.where))) if ways else None
    if belongs is not None:
        waiting = _deleted_anyway(scene.policy, consent.system, table)
        look = Count(f"alone:{table}", table, both(Not(IsNull(column)), Not(belongs), *(Not(rows) for rows in waiting)))
        yield Question(ground.target.target, look)


def _deleted_anyway(policy: Policy, system: str, table: str) -> tuple[Condition, ...]:
    """Rows for which a rule of their own says when they are deleted: sign-ups that wait for their confirmation."""
    return tuple(
        rule.where
        for rule in policy.rules
        if rule.where is not None
        and any(stage.action is Action.DELETE for stage in rule.stages)
        and any((unit.system, unit.table) == (system, table) for unit in rule.units)
    )


def _rests_on(policy: Policy, consent: Consent, table: str) -> bool:
    """Whether every activity that works with the rows of the table rests on this consent and on nothing else."""
    place = (consent.system, table)
    working = [
        activity
        for activity in policy.activities.values()
        if any(place in ((datum.system, datum.table), *datum.also_in) for datum in activity.data)
    ]
    return bool(working) and all(
        activity.bases and all(basis.consent == consent.id for basis in activity.bases) for activity in working
    )


KIND = ConsentProven("consent-proven")
