"""Reading technical and organisational measures (Art. 32 GDPR).

Law: nothing is required beyond a label and what the measure is for; a system that is not declared is recorded as unknown.
"""

from __future__ import annotations

from zusage.model.text import Text
from zusage.policy.organisation import Measure
from zusage.policy.read_parties import read_contract
from zusage.policy.reading import child, entries, field
from zusage.policy.scope import Scope


def read_measures(scope: Scope) -> dict[str, Measure]:
    """All measures by id."""
    found = {}
    for entry in entries(scope.root.get("measures")):
        node, evidence = entry.value, child(entry.value, "evidence")
        found[entry.key] = Measure(
            id=entry.key,
            label=scope.words(child(node, "label")) or Text(entry.key, entry.key),
            goal=field(node, "goal"),
            text=scope.words(child(node, "text")),
            systems=scope.known_texts("system", child(node, "systems")),
            owner=field(node, "owner"),
            evidence=read_contract(scope, evidence) if evidence is not None else None,
            place=entry.place,
        )
    return found
