"""kept-apart: two kinds of data are not joined.

Law: broken when a column of one occurs in the place of the other, or a foreign key joins the two.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class KeptApart(Observed):
    """Looks for columns and foreign keys that join two places."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one bridge between the two."""
        left, right = _tables(scene, "columns"), _tables(scene, "from")
        joins = {word.rpartition(".")[2] for word in scene.words("by")} - set(scene.words("except"))
        bridges: set[str] = set()
        for system, table in left | right:
            for ground in scene.grounds(system):
                shape = ground.structure.tables.get(table)
                if shape is None:
                    continue
                others = right if (system, table) in left else left
                bridges |= {
                    f"{system}.{table}.{c.name}"
                    for c in shape.columns
                    if c.name in joins and _in_both(scene, left, right, c.name)
                }
                bridges |= {f"{system}.{table}" for k in shape.foreign_keys if (system, k.target) in others}
        systems = sorted({s for s, _ in left | right})
        unproven = "" if left and right else "nothing_to_count"
        facts = {"columns": ", ".join(sorted(bridges))}
        return conclude(
            evidence, systems, Finding("joined" if bridges else "", unproven, {"found": len(bridges)}, facts), asks=False
        )


def _tables(scene: Scene, name: str) -> set[tuple[str, str]]:
    return {(system, table) for system, table, _ in scene.places(name) if table}


def _in_both(scene: Scene, left: set[tuple[str, str]], right: set[tuple[str, str]], column: str) -> bool:
    def has(places: set[tuple[str, str]]) -> bool:
        return any(
            (shape := g.structure.tables.get(table)) is not None and shape.column(column) is not None
            for system, table in places
            for g in scene.grounds(system)
        )

    return has(left) and has(right)


KIND = KeptApart("kept-apart")
