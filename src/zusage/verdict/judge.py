"""Judging: from measured observations, ledger history and attestations to the rows of the board.

Law: a kind's judgement is taken as it is, except that (a) unproven may become attested when a statement for exactly this
promise digest is in force, (b) a look older than two run intervals is unproven whatever it said, (c) what a kind calls kept
with targets unseen is unproven.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zusage.keeping.doubt import doubtful
from zusage.kinds.base import Attestation, Evidence, History, Judgement, Kind, Question, State
from zusage.model.period import Period
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.verdict.board import Board, Row, Said

CONJUNCTION = "all-kept"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The questions of one promise."""

    promise: Promise
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class LastLook:
    """What the last board said: when, each promise's state, and when each was last kept."""

    at: datetime | None = None
    states: Mapping[str, str] | None = None
    last_kept: Mapping[str, datetime] | None = None


def inquire(
    policy: Policy, kinds: Mapping[str, Kind], survey: Survey, now: datetime, only: Collection[str] | None = None
) -> tuple[Inquiry, ...]:
    """What must be asked for every promise of the policy, or for those that are named."""
    promises = (p for p in policy.promises if only is None or p.id in only)
    return tuple(Inquiry(p, kinds[p.kind].questions(p, policy, survey, now)) for p in promises)


def judge_all(
    policy: Policy,
    kinds: Mapping[str, Kind],
    asked: Sequence[tuple[Inquiry, tuple[Observation, ...]]],
    survey: Survey,
    history: History,
    said: Mapping[str, Said],
    last: LastLook,
    now: datetime,
) -> Board:
    """The board at `now`."""
    rows = []
    for inquiry, observations in asked:
        promise = inquiry.promise
        judgement = kinds[promise.kind].judge(promise, policy, Evidence(observations, survey, history), now)
        looked = min((o.at for o in observations), default=survey.at)
        rows.append(_row(promise, _settle(judgement, looked, policy, now), looked, history, said, last, now))
    rows = [_conjunction(row, rows) if row.kind == CONJUNCTION else row for row in rows]
    seen = tuple(sorted({t.target.system for t in survey.targets if not t.problem}))
    unseen = {t.target.system: t.problem for t in survey.targets if t.problem and not (t.absent and t.target.instance)}
    return Board(policy.organisation.name, now, policy.digest, tuple(rows), seen, unseen, last.at)


def hours_of(period: Period) -> timedelta:
    """A run interval as a duration (an upper bound for months and years)."""
    return timedelta(hours=period.longest_hours)


def _settle(judgement: Judgement, looked: datetime, policy: Policy, now: datetime) -> Judgement:
    if judgement.state is State.KEPT and now - looked > 2 * hours_of(policy.run.every):
        return replace(judgement, state=State.UNPROVEN, reason="too_old")
    if judgement.state is State.KEPT and judgement.unseen:
        return replace(
            judgement,
            state=State.UNPROVEN,
            reason="not_all_seen",
            numbers={**judgement.numbers, "unseen": len(judgement.unseen)},
        )
    return judgement


def _row(
    promise: Promise,
    judgement: Judgement,
    looked: datetime,
    history: History,
    said: Mapping[str, Said],
    last: LastLook,
    now: datetime,
) -> Row:
    attestation = _attestation(promise, history, now)
    state = State.ATTESTED if judgement.state is State.UNPROVEN and attestation else judgement.state
    done = max((d for d in history.done if d.promise == promise.id), key=lambda d: d.at, default=None)
    kept = (last.last_kept or {}).get(promise.id)
    return Row(
        promise.id,
        promise.digest,
        promise.kind,
        promise.duty.value,
        state,
        judgement,
        looked,
        said.get(promise.id),
        attestation,
        done.entry if done else None,
        done.at if done else None,
        (last.states or {}).get(promise.id, ""),
        now if state is State.KEPT else kept,
        bool(doubtful((promise,), now.date())),
    )


def _attestation(promise: Promise, history: History, now: datetime) -> Attestation | None:
    """The latest statement in force for exactly this promise as it is worded today."""
    valid = [
        a
        for a in history.attestations
        if (a.promise, a.promise_digest) == (promise.id, promise.digest) and a.made <= now < a.until
    ]
    return max(valid, key=lambda a: a.made, default=None)


def _conjunction(row: Row, rows: Sequence[Row]) -> Row:
    """ "All of this is kept" is broken by one broken row and unproven by one that is not kept."""
    others = [other for other in rows if other.kind != CONJUNCTION]
    broken = sum(other.state is State.BROKEN for other in others)
    open_ones = sum(other.state in (State.UNPROVEN, State.ATTESTED) for other in others)
    state = State.BROKEN if broken else State.UNPROVEN if open_ones else State.KEPT
    reason = "others_broken" if broken else "others_open" if open_ones else ""
    judgement = replace(row.judgement, state=state, reason=reason, numbers={"broken": broken, "open": open_ones})
    return replace(row, state=state, judgement=judgement)
