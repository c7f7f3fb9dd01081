"""Edit: new trees from old ones; nothing is changed in place and every new node takes the place of what it came from."""

from __future__ import annotations

from zusage.declaration.node import Entry, Mapping, Node, Scalar, Sequence
from zusage.model.place import Place


def build(place: Place, value: object) -> Node:
    """A tree from texts, lists and dicts (nodes stay as they are), everything at one place."""
    if isinstance(value, Scalar | Sequence | Mapping):
        return value
    if isinstance(value, dict):
        return Mapping(place, tuple(Entry(str(key), place, build(place, item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return Sequence(place, tuple(build(place, item) for item in value))
    return Scalar(place, str(value))


def put(mapping: Mapping, path: tuple[str, ...], value: Node) -> Mapping:
    """`mapping` with `value` at `path`; mappings that are missing on the way are made at the value's place."""
    key, rest = path[0], path[1:]
    entry = mapping.entry(key)
    if rest:
        inner = entry.value if entry is not None and isinstance(entry.value, Mapping) else Mapping(value.place, ())
        value = put(inner, rest, value)
    if entry is None:
        return Mapping(mapping.place, (*mapping.entries, Entry(key, value.place, value)))
    entries = (Entry(key, item.place, value) if item.key == key else item for item in mapping)
    return Mapping(mapping.place, tuple(entries))


def drop(mapping: Mapping, keys: frozenset[str]) -> Mapping:
    """`mapping` without some keys."""
    return Mapping(mapping.place, tuple(entry for entry in mapping if entry.key not in keys))


def follow(node: Node | None, *path: str) -> Node | None:
    """The node at `path`, or None."""
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def text_of(node: Node | None) -> str:
    """The scalar's text, or ""."""
    return node.value if isinstance(node, Scalar) else ""


def items_of(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, a single node as one item, nothing for None."""
    if node is None:
        return ()
    return node.items if isinstance(node, Sequence) else (node,)
