"""Types: the grammar of the language as data, read from the tables in `grammar/`.

Law: the grammar is closed: a mapping takes the keys of its shape and no others. `name` is a scalar type (see `scalars`) or
a shape; `=a|b` one of these words; `[T]` one or a list of T; `{k: T}` a mapping whose keys are of scalar type k; `A or B`
either of them. A line `! one a b` says that exactly one of the keys stands; other words name a law in `laws`.

Example: `found_in {store: [column or keyed]}` reads: a mapping from a store to one or several columns or keyed columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from zusage.declaration.grammar.activities import ACTIVITIES
from zusage.declaration.grammar.stores import STORES
from zusage.declaration.grammar.whole import WHOLE


@dataclass(frozen=True, slots=True)
class Named:
    """A scalar type, a shape, or an alias of a type."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """One item, or a list of items."""

    item: Type


@dataclass(frozen=True, slots=True)
class Free:
    """A mapping with keys that the writer chooses."""

    key: str
    value: Type


@dataclass(frozen=True, slots=True)
class Either:
    """Any of these types; the form of what was written decides."""

    types: tuple[Type, ...]


Type = Named | Choice | Many | Free | Either


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a shape: its type, whether it must stand, what it means."""

    name: str
    type: Type
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed mapping; `laws` are its `!` lines as (word, keys)."""

    name: str
    keys: dict[str, Key] = field(default_factory=dict)
    laws: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """All shapes and aliases by name; `declaration` is the root."""

    shapes: dict[str, Shape]
    aliases: dict[str, Type]


@cache
def grammar() -> Grammar:
    """The grammar of the language."""
    shapes: dict[str, Shape] = {}
    aliases: dict[str, Type] = {}
    for block in "\n".join((WHOLE, STORES, ACTIVITIES)).strip().split("\n\n"):
        head, *lines = block.strip().splitlines()
        if " = " in head:
            name, type_ = head.split(" = ", 1)
            aliases[name] = parse_type(type_)
        else:
            shapes[head] = _shape(head, lines)
    return Grammar(shapes, aliases)


def parse_type(text: str) -> Type:
    """The type that `text` writes."""
    text = text.strip()
    parts = _split(text, " or ")
    if len(parts) > 1:
        return Either(tuple(parse_type(part) for part in parts))
    if text.startswith("["):
        return Many(parse_type(text[1:-1]))
    if text.startswith("{"):
        key, value = text[1:-1].split(":", 1)
        return Free(key.strip(), parse_type(value))
    if text.startswith("="):
        return Choice(tuple(text[1:].split("|")))
    return Named(text)


def _shape(name: str, lines: list[str]) -> Shape:
    keys: dict[str, Key] = {}
    laws: list[tuple[str, tuple[str, ...]]] = []
    for line in lines:
        if line.startswith("  ! "):
            word, *names = line[4:].split()
            laws.append((word, tuple(names)))
            continue
        head, meaning = line.strip().split(" -- ", 1)
        key, type_ = head.split(" ", 1)
        keys[key.rstrip("!")] = Key(key.rstrip("!"), parse_type(type_), key.endswith("!"), meaning)
    return Shape(name, keys, tuple(laws))


def _split(text: str, separator: str) -> list[str]:
    """Parts of `text` at `separator` outside of brackets."""
    parts, depth, start, index = [], 0, 0, 0
    while index < len(text):
        depth += (text[index] in "[{") - (text[index] in "]}")
        if depth == 0 and text.startswith(separator, index):
            parts.append(text[start:index])
            start = index = index + len(separator)
        else:
            index += 1
    return [*parts, text[start:]]
