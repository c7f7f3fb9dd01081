"""unlinkable: a report holds no column by which a person could be found again.

Law: broken when one of the named columns is in the place of the data. This looks at columns only: it is no test of
anonymity.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class Unlinkable(Observed):
    """Looks for columns that must be absent."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one column that is there."""
        places = scene.data_places()
        banned = {word.rpartition(".")[2] for word in scene.words("columns_absent")}
        there: set[str] = set()
        missing = 0
        for system, table in places:
            for ground in scene.grounds(system):
                shape = ground.structure.tables.get(table)
                missing += shape is None
                there |= {f"{system}.{table}.{c.name}" for c in shape.columns if c.name in banned} if shape else set()
        unproven = "no_such_table" if missing else "" if places else "nothing_to_count"
        facts = {"columns": ", ".join(sorted(there))}
        found = Finding("linkable" if there else "", unproven, {"found": len(there)}, facts)
        return conclude(evidence, (s for s, _ in places), found, asks=False)


KIND = Unlinkable("unlinkable")
