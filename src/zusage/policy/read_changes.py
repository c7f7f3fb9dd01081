"""Reading what becomes of columns: `how: {column: operator}` or `how: {column: {operator: {argument: value}}}`.

Law: an operator that nobody knows, an argument that it does not take, or a value that it cannot read is an error at
its place, with what is allowed. `how: hash` with `columns: [a, b]` means the same operator for each. The lengths of
IP addresses alone (`{client_ip: {v4: 24, v6: 48}}`, as for logs) are not read here. Example: `{name: nothing, zip:
{truncate: {keep: 2}}}`.
"""

from __future__ import annotations

from zusage.declaration.node import Entry, Mapping, Node, Scalar
from zusage.model.period import parse_period
from zusage.operators.catalogue import OPERATORS, canonical, complaint
from zusage.plan.change import Change
from zusage.policy.reading import entries, texts
from zusage.policy.scope import Scope

_LENGTHS = frozenset({"v4", "v6", "truncate", "also"})


def read_changes(scope: Scope, node: Node | None, columns: tuple[str, ...]) -> tuple[Change, ...]:
    """The changes that `how` states, in order of columns; () where it states none. Errors are recorded."""
    if isinstance(node, Scalar):
        name = canonical(node.value.strip())
        if name not in OPERATORS or not columns:
            return ()
        return _checked(scope, [(Change(column, name), node) for column in columns])
    written = entries(node)
    if not written or (len(written) == 1 and _is_length(written[0].value)):
        return ()
    return _checked(scope, [(_change(entry), entry.value) for entry in written])


def _checked(scope: Scope, changes: list[tuple[Change, Node]]) -> tuple[Change, ...]:
    good = []
    for change, node in changes:
        wrong, allowed = complaint(change.operator, change.arguments)
        life = dict(change.arguments).get("for")
        if not wrong and life is not None and parse_period(life) is None:
            scope.wrong("ZE150", node.place, value=life)
        elif wrong:
            scope.wrong("ZE145", node.place, column=change.column, wrong=wrong, allowed=allowed)
        else:
            good.append(change)
    return tuple(sorted(good, key=lambda change: change.column))


def _change(entry: Entry) -> Change:
    value = entry.value
    if isinstance(value, Scalar):
        return Change(entry.key, canonical(value.value.strip()))
    named = entries(value)
    if len(named) != 1:
        return Change(entry.key, ", ".join(one.key for one in named))
    arguments = tuple((one.key, text) for one in entries(named[0].value) for text in texts(one.value))
    return Change(entry.key, canonical(named[0].key), tuple(sorted(arguments)))


def _is_length(value: Node) -> bool:
    """IP addresses cut to these lengths, which log stores do themselves."""
    if not isinstance(value, Mapping) or not value.entries:
        return False
    keys = {entry.key for entry in value}
    inner = {key for entry in value if entry.key == "truncate" for key in (one.key for one in entries(entry.value))}
    return keys <= _LENGTHS and inner <= {"v4", "v6"}
