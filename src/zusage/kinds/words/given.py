"""What a promise states, typed for the sentences.

Law: reads only the terms of the promise; a parameter that is not there is "" or ().
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.model.period import Period, parse_period
from zusage.policy.promise import Promise, StageTerms, Value
from zusage.policy.rule import Rule, Stage


def parameters(promise: Promise) -> Mapping[str, Value]:
    """The parameters of a stated promise or a flow; empty for a stage."""
    return {} if isinstance(promise.terms, StageTerms) else promise.terms.parameters


def one(promise: Promise, name: str) -> str:
    """A single word."""
    value = parameters(promise).get(name, "")
    if isinstance(value, str):
        return value
    return value[0] if value and isinstance(value[0], str) else ""


def many(promise: Promise, name: str) -> tuple[str, ...]:
    """A list of words; a single word is a list of one."""
    value = parameters(promise).get(name, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(item if isinstance(item, str) else item[1] for item in value)


def pairs(promise: Promise, name: str) -> tuple[tuple[str, str], ...]:
    """A mapping, as pairs."""
    value = parameters(promise).get(name, ())
    return () if isinstance(value, str) else tuple(item for item in value if isinstance(item, tuple))


def period(promise: Promise, name: str) -> Period | None:
    """A period, or None where none is stated."""
    return parse_period(one(promise, name)) if one(promise, name) else None


def number(promise: Promise, name: str) -> int:
    """A whole number, 0 where none is stated."""
    text = one(promise, name)
    return int(text) if text.isdigit() else 0


def rule_of(promise: Promise) -> Rule:
    """The rule of a retention promise."""
    if not isinstance(promise.terms, StageTerms):
        raise TypeError(f"{promise.id} is no promise of a retention rule")
    return promise.terms.rule


def stage_of(promise: Promise) -> Stage | None:
    """The stage of a retention promise, or None for its keep part."""
    if not isinstance(promise.terms, StageTerms):
        raise TypeError(f"{promise.id} is no promise of a retention rule")
    return None if promise.terms.stage is None else promise.terms.rule.stages[promise.terms.stage]


def acted(promise: Promise) -> Stage:
    """The stage of a retention promise; a keep part has none and raises TypeError."""
    stage = stage_of(promise)
    if stage is None:
        raise TypeError(f"{promise.id} has no stage")
    return stage
