"""Reading a tree: the few questions that the compiler asks a node.

Law: pure and forgiving; a node of another shape than asked for counts as absent, because the shape was checked before. A
single value and a list of one are the same.
"""

from __future__ import annotations

import re

from zusage.declaration.node import Entry, Mapping, Node, Scalar, Sequence
from zusage.plan.condition import Constant

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})")


def child(node: Node | None, key: str) -> Node | None:
    """The value under `key` of a mapping, or None; asked a hundred times per activity, so it calls nothing."""
    if type(node) is Mapping:
        for entry in node.entries:
            if entry.key == key:
                return entry.value
    return None


def entries(node: Node | None) -> tuple[Entry, ...]:
    """The entries of a mapping, or none."""
    return node.entries if isinstance(node, Mapping) else ()


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, or the single value as a list of one."""
    if node is None:
        return ()
    return node.items if isinstance(node, Sequence) else (node,)


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """The texts of a list, or the single text as a list of one."""
    return tuple(item for item in items(node) if isinstance(item, Scalar))


def text(node: Node | None, default: str = "") -> str:
    """The text of a scalar."""
    return node.value.strip() if isinstance(node, Scalar) else default


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts of a list or of a single value."""
    return tuple(scalar.value.strip() for scalar in scalars(node))


def field(node: Node | None, key: str, default: str = "") -> str:
    """The text under `key`."""
    return text(child(node, key), default)


def fields(node: Node | None, key: str) -> tuple[str, ...]:
    """The texts under `key`."""
    return texts(child(node, key))


def flag(node: Node | None, key: str) -> bool:
    """Whether `key` is written and is true."""
    return field(node, key).lower() == "true"


def number(node: Node | None, key: str) -> int:
    """The whole number under `key`, or 0."""
    value = field(node, key)
    return int(value) if _INTEGER.fullmatch(value) else 0


def constant(value: str) -> Constant:
    """A value of `where`: `true`, `false` and whole numbers are typed, everything else stays text."""
    if value.lower() in {"true", "false"}:
        return value.lower() == "true"
    return int(value) if _INTEGER.fullmatch(value) else value


def pairs(node: Node | None) -> tuple[tuple[str, str], ...]:
    """Every (key, text) of a mapping, nested keys joined by dots, lists repeated; sorted."""
    found: list[tuple[str, str]] = []
    for entry in entries(node):
        if isinstance(entry.value, Mapping):
            found.extend((f"{entry.key}.{key}", value) for key, value in pairs(entry.value))
        else:
            found.extend((entry.key, value) for value in texts(entry.value))
    return tuple(sorted(found))
