"""Reading times: `at once`, `after P`, `within P`, `afterwards`.

Law: `after P` is not before P and done by P plus grace; `within P` is at any time up to P; they are different promises.
"""

from __future__ import annotations

from zusage.declaration.node import Node, Scalar
from zusage.model.period import AT_ONCE, Period
from zusage.policy.rule import Bound
from zusage.policy.scope import Scope

_WORDS = {"after": Bound.AFTER, "within": Bound.WITHIN}


def read_time(scope: Scope, node: Node | None) -> tuple[Bound, Period]:
    """The bound and the period; an unreadable time is recorded."""
    if not isinstance(node, Scalar):
        return Bound.AT_ONCE, AT_ONCE
    words = " ".join(node.value.split())
    if words == "at once":
        return Bound.AT_ONCE, AT_ONCE
    if words == "afterwards":
        return Bound.AFTERWARDS, AT_ONCE
    first, _, rest = words.partition(" ")
    bound = _WORDS.get(first)
    if bound is None:
        return Bound.AFTER, scope.period(node)
    return bound, scope.period(Scalar(node.place, rest))
