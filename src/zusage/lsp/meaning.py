"""Meaning: which type the grammar has for a path of keys, and what names a value of it may refer to.

Law: pure; every alternative of a type is followed, so that an ambiguous place offers what any of them allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.declaration.types import Choice, Either, Free, Key, Many, Named, Shape, Type, grammar

REFERENCES = {
    "consent": "consents", "withdrawn": "consents", "host": "recipients", "kept_by": "recipients", "under": "recipients",
    "with": "recipients", "passes_on_to": "recipients", "received": "recipients", "by": "recipients",
    "read_by": "recipients", "recipients": "recipients", "documents": "documents", "subjects": "subjects",
    "subject": "subjects", "notify": "subjects", "on_behalf_of": "subjects", "forward_to": "subjects",
    "part_of": "activities", "includes": "activities", "show": "activities", "condition_of": "activities",
    "against": "activities", "backup_of": "systems", "all_of": "systems", "system": "systems", "from": "events",
    "since": "events", "event": "events", "holds": "holds",
}  # fmt: skip
"""Keys whose values name something that is declared elsewhere, with the block that declares it."""


def types_at(path: tuple[str, ...]) -> tuple[Type, ...]:
    """The types that the value under a path may have."""
    found: list[Type] = [Named("declaration")]
    for key in path:
        found = [inner for type_ in found for inner in _into(type_, key)]
    return tuple(found)


def shapes_at(path: tuple[str, ...]) -> tuple[Shape, ...]:
    """The mappings that may stand under a path."""
    return tuple(shape for type_ in types_at(path) for shape in _shapes(type_))


def key_at(path: tuple[str, ...]) -> Key | None:
    """The key that a path ends with, as the grammar has it."""
    if not path:
        return None
    return next((shape.keys[path[-1]] for shape in shapes_at(path[:-1]) if path[-1] in shape.keys), None)


def words_at(path: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a value under a path may be, where the grammar lists them."""
    words = (word for type_ in types_at(path) for leaf in _leaves(type_) if isinstance(leaf, Choice) for word in leaf.words)
    return tuple(dict.fromkeys(words))


def scalars_at(path: tuple[str, ...]) -> frozenset[str]:
    """The names of the scalar types that a value under a path may have."""
    return frozenset(leaf.name for type_ in types_at(path) for leaf in _leaves(type_) if isinstance(leaf, Named))


def free_key_at(path: tuple[str, ...]) -> str:
    """The type of keys that the writer of a mapping under a path chooses, or ""."""
    return next((leaf.key for type_ in types_at(path) for leaf in _leaves(type_) if isinstance(leaf, Free)), "")


def _into(type_: Type, key: str) -> Iterator[Type]:
    for leaf in _leaves(type_):
        if isinstance(leaf, Free):
            yield leaf.value
        elif isinstance(leaf, Named) and (shape := grammar().shapes.get(leaf.name)) and key in shape.keys:
            yield shape.keys[key].type


def _shapes(type_: Type) -> Iterator[Shape]:
    for leaf in _leaves(type_):
        if isinstance(leaf, Named) and (shape := grammar().shapes.get(leaf.name)) is not None:
            yield shape


def _leaves(type_: Type) -> Iterator[Type]:
    """The alternatives of a type: a list of something stands for it."""
    if isinstance(type_, Many):
        yield from _leaves(type_.item)
    elif isinstance(type_, Either):
        for one in type_.types:
            yield from _leaves(one)
    elif isinstance(type_, Named) and type_.name in grammar().aliases:
        yield from _leaves(grammar().aliases[type_.name])
    else:
        yield type_
