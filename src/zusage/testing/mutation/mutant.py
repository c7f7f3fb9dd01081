"""Mutant: one declaration with one fact changed.

Law: a tree is what YAML without types gives: mappings, lists and texts. A change never touches the original; the same
tree gives the same mutants in the same order.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
Tree = Any


class _Gone:
    """Marks a key that is deleted; the same one in every process."""

    def __reduce__(self) -> str:
        return "GONE"

    def __repr__(self) -> str:
        return "deleted"


GONE = _Gone()


@dataclass(frozen=True, slots=True)
class Change:
    """Put `value` at `path` (`GONE` deletes); `beside` are further paths that belong to the same fact.

    `about` is the thing that is wrong then, where it is another than the one that was changed.
    """

    path: Path
    value: Any
    beside: tuple[tuple[Path, Any], ...] = ()
    about: Path = ()

    def applied(self, tree: Tree) -> Tree:
        """A copy of the tree with this change."""
        whole = copy.deepcopy(tree)
        for path, value in ((self.path, self.value), *self.beside):
            _put(whole, path, copy.deepcopy(value))
        return whole


SECTIONS = frozenset(
    ("documents", "subjects", "systems", "events", "consents", "recipients", "holds", "activities", "assure")
)
Operator = Callable[[Tree], Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change with the operator that made it and the declaration it was made to."""

    declaration: str
    operator: str
    change: Change

    def __str__(self) -> str:
        where = ".".join(map(str, self.change.path))
        return f"{self.operator}: {self.declaration}: {where} -> {str(self.change.value)[:60]}"


def _put(tree: Tree, path: Path, value: Any) -> None:
    for part in path[:-1]:
        tree = tree[part]
    if value is GONE:
        del tree[path[-1]]
    elif isinstance(tree, list) and path[-1] == len(tree):
        tree.append(value)
    else:
        tree[path[-1]] = value


def at(tree: Tree, *path: str | int) -> Any:
    """What stands at a path, or None."""
    for part in path:
        if isinstance(tree, dict):
            tree = tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


def listed(value: Any) -> list[Any]:
    """One value and a list of one value are the same."""
    return [] if value is None else value if isinstance(value, list) else [value]


def entries(tree: Tree, *path: str) -> Iterator[tuple[Path, Any]]:
    """The things of a section, or of a mapping inside a thing, each with its path."""
    found = at(tree, *path)
    if isinstance(found, dict):
        yield from (((*path, key), value) for key, value in found.items())


def places(tree: Tree, key: str) -> Iterator[tuple[Path, Any]]:
    """The value of a key that may be one thing or a list of things, item by item, with the path of each."""
    value = at(tree, key)
    if isinstance(value, list):
        yield from (((key, number), item) for number, item in enumerate(value))
    elif value is not None:
        yield (key,), value


def names(tree: Tree, id: str) -> bool:
    """Whether a part of the tree mentions an id, as a whole word of a key or a text."""
    word = re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")
    return any(word.search(text) for text in texts(tree))


def texts(tree: Tree) -> Iterator[str]:
    """All keys and texts below."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield str(key)
            yield from texts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from texts(value)
    elif tree is not None:
        yield str(tree)


def spoken(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every text that stands in two languages, with its path; reasons of exceptions are no such texts."""
    if isinstance(tree, dict):
        if set(tree) >= {"de", "en"} and isinstance(tree["de"], str):
            yield path, tree
        for key, value in tree.items():
            if key != "allow":
                yield from spoken(value, (*path, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from spoken(value, (*path, number))
