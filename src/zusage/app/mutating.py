"""Mutating: how many faults the rules find, measured on declarations of which one fact at a time is changed.

Law: connects to nothing and writes nothing. A tree of plain values is compiled as if it had been read from a file; a
finding is known by the path of the entry at which it stands, so that lines that move do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from zusage.adapters.connectors import descriptors
from zusage.checker.rule import Matter
from zusage.checker.run import load_rules, run_rules
from zusage.declaration.expand import expand
from zusage.declaration.node import Declaration, Entry, Node, Scalar, Sequence
from zusage.declaration.node import Mapping as Fields
from zusage.declaration.shape import check_shape
from zusage.model.errors import DeclarationErrors
from zusage.model.place import Place
from zusage.policy.compiler import compile_policy
from zusage.testing.mutation.judge import Seen
from zusage.testing.mutation.mutant import Path

FILE = "mutant"


class Grown:
    """A tree with a place for every entry, and the path of every place."""

    def __init__(self, tree: object) -> None:
        self.paths: dict[tuple[int, int], Path] = {}
        root = self._grow(tree, (), self._place(()))
        assert isinstance(root, Fields)
        self.declaration = Declaration(root, (FILE,))

    def path_of(self, place: Place) -> Path:
        """The path of the entry that stands there."""
        return self.paths.get((place.line, place.column), ())

    def _place(self, path: Path) -> Place:
        place = Place(FILE, len(self.paths) + 1, 1)
        self.paths[place.line, 1] = path
        return place

    def _grow(self, tree: object, path: Path, place: Place) -> Node:
        if isinstance(tree, dict):
            return Fields(place, tuple(self._entry(key, value, (*path, key)) for key, value in tree.items()))
        if isinstance(tree, list):
            below = tuple(self._grow(item, (*path, at), self._place((*path, at))) for at, item in enumerate(tree))
            return Sequence(place, below)
        return Scalar(place, str(tree))

    def _entry(self, key: str, value: object, path: Path) -> Entry:
        place = self._place(path)
        return Entry(key, place, self._grow(value, path, self._place(path)))


def checker(as_of: date) -> Callable[[Mapping[str, Any]], Counter[Seen]]:
    """A function that checks a tree at the law of a day: everything it finds, errors of the compiler included."""
    known, rules = descriptors(), load_rules()

    def check(tree: Mapping[str, Any]) -> Counter[Seen]:
        grown = Grown(tree)
        try:
            if errors := check_shape(grown.declaration, known):
                raise DeclarationErrors(errors)
            compilation = compile_policy(expand(grown.declaration), known, as_of)
        except DeclarationErrors as raised:
            return Counter(Seen(error.code, "error", grown.path_of(error.place)) for error in raised.errors)
        policy = replace(compilation.policy)
        report = run_rules(Matter(policy, as_of), rules)
        return Counter(Seen(found.rule, found.severity.value, grown.path_of(found.place)) for found in report.findings)

    return check
