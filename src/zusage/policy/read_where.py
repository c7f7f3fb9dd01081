"""Reading `where`: `{column: value | [values] | set | empty}` becomes a Condition, all joined by and.

Law: constants of the declaration only; parts stand in order of column, so that order of writing changes nothing. `true`,
`false` and whole numbers are typed. Example: `{state: [booked, readonly]}` is `In("state", ("booked", "readonly"))`.
"""

from __future__ import annotations

from zusage.declaration.node import Mapping, Node
from zusage.plan.condition import Condition, Equals, In, IsNull, Not, both
from zusage.policy.reading import constant, entries, texts
from zusage.policy.scope import Scope


def read_where(scope: Scope, node: Node | None) -> Condition | None:
    """The condition that `where` says, or None when nothing is written."""
    parts = [_part(scope, entry.key, entry.value) for entry in sorted(entries(node), key=lambda entry: entry.key)]
    return both(*parts) if parts else None


def _part(scope: Scope, column: str, node: Node) -> Condition | None:
    if isinstance(node, Mapping):
        scope.wrong(
            "ZE119", node.place, key=column, expected_de="Wert, Liste, set, empty", expected_en="value, list, set, empty"
        )
        return None
    values = texts(node)
    if values == ("empty",):
        return IsNull(column)
    if values == ("set",):
        return Not(IsNull(column))
    typed = tuple(constant(value) for value in values)
    return Equals(column, typed[0]) if len(typed) == 1 else In(column, typed)
