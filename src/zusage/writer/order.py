"""What is asked of a writer, and what can be asked: papers for people, exports for machines.

Law: a paper is a pure function from an order to documents; the same order gives the same documents. A paper says only what
is declared; what the reader of such a document expects and nobody declared stands in it as missing, never as an answer. An
export is the same for machines: one value of plain dictionaries, lists and texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from zusage.document.tree import Document
from zusage.model.text import Language, Text
from zusage.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the rules: from when it holds, its digest or the beginning of it, what it changed, who approved."""

    valid_from: date
    version: str
    change: Text | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a paper is written from. `only` names one published document where a paper is written for each of them.

    `controllers` are the rows of the annex to the record of a processor: for whom it works, in the columns of the annex.
    `history` are the versions that the caller knows of, newest first.
    """

    policy: Policy
    language: Language
    as_of: date
    only: str = ""
    controllers: Sequence[Mapping[str, str]] = field(default=())
    history: Sequence[Edition] = field(default=())


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document: who reads it, the law it answers to, and where it is written (`module:function`)."""

    name: str
    title: Text
    reader: Text
    law: str
    where: str

    def write(self, order: Order) -> tuple[Document, ...]:
        """The documents; none where nothing is declared that such a document could be about."""
        written: Callable[[Order], tuple[Document, ...]] = function(self.where)
        return written(order)


@dataclass(frozen=True, slots=True)
class Export:
    """A machine-readable form; `suffix` of its file and the standard it follows."""

    name: str
    title: Text
    standard: str
    suffix: str
    where: str

    def write(self, order: Order) -> Mapping[str, object]:
        """By name of the file: plain dictionaries, lists, texts, numbers and None."""
        written: Callable[[Order], Mapping[str, object]] = function(self.where)
        return written(order)


def function(where: str) -> Any:
    """The function that `module:name` names; imported when it is needed."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)
