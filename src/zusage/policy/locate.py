"""Locating: `system[.table[.column]]` as a person writes it becomes system, table and column.

Law: a place has one meaning or an error. Tables are those the system declares, or the built-in collection of its kind of
store (the lines of a log: `weblog.time` is a column of them). Of a kind of store that nobody here describes yet (a provider,
an egress recorder) every table is believed; promises about it stay unproven.
"""

from __future__ import annotations

from typing import NamedTuple

from zusage.declaration.node import Node, Scalar
from zusage.policy.reading import field
from zusage.policy.scope import Scope

ELSEWHERE = frozenset({"nowhere", "device"})
"""Words that stand for no declared system: only at the recipient, and on the end device."""


class Spot(NamedTuple):
    """A resolved place; `table` and `column` are empty where none was named."""

    system: str
    table: str = ""
    column: str = ""


def locate_table(scope: Scope, node: Scalar) -> Spot | None:
    """The place of rows: a system, one of its tables, or `nowhere` and `device`."""
    if node.value in ELSEWHERE:
        return Spot(node.value)
    return _locate(scope, node, want_column=False)


def locate_column(scope: Scope, node: Scalar) -> Spot | None:
    """The place of one column."""
    if node.value.partition(".")[0] in ELSEWHERE:
        return Spot(*node.value.partition(".")[::2])
    return _locate(scope, node, want_column=True)


def tables_of(scope: Scope, system: str) -> frozenset[str]:
    """The tables that the system declares."""
    return scope.tables.get(system, frozenset())


def collections_of(scope: Scope, system: str) -> tuple[str, ...]:
    """The built-in collections of the system's kind of store."""
    descriptor = scope.descriptors.get(field(_system(scope, system), "connector"))
    return tuple(descriptor.collections) if descriptor else ()


def is_described(scope: Scope, system: str) -> bool:
    """Whether what the system holds is known: declared tables, or a described kind of store."""
    return bool(tables_of(scope, system)) or field(_system(scope, system), "connector") in scope.descriptors


def _locate(scope: Scope, node: Scalar, want_column: bool) -> Spot | None:
    head, *rest = node.value.strip().split(".")
    if not scope.is_known("system", head, node.place):
        return None
    declared, built_in = tables_of(scope, head), collections_of(scope, head)
    if rest and (rest[0] in declared or rest[0] in built_in):
        table, rest = rest[0], rest[1:]
    elif rest and declared:
        _no_table(scope, node, head, declared)
        return None
    elif len(built_in) == 1:
        table = built_in[0]
    elif is_described(scope, head) and not built_in:
        _no_table(scope, node, head, declared)
        return None
    else:
        table, rest = (rest[0], rest[1:]) if len(rest) > want_column else ("", rest)
    if len(rest) != want_column:
        scope.wrong("ZE118", node.place, key=head, value=node.value, form=_form(want_column))
        return None
    column = rest[0] if rest else ""
    return Spot(head, table, column) if _has_column(scope, node, head, table, column) else None


def _has_column(scope: Scope, node: Scalar, system: str, table: str, column: str) -> bool:
    """Whether a built-in collection has that column; logs of a format of their own name their columns themselves."""
    descriptor = scope.descriptors.get(field(_system(scope, system), "connector"))
    known = descriptor.collections.get(table, {}) if descriptor and table not in tables_of(scope, system) else {}
    if not column or not known or column in known or field(_system(scope, system), "format").startswith("json"):
        return True
    scope.unknown("ZE124", node.place, column, known, kind="column")
    return False


def _no_table(scope: Scope, node: Scalar, system: str, declared: frozenset[str]) -> None:
    table = node.value.strip().split(".", 1)[-1]
    known = sorted(f"{system}.{name}" for name in declared)
    scope.unknown("ZE121", node.place, f"{system}.{table}", known, system=system, count=len(declared))


def _form(want_column: bool) -> str:
    return "system.table.column" if want_column else "system.table"


def _system(scope: Scope, id: str) -> Node | None:
    return scope.systems.get(id)
