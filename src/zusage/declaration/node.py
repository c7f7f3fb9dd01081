"""The tree of a declaration: what was written, with the place of every key and value.

Law: every scalar is text; typing happens in the compiler. Order of writing is kept. A node knows where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zusage.model.place import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text value."""

    place: Place
    value: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its place, and its value."""

    key: str
    place: Place
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping with unique keys in order of writing."""

    place: Place
    entries: tuple[Entry, ...]

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        for entry in self.entries:
            if entry.key == key:
                return entry.value
        return None

    def entry(self, key: str) -> Entry | None:
        """The entry of `key`, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def keys(self) -> tuple[str, ...]:
        """All keys in order of writing."""
        return tuple(entry.key for entry in self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Declaration:
    """All files of one declaration, merged; `files` are the names in the order in which they were read."""

    root: Mapping
    files: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()
