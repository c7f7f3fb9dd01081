"""Measure: run Looks against targets; fill feeds first.

Law: every question gets exactly one observation; a target that cannot be asked answers "not visible" with the reason. The
same Look, whoever asks it and under whatever id, is asked once per target and measurement.
Feeds hold values of people in memory only, for as long as the measurement runs; the key of a list of keyed digests is read
from the environment where the digests are compared, and nothing keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from zusage.engine.fleet import each_target
from zusage.engine.stores import Stores
from zusage.model.errors import ConnectorError, UsageError, ZusageError
from zusage.operators.keyed import on_list
from zusage.plan.condition import Condition, Feed, feeds_of
from zusage.plan.connector import Connector, Feeds
from zusage.plan.look import Count, Keys, Linkable, Look, Profile
from zusage.plan.receipt import Observation
from zusage.plan.target import TargetId


class Asked(Protocol):
    """A Look for one target (`zusage.kinds.base.Question` is one)."""

    @property
    def target(self) -> TargetId: ...
    @property
    def look(self) -> Look: ...


def measure(stores: Stores, questions: Sequence[Asked], now: datetime) -> tuple[Observation, ...]:
    """One observation per question, in the order of the questions."""
    feeds, failed = _try_feeds(stores, questions)
    answers: dict[int, Observation] = {}
    by_target: dict[TargetId, list[int]] = {}
    for index, question in enumerate(questions):
        broken = [failed[feed.name] for feed in feeds_of(condition_of(question.look)) if feed.name in failed]
        if broken:
            answers[index] = _unseen(question, broken[0], now)
        else:
            by_target.setdefault(question.target, []).append(index)

    def ask(target: TargetId) -> dict[int, Observation]:
        connector = stores.open(target)
        try:
            return _ask(connector, {i: questions[i] for i in by_target[target]}, feeds, now)
        finally:
            if target.instance:
                stores.release(target)

    targets = list(by_target)
    for target, result in zip(targets, each_target(ask, targets), strict=True):
        if isinstance(result, ZusageError):
            answers.update({i: _unseen(questions[i], result, now) for i in by_target[target]})
        else:
            answers.update(result)
    return tuple(answers[i] for i in range(len(questions)))


def fill_feeds(stores: Stores, wanted: Iterable[Feed]) -> dict[str, Collection[str]]:
    """The values of each distinct feed, from all targets of its system. Raises ConnectorError when one cannot be read."""
    feeds: dict[str, Collection[str]] = {}
    for feed in wanted:
        if feed.name not in feeds:
            feeds[feed.name] = _fill(stores, feed)
    return feeds


def condition_of(look: Look) -> Condition | None:
    """The condition of a look, if it has one."""
    return look.condition if isinstance(look, Count | Profile | Keys | Linkable) else None


def _try_feeds(stores: Stores, questions: Sequence[Asked]) -> tuple[dict[str, Collection[str]], dict[str, ZusageError]]:
    feeds: dict[str, Collection[str]] = {}
    failed: dict[str, ZusageError] = {}
    for question in questions:
        for feed in feeds_of(condition_of(question.look)):
            if feed.name in feeds or feed.name in failed:
                continue
            try:
                feeds[feed.name] = _fill(stores, feed)
            except (ConnectorError, UsageError) as error:
                failed[feed.name] = error
    return feeds, failed


def _fill(stores: Stores, feed: Feed) -> Collection[str]:
    inner = fill_feeds(stores, feeds_of(feed.condition))
    look = Keys(feed.name, feed.table, feed.column, feed.condition, feed.normalise)
    values: set[str] = set()
    for place in stores.places(stores.policy.systems[feed.system]):
        values.update(stores.open(place.id).keys(look, inner))
        if place.id.instance:
            stores.release(place.id)
    if feed.among is None:
        return values
    secret = stores.key(feed.among.key)
    return on_list(values, _fill(stores, feed.among.digests), secret)


def _ask(connector: Connector, questions: dict[int, Asked], feeds: Feeds, now: datetime) -> dict[int, Observation]:
    answers: dict[int, Observation] = {}
    known: dict[Look, Observation] = {}
    for index, question in questions.items():
        nameless = replace(question.look, id="")
        if nameless not in known:
            known[nameless] = _one(connector, question, feeds, now)
        answers[index] = replace(known[nameless], look=question.look.id)
    return answers


def _one(connector: Connector, question: Asked, feeds: Feeds, now: datetime) -> Observation:
    try:
        return connector.look(question.look, feeds, now)
    except (ConnectorError, UsageError) as error:
        return _unseen(question, error, now)


def _unseen(question: Asked, error: ZusageError, now: datetime) -> Observation:
    return Observation(question.look.id, question.target, now, visible=False, reason=error.brief)
