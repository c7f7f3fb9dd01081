"""individual-accounts: every person has an account of their own.

Law: broken when the store allows two accounts with one name. That two people share a password cannot be seen here.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, split_place
from zusage.kinds.spoken import Observed


class IndividualAccounts(Observed):
    """Looks for the unique key that keeps accounts apart."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken where the key is missing."""
        system, table, _ = split_place(scene.word("table"))
        wanted = set(scene.words("unique"))
        without = 0
        missing = 0
        for ground in scene.grounds(system):
            shape = ground.structure.tables.get(table)
            missing += shape is None
            if shape is not None:
                without += not any(set(u) <= wanted for u in (*shape.unique, shape.key) if u)
        facts = {"columns": ", ".join(sorted(wanted)), "tables": f"{system}.{table}"}
        found = Finding("not_unique" if without else "", "no_such_table" if missing else "", {"found": without}, facts)
        return conclude(evidence, (system,), found, asks=False)


KIND = IndividualAccounts("individual-accounts")
