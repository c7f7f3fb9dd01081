"""Closing: how a store that was put back from a copy is recognised, and kept closed until it has been replayed.

Law: four signs, any of which closes: the journal lies behind the ledger; the store does not carry the pulse of its last run;
server, database or timeline are not those of the last run; files that had been ended lie there again. Closed is what our own
state says or the gate in the store says; only a replay opens. `sign_of` writes nothing. A pulse is made known to our own
state before it is given to a store, so a crash in between never closes anything. It carries a moment after everything that
was settled before it and before everything that is settled later (`tick`), whatever the clocks did in between.

What no sign shows: a copy made after the last run of everything that had been done by then, which lacks nothing of ours.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from zusage.app.session import Session
from zusage.engine.collect import Cursor, collect_target
from zusage.engine.fleet import each_target
from zusage.ledger.kinds import restore_noticed_entry
from zusage.model.errors import ConnectorError, IntegrityError, UsageError
from zusage.plan.connector import Connector, Gate, Gated, Returning
from zusage.plan.target import Identity, TargetId
from zusage.policy.policy import Policy

CURSOR = "cursor"
CLOSED = "closed"
PULSE = "pulse"
OPENED = "opened"
CLOCK = ("clock", "last")
_NEXT = timedelta(microseconds=1)
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Closure:
    """A closed target: since when, what showed it, the run that replays it, and when at the earliest the copy was made."""

    target: TargetId
    since: datetime
    why: str
    run: str
    copied: datetime | None


def closure_of(session: Session, target: TargetId) -> Closure | None:
    """The closure of a target as our own state has it."""
    value = session.state.vault.get(CLOSED, str(target))
    return _closure(target, value) if value else None


def closures(session: Session) -> tuple[Closure, ...]:
    """All closed targets."""
    found = []
    for name, value in session.state.vault.all(CLOSED):
        system, _, instance = name.partition("/")
        found.append(_closure(TargetId(system, instance), value))
    return tuple(found)


def is_closed(session: Session, target: TargetId) -> bool:
    """Whether a target is closed or would have to be; writes nothing. What cannot be asked is not closed by that."""
    if session.state.vault.get(CLOSED, str(target)):
        return True
    try:
        return bool(sign_of(session, target))
    except (ConnectorError, UsageError):
        return False
    finally:
        if target.instance:
            session.stores.release(target)


def sign_of(session: Session, target: TargetId) -> str:
    """What shows that a target was put back from a copy: journal, pulse, store, gate, files; "" for nothing."""
    connector = session.stores.open(target)
    if isinstance(connector, Returning) and connector.returned(_opened(session, target)):
        return "files"
    if session.workspace.policy.systems[target.system].connector != "sql":
        return ""
    return _behind(session, target) or _foreign(session, target, connector)


def close_target(session: Session, target: TargetId, why: str, known: int = 0, found: int = 0) -> Closure:
    """Close a target, in our own state first, and tell the ledger once; the gate in the store where it can be written."""
    if closed := closure_of(session, target):
        return closed
    copied = _copied(session, target)
    run = f"replay-{session.now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    value = {"since": session.now.isoformat(), "why": why, "run": run, "copied": copied.isoformat() if copied else ""}
    session.state.vault.put(CLOSED, str(target), value)
    session.state.records.append([restore_noticed_entry(target, session.now, known, found, why, run)])
    _shut(session, target)
    return _closure(target, value)


def open_target(session: Session, target: TargetId) -> None:
    """Open a target after its replay: a new pulse first, so that the copy it came from is never taken for it."""
    session.state.vault.delete(CURSOR, str(target))
    session.state.vault.put(OPENED, str(target), {"at": session.now.isoformat()})
    if session.workspace.policy.systems[target.system].connector == "sql":
        _give_pulses(session, [target])
    session.state.vault.delete(CLOSED, str(target))


def depending_on(policy: Policy, targets: Iterable[TargetId], closed: Collection[TargetId]) -> tuple[TargetId, ...]:
    """The closed targets, and those about which a closed one decides: its fleet, and what follows its rows."""
    shut = {target.system for target in closed}
    registries = {id for id, system in policy.systems.items() if system.each is not None and system.each.system in shut}
    followers = {id for id, system in policy.systems.items() if system.follows.partition(".")[0] in shut}
    return tuple(t for t in targets if t in closed or t.system in registries or _follows(policy, t, followers, closed))


def _follows(policy: Policy, target: TargetId, followers: Collection[str], closed: Collection[TargetId]) -> bool:
    leader = policy.systems[target.system].follows.partition(".")[0]
    return target.system in followers and any(c.system == leader and c.instance in ("", target.instance) for c in closed)


def tick(session: Session) -> datetime:
    """A moment after all that were given before: now where the clock agrees, else the next one that can be told apart."""
    known = session.state.vault.get(*CLOCK)
    last = datetime.fromisoformat(str(known["at"])) + _NEXT if known else session.now
    moment = max(session.now, last)
    session.state.vault.put(*CLOCK, {"at": moment.isoformat()})
    return moment


def breathe(session: Session, targets: Iterable[TargetId]) -> None:
    """Give every open store of a run a new pulse, and remember which store it was."""
    closed = {closure.target for closure in closures(session)}
    systems = session.workspace.policy.systems
    _give_pulses(session, [t for t in targets if t not in closed and systems[t.system].connector == "sql"])


def _give_pulses(session: Session, targets: list[TargetId]) -> None:
    pulse = f"{tick(session).astimezone(UTC):{_STAMP}}-{secrets.token_hex(4)}"
    by_system: dict[str, list[TargetId]] = {}
    for target in targets:
        by_system.setdefault(target.system, []).append(target)
    for system, members in by_system.items():
        known = dict(session.state.vault.get(PULSE, system) or {})
        session.state.vault.put(PULSE, system, {**known, "next": pulse})
        results = each_target(lambda target: _give(session, target, pulse), members)
        stores = dict(known.get("stores") or {})
        for target, result in zip(members, results, strict=True):
            if isinstance(result, Identity):
                stores[target.instance or "-"] = [pulse, result.server, result.database, result.timeline]
        session.state.vault.put(PULSE, system, {"stores": stores, "next": pulse})


def _give(session: Session, target: TargetId, pulse: str) -> Identity | None:
    connector = session.stores.open(target)
    try:
        if not isinstance(connector, Gated) or not connector.set_gate(session.state.origin, Gate(False, pulse)):
            return None
        return connector.identity()
    finally:
        if target.instance:
            session.stores.release(target)


def _opened(session: Session, target: TargetId) -> datetime | None:
    """When a target was last opened: what lay there again by then was looked at, and what stayed, stayed for a reason."""
    value = session.state.vault.get(OPENED, str(target))
    return datetime.fromisoformat(str(value["at"])) if value else None


def _behind(session: Session, target: TargetId) -> str:
    value = session.state.vault.get(CURSOR, str(target))
    if not value:
        return ""
    try:
        collect_target(session.stores, target, Cursor(int(value["position"]), str(value.get("batch", ""))), lambda _: 0)
    except IntegrityError:
        return "journal"
    return ""


def _foreign(session: Session, target: TargetId, connector: Connector) -> str:
    """Compare pulse, server, database and timeline with what the last run left."""
    gate = connector.gate(session.state.origin) if isinstance(connector, Gated) else None
    if gate is not None and gate.closed:
        return "gate"
    known = session.state.vault.get(PULSE, target.system) or {}
    store = (known.get("stores") or {}).get(target.instance or "-")
    if not store:
        return ""
    if gate is None or gate.pulse not in (store[0], str(known.get("next", ""))):
        return "pulse"
    identity = connector.identity()
    now = (identity.server, identity.database, identity.timeline)
    if identity.product != "sqlite" and any(was and is_ and was != is_ for was, is_ in zip(store[1:], now, strict=True)):
        return "store"
    return ""


def _copied(session: Session, target: TargetId) -> datetime | None:
    """Since when at the latest the copy may lack something: the moment of the pulse that it carries."""
    try:
        connector = session.stores.open(target)
        gate = connector.gate(session.state.origin) if isinstance(connector, Gated) else None
        return datetime.strptime(gate.pulse.partition("-")[0], _STAMP).replace(tzinfo=UTC) if gate and gate.pulse else None
    except (ConnectorError, UsageError, ValueError):
        return None


def _shut(session: Session, target: TargetId) -> None:
    try:
        connector = session.stores.open(target)
        if isinstance(connector, Gated) and (gate := connector.gate(session.state.origin)) is not None:
            connector.set_gate(session.state.origin, Gate(True, gate.pulse))
    except (ConnectorError, UsageError):
        return


def _closure(target: TargetId, value: Mapping[str, Any]) -> Closure:
    copied = str(value.get("copied") or "")
    moment = datetime.fromisoformat(copied) if copied else None
    return Closure(target, datetime.fromisoformat(str(value["since"])), str(value["why"]), str(value["run"]), moment)
