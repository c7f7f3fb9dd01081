"""everything-declared: no table is there that the declaration does not name.

Law: broken by one undeclared table in a store that was reached. Stores that nobody declared are not seen.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed


class EverythingDeclared(Observed):
    """Compares the tables of each store with the declaration."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one undeclared table."""
        sql = tuple(s.id for s in scene.policy.systems.values() if s.connector == "sql")
        systems = scene.words("systems") or sql
        extra: set[str] = set()
        examined = 0
        for system in systems:
            for ground in scene.grounds(system):
                known = set(ground.uses)
                tables = [n for n, t in ground.structure.tables.items() if t.kind != "view" and not n.startswith("zusage")]
                examined += len(tables)
                extra |= {f"{system}.{name}" for name in tables if known and name not in known}
        facts = {"tables": ", ".join(sorted(extra))}
        found = Finding("undeclared_tables" if extra else "", "", {"found": len(extra), "examined": examined}, facts)
        return conclude(evidence, systems, found, asks=False)


KIND = EverythingDeclared("everything-declared")
