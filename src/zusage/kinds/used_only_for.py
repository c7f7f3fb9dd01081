"""used-only-for: data of one purpose do not turn up where another purpose is served.

Law: identifiers of the data, normalised, are looked for in the places that must not have them; broken by one that is
there. A purpose is not visible in a store: where no such place was named it is unproven, and a role may attest it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.keeping.conditions import Ground
from zusage.keeping.edges import down_path, downward
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, split_place, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Condition, Feed, In, IsNull, Not, both, either
from zusage.plan.look import Count


class UsedOnlyFor(Observed):
    """Looks for addresses of one purpose in the place of another."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """How many rows of a forbidden place carry an identifier of the data."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one identifier in the wrong place."""
        found = total(starting(evidence, "meets:"))
        compared = len(starting(evidence, "meets:"))
        unseen = _not_comparable(scene)
        numbers = {"found": found, "examined": compared}
        facts = {"places": ", ".join(scene.words("not_in")), "not_compared": ", ".join(unseen)}
        unproven = "purpose_not_visible" if not compared else "place_not_visible" if unseen else ""
        systems = [split_place(w)[0] for w in scene.words("not_in") if split_place(w)[0] in scene.policy.systems]
        return conclude(
            evidence,
            [*systems, *(s for s, _ in scene.data_places())] if compared else (),
            Finding("found_elsewhere" if found else "", unproven, numbers, facts),
            asks=False,
        )


def _ask(scene: Scene) -> Iterator[Question]:
    for word in scene.words("not_in"):
        system, table, _ = split_place(word)
        if system not in scene.policy.systems or not table:
            continue
        for here, there, column in _mail_columns(scene):
            feed = Feed(f"{scene.promise.id}:{here}.{there}.{column}", here, there, column, None, "email")
            for ground in scene.grounds(system):
                shape = ground.structure.tables.get(table)
                for name in (c.name for c in shape.columns if "email" in c.name) if shape is not None else ():
                    meets = both(In(name, feed), Not(_consented(ground, table)))
                    look = Count(f"meets:{here}.{there}.{column}:{table}.{name}", table, meets)
                    yield Question(ground.target.target, look)


def _mail_columns(scene: Scene) -> list[tuple[str, str, str]]:
    """The columns of the data by which a person is found again: e-mail addresses."""
    found = []
    for system, table in scene.data_places():
        for ground in list(scene.grounds(system))[:1]:
            shape = ground.structure.tables.get(table)
            if shape is not None:
                found += [
                    (system, table, c.name) for c in shape.columns if "email" in c.name and not c.name.endswith("hash")
                ]
    return found


def _consented(ground: Ground, table: str) -> Condition:
    """Rows that are there on a basis of their own: a consent of the same person."""
    proofs = [c for c in ground.policy.consents.values() if c.system == ground.system and c.given]
    ways = [(c, down_path(ground.uses, ground.structure, table, c.table)) for c in proofs]
    found = [downward(w, ground.uses, ground.structure, Not(IsNull(c.confirmed or c.given))) for c, w in ways if w]
    return either(*found)


def _not_comparable(scene: Scene) -> list[str]:
    return [w for w in scene.words("not_in") if split_place(w)[0] not in scene.policy.systems or not split_place(w)[1]]


KIND = UsedOnlyFor("used-only-for")
