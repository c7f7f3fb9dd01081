"""History: what the ledger and the vault know, as values for planner and judges.

Law: only entries that say something for a verdict are read, by kind, streamed; the last entry of a kind wins where one is
asked for. Reasons of holds and names behind roles stay in the vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from zusage.app.quarantining import set_aside
from zusage.app.secrets import living_secrets
from zusage.engine.ports import State
from zusage.kinds.base import ActiveHold, Attestation, Done, History, Restored, RunFact
from zusage.plan.target import TargetId
from zusage.verdict.judge import LastLook


def read_history(state: State) -> History:
    """Runs, receipts, attestations, holds and inventories (what is published: `zusage.app.publications`)."""
    runs = tuple(_run(record.at, record.body) for record in state.records.read("run_finished"))
    return History(
        runs=runs[-400:],
        done=_done(state),
        attestations=tuple(_attestation(record.at, record.body) for record in state.records.read("attestation")),
        holds=active_holds(state),
        inventories=_inventories(state),
        first_run=runs[0].at if runs else None,
        restores=_restores(state),
        secrets=living_secrets(state),
        aside=set_aside(state),
    )


def last_look(state: State) -> LastLook:
    """States of the previous board and when each promise was last kept."""
    at: datetime | None = None
    states: dict[str, str] = {}
    kept: dict[str, datetime] = {}
    for record in state.records.read("board"):
        at = record.at
        states = {promise: str(verdict["state"]) for promise, verdict in record.body["verdicts"].items()}
        kept.update({promise: record.at for promise, word in states.items() if word == "kept"})
    return LastLook(at, states, kept)


_HOLDS: WeakKeyDictionary[Any, tuple[object, tuple[ActiveHold, ...]]] = WeakKeyDictionary()


def active_holds(state: State) -> tuple[ActiveHold, ...]:
    """Holds that were added and not released; a passed review date releases nothing.

    Asked before every batch: read again whenever the ledger has grown, whoever wrote into it.
    """
    head = getattr(state.records, "head", None)
    if head is None:
        return _active_holds(state)
    end = head().size
    known = _HOLDS.get(state)
    if known is None or known[0] != end:
        known = _HOLDS[state] = end, _active_holds(state)
    return known[1]


def _active_holds(state: State) -> tuple[ActiveHold, ...]:
    released = {str(record.body["hold"]) for record in state.records.read("hold_released")}
    return tuple(
        _hold(record.at, record.body) for record in state.records.read("hold_added") if record.body["hold"] not in released
    )


def parse_target(text: str) -> TargetId:
    """A target as it is written in entries: `system` or `system/instance`."""
    system, _, instance = text.partition("/")
    return TargetId(system, instance)


def _run(at: datetime, body: Mapping[str, Any]) -> RunFact:
    visited = tuple(sorted({parse_target(t).system for t in body["visited"]}))
    return RunFact(str(body["run"]), at, visited, tuple(sorted({parse_target(t).system for t in body["missed"]})))


def _restores(state: State) -> tuple[Restored, ...]:
    """Restores that were noticed, and the replay of that target after which it was open again."""
    noticed: dict[str, Restored] = {}
    for record in state.records.read("restore_noticed"):
        noticed[str(record.body["target"])] = Restored(parse_target(str(record.body["target"])), record.at)
    for record in state.records.read("replay_done") if noticed else ():
        target = str(record.body["target"])
        if target in noticed and record.at >= noticed[target].at and noticed[target].replayed is None:
            noticed[target] = replace(noticed[target], replayed=record.at)
    return tuple(noticed.values())


def _done(state: State) -> tuple[Done, ...]:
    latest: dict[tuple[str, str], Done] = {}
    for record in state.records.read("receipt"):
        body = record.body
        if sum(body["counts"].values()):
            target = parse_target(str(body["target"]))
            level, reached = str(body.get("level", "")), str(body.get("reached", ""))
            done = Done(str(body["promise"]), target, record.at, body["counts"], record.index, level, reached)
            latest[str(body["promise"]), str(target)] = done
    return tuple(latest.values())


def _attestation(at: datetime, body: Mapping[str, Any]) -> Attestation:
    return Attestation(
        str(body["promise"]),
        str(body["digest"]),
        str(body["role"]),
        at,
        datetime.fromisoformat(str(body["until"])),
        str(body["file"]),
    )


def _hold(at: datetime, body: Mapping[str, Any]) -> ActiveHold:
    return ActiveHold(
        str(body["hold"]),
        str(body["kind"]),
        str(body.get("promise", "")),
        str(body.get("system", "")),
        str(body.get("table", "")),
        at,
        datetime.fromisoformat(str(body["review"])),
        "",
    )


def _inventories(state: State) -> dict[str, int]:
    """The inventory counts of the last board, by `promise|look|target`."""
    counts: dict[str, int] = {}
    for record in state.records.read("board"):
        counts.update({key: int(value) for key, value in record.body.get("inventories", {}).items()})
    return counts
