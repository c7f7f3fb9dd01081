"""Meaning: the digest of what a promise promises.

Law: it covers the kind and the terms (period, start, data, place, recipient, law version) and nothing that is only words,
names or order: no `Text`, no place in a file, no id of rule, activity or event, no field that has its default.
So a new label keeps all evidence, a new period orphans it, and a later version of Zusage with one more field does neither.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from zusage.model.canonical import digest, encode, plain
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.promise import StageTerms, Terms
from zusage.policy.rule import Action

_KEEPING = {"keep-for-duty", "never-deleted"}
_DELETING = {Action.DELETE, Action.DROP, Action.CLEAR}
_ATOMS = frozenset({str, int, bool, type(None)})
_NAMES = frozenset({("Rule", "id"), ("Rule", "activity"), ("Rule", "event"), ("Rule", "same_as")})


def promise_digest(kind: str, terms: Terms) -> str:
    """The digest to which evidence for a promise of that kind is bound."""
    return digest({"kind": kind, "terms": _meaning(narrowed(kind, terms))})


def narrowed(kind: str, terms: Terms) -> Terms:
    """The terms without what is a promise of its own: other stages, and what only matters to deleting."""
    if not isinstance(terms, StageTerms):
        return terms
    rule = terms.rule
    if kind in _KEEPING:
        return StageTerms(replace(rule, stages=(), alternatives=(), horizons=(), copies=(), leaves=(), unless=None), None)
    if terms.stage is None:
        return terms
    one = rule.stages[terms.stage]
    if one.action in _DELETING:
        return StageTerms(replace(rule, stages=(one,), leaves=()), 0)
    return StageTerms(replace(rule, stages=(one,), leaves=(), horizons=(), copies=()), 0)


def _meaning(value: Any) -> Any:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, tuple):
        found = [_meaning(item) for item in value if not isinstance(item, Text)]
        return sorted(found, key=encode) if len(found) > 1 and _is_set(value) else found
    if isinstance(value, Mapping):
        return {key: _meaning(item) for key, item in value.items()}
    if dataclasses.is_dataclass(kind):
        return _record(value)
    return plain(value)


def _is_set(items: Iterable[Any]) -> bool:
    """Tuples of values (units, parts, starts, terms) have no order that means anything."""
    return all(dataclasses.is_dataclass(type(item)) for item in items)


def _record(value: Any) -> dict[str, Any]:
    kind = type(value)
    found: dict[str, Any] = {"is": kind.__name__}
    for name, default in _TERMS.get(kind) or _terms_of(kind):
        item = getattr(value, name)
        if item is default or isinstance(item, Text) or (type(item) is type(default) and item == default):
            continue
        found[name] = _meaning(item)
    return found


_TERMS: dict[type[Any], tuple[tuple[str, Any], ...]] = {}


def _terms_of(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """The fields of a class that mean something, each with its default or `MISSING`, which equals nothing."""
    fields = (field for field in dataclasses.fields(kind) if field.metadata.get("digest", True))
    found = tuple((field.name, field.default) for field in fields if (kind.__name__, field.name) not in _NAMES)
    return _TERMS.setdefault(kind, found)
