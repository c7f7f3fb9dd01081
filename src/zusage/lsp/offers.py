"""Offers: what can be written at a position: keys, words, services, classes of law, authorities, rules, names.

Law: pure; only what the grammar allows there. Each offer says in one line what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zusage.checker.run import load_rules
from zusage.declaration.node import Mapping
from zusage.lsp.cursor import Cursor
from zusage.lsp.meaning import REFERENCES, free_key_at, scalars_at, shapes_at, words_at
from zusage.model.text import Language
from zusage.reference.authorities import authorities
from zusage.reference.law import laws
from zusage.reference.services import services

Kind = Literal["key", "word", "service", "law", "authority", "rule", "name"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One completion: what is inserted, what kind it is, and what it means."""

    text: str
    kind: Kind
    meaning: str = ""


def offers(cursor: Cursor, tree: Mapping | None, day: date, language: Language) -> tuple[Offer, ...]:
    """Everything that may stand at the cursor."""
    found = _values(cursor.path, tree, day, language) if cursor.in_value else _keys(cursor.path, tree, language)
    return tuple({offer.text: offer for offer in found}.values())


def _keys(path: tuple[str, ...], tree: Mapping | None, language: Language) -> Iterator[Offer]:
    for shape in shapes_at(path):
        yield from (Offer(key.name, "key", key.meaning) for key in shape.keys.values())
    if path[-1:] == ("recipients",) and len(path) > 1:
        yield from _names("recipients", tree)
    if free_key_at(path) == "finding":
        yield from (Offer(id, "rule", rule.title.to(language)) for id, (rule, _) in load_rules().items())


def _values(path: tuple[str, ...], tree: Mapping | None, day: date, language: Language) -> Iterator[Offer]:
    yield from (Offer(word, "word") for word in words_at(path))
    scalars = scalars_at(path)
    if path[-1:] == ("use",):
        yield from _services()
    if scalars & {"law", "law_or_any", "short_keep"}:
        yield from _laws(day, language)
    if "authority" in scalars:
        yield from (Offer(id, "authority", one.name) for id, one in authorities().items())
    if "flag" in scalars:
        yield from (Offer(word, "word") for word in ("true", "false"))
    if path and (block := _block(path)):
        yield from _names(block, tree)
        if path[-1] == "by" and "device" in path:
            yield Offer("self", "word")
    if path[-1:] == ("basis",):
        yield from (Offer(word, "word") for word in ("contract", "instruction", "vital", "public_task"))


def _block(path: tuple[str, ...]) -> str:
    if path[-1] == "covers":
        return "activities" if path[0] == "consents" else "systems"
    if path[-1] == "by" and "device" not in path:
        return ""
    return REFERENCES.get(path[-1], "")


def _services() -> Iterator[Offer]:
    for id, service in services().items():
        yield Offer(id, "service", " · ".join(part for part in (service.title, service.country, service.role) if part))


def _laws(day: date, language: Language) -> Iterator[Offer]:
    for id, law in laws().items():
        term = law.term(day)
        yield Offer(id, "law", f"{law.label.to(language)} · {(term or law).statute.to(language)}")


def _names(block: str, tree: Mapping | None) -> Iterator[Offer]:
    declared = tree.get(block) if tree is not None else None
    if isinstance(declared, Mapping):
        yield from (Offer(entry.key, "name", block) for entry in declared)
