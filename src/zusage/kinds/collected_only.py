"""collected-only: a table holds the named fields and no others.

Law: broken by one column that is neither a named field nor named bookkeeping. What a form asks on a web page is not
seen here.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, split_place
from zusage.kinds.spoken import Observed


class CollectedOnly(Observed):
    """Compares the columns of a table with the declared fields."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one undeclared column."""
        system, table, _ = split_place(scene.word("table"))
        allowed = {*scene.words("fields"), *scene.words("bookkeeping")}
        extra: set[str] = set()
        missing = 0
        for ground in scene.grounds(system):
            shape = ground.structure.tables.get(table)
            missing += shape is None
            extra |= {c.name for c in shape.columns} - allowed if shape is not None else set()
        facts = {"columns": ", ".join(sorted(extra)), "tables": f"{system}.{table}"}
        found = Finding("extra_columns" if extra else "", "no_such_table" if missing else "", {"found": len(extra)}, facts)
        return conclude(evidence, (system,), found, asks=False)


KIND = CollectedOnly("collected-only")
