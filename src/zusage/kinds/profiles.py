"""Profiles: the observer of promises about how values look: hashed, encrypted, without card numbers.

Law: values are recognised inside the store's connector and only counted; every non-empty value is examined, not a
sample. A column that is not there is broken for a promise about its protection only if the declaration names it and the
table exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.plan.look import Profile
from zusage.plan.receipt import Observation

Place = tuple[str, str, str]


def ask_profiles(scene: Scene, places: Sequence[Place], shapes: tuple[str, ...]) -> Iterator[Question]:
    """One profile per column and target."""
    for system, table, column in places:
        for ground in scene.grounds(system):
            shape = ground.structure.tables.get(table)
            if shape is not None and shape.column(column) is not None:
                look = Profile(f"profile:{system}.{table}.{column}", table, column, shapes)
                yield Question(ground.target.target, look)


def weigh_good_shapes(scene: Scene, evidence: Evidence, places: Sequence[Place], good: tuple[str, ...]) -> Judgement:
    """Broken while one non-empty value has none of the good shapes."""
    profiles = starting(evidence, "profile:")
    bad = sum(max(_filled(o) - sum(o.numbers.get(shape, 0) for shape in good), 0) for o in profiles)
    return _weigh(scene, evidence, places, bad, "wrong_shape")


def weigh_bad_shapes(scene: Scene, evidence: Evidence, places: Sequence[Place], bad: tuple[str, ...]) -> Judgement:
    """Broken while one value has a bad shape."""
    hits = sum(total(starting(evidence, "profile:"), shape) for shape in bad)
    return _weigh(scene, evidence, places, hits, "forbidden_shape")


def _filled(profile: Observation) -> int:
    """Values that are there: what was emptied (a stub that a duty keeps) protects and betrays nothing."""
    return profile.numbers.get("examined", 0) - profile.numbers.get("empty", 0)


def _weigh(scene: Scene, evidence: Evidence, places: Sequence[Place], bad: int, reason: str) -> Judgement:
    profiles = starting(evidence, "profile:")
    missing = absent(scene, places)
    facts = {"columns": ", ".join(".".join(p) for p in places), "missing": ", ".join(missing)}
    numbers = {"found": bad, "examined": total(profiles, "examined"), "empty": total(profiles, "empty")}
    unproven = "no_such_column" if missing else "" if profiles else "nothing_asked"
    return conclude(evidence, (p[0] for p in places), Finding(reason if bad else "", unproven, numbers, facts))


def absent(scene: Scene, places: Sequence[Place]) -> list[str]:
    """Columns that a reached target does not have."""
    return sorted(
        {
            f"{system}.{table}.{column}"
            for system, table, column in places
            for ground in scene.grounds(system)
            if (shape := ground.structure.tables.get(table)) is None or shape.column(column) is None
        }
    )
