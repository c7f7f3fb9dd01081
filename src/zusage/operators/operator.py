"""Operator: what becomes of one value, and what must be true of a column for it.

Law: `replace` is pure and a projection: replacing what was replaced changes nothing, so a value is done exactly when
`is_done` says so, without key and without memory of earlier runs. None stays None, except where an operator says
otherwise: what is not there names nobody. Arguments are texts, checked once by `complaint` when a declaration is
compiled; `misfit` says before a row is touched why a column cannot hold the result. The meaning of an operator is
this Python; what a store spells in its own language is compared with it by the conformance suite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zusage.operators.trait import Trait

Arguments = Mapping[str, tuple[str, ...]]
Known = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Setting:
    """The column in which a value stands, and what the operator needs besides the value.

    `kind` and `length` as in `zusage.plan.structure.Column`; `alone` says that the column must stay unique, by itself or
    with others. `key` is
    the secret of a keyed operator. `known` are the values of the person in question by what they are (name, email, …).
    """

    kind: str = "text"
    length: int | None = None
    nullable: bool = True
    alone: bool = False
    key: bytes = field(default=b"", repr=False)
    known: Known = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument that an operator takes. `words` are the allowed values; empty: a whole number from `low` to `high`, or
    (`low` None) any text."""

    name: str
    words: tuple[str, ...] = ()
    low: int | None = None
    high: int = 10**9
    many: bool = False

    def allowed(self) -> str:
        """What may be written, in one phrase for both languages."""
        if self.words:
            return "|".join(self.words)
        return f"{self.name}: …" if self.low is None else f"{self.name}: {self.low}–{self.high}"

    def takes(self, value: str) -> bool:
        """Whether a text is a value of this argument."""
        if self.words:
            return value in self.words
        if self.low is None:
            return True
        return value.isascii() and value.lstrip("-").isdigit() and self.low <= int(value) <= self.high


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator. `kinds` are the kinds of column that it works on. `needs` are sets of arguments of which at least one
    must be given whole. `keyed` operators need a secret; `reads` ones need the values of the person."""

    trait: Trait
    kinds: frozenset[str]
    replace: Callable[[object, Arguments, Setting], object]
    is_done: Callable[[object, Arguments, Setting], bool]
    misfit: Callable[[Arguments, Setting], str] = lambda _arguments, _setting: ""
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[frozenset[str], ...] = ()
    keyed: bool = False
    reads: bool = False

    @property
    def name(self) -> str:
        """The name under which a declaration calls it."""
        return self.trait.name


def one(arguments: Arguments, name: str, default: str = "") -> str:
    """The value of an argument that is given once."""
    return next(iter(arguments.get(name, ())), default)


def number(arguments: Arguments, name: str, default: int = 0) -> int:
    """A whole number."""
    return int(one(arguments, name, str(default)))
