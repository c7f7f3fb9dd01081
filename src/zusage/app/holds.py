"""Holds: stop deletions for a reason, until a person releases them.

Law: a hold is in force when every reachable target has taken it; it never lapses by itself (a passed review date is a
finding). The reason and the key of a row lie in the vault; the ledger knows the id, the kind, the role and the dates.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from zusage.app.history import active_holds
from zusage.app.scopes import VAULT, spread_holds
from zusage.app.session import Session
from zusage.engine.ports import State
from zusage.engine.survey import take_survey
from zusage.kinds.base import ActiveHold
from zusage.ledger.kinds import hold_added_entry, hold_released_entry, role_id
from zusage.model.calendar import add_days
from zusage.model.errors import UsageError
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.system import System


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """What a person asks to be held: a promise, or a place `system[.table]`, or one row of it by its key."""

    kind: str
    role: str
    reason: str
    promise: str = ""
    place: str = ""
    key: str | None = None
    instance: str = ""
    since: datetime | None = None
    until: datetime | None = None
    review: datetime | None = None


@dataclass(frozen=True, slots=True)
class HoldDone:
    """The hold's id, and targets that did not take it, with the reason (they are not protected yet)."""

    hold: str
    failed: dict[TargetId, str]


def add_hold(session: Session, request: HoldRequest) -> HoldDone:
    """Record the hold, hand it to every target, return what did not take it. Raises UsageError ZE42, ZE52, ZE53."""
    policy, state = session.workspace.policy, session.state
    role_id(request.role)
    system, table = _place(policy, request)
    review = request.review or session.now + _review(policy, request.kind, session.now.date())
    number = sum(1 for _ in state.records.read("hold_added")) + 1
    hold = f"H-{number}"
    private = {
        "reason": request.reason,
        "key": request.key,
        "instance": request.instance,
        "since": request.since and request.since.isoformat(),
        "until": request.until and request.until.isoformat(),
    }
    state.vault.put(VAULT, hold, {name: value for name, value in private.items() if value is not None and value != ""})
    entry = hold_added_entry(hold, session.now, request.kind, request.role, review, request.promise, system, table)
    state.records.append([entry])
    return HoldDone(hold, spread_holds(session, take_survey(session.stores, session.now), stored=True))


def release_hold(session: Session, hold: str, role: str) -> HoldDone:
    """End a hold by a person's decision. Raises UsageError ZE54 when there is no such active hold."""
    known = [h.id for h in active_holds(session.state)]
    if hold not in known:
        raise UsageError("ZE54", hold=hold, known=", ".join(known))
    session.state.records.append([hold_released_entry(hold, session.now, role)])
    session.state.vault.delete(VAULT, hold)
    return HoldDone(hold, spread_holds(session, take_survey(session.stores, session.now), stored=True))


def list_holds(state: State) -> tuple[tuple[ActiveHold, str], ...]:
    """Active holds with their reasons."""
    return tuple((hold, str((state.vault.get(VAULT, hold.id) or {}).get("reason", ""))) for hold in active_holds(state))


def _review(policy: Policy, kind: str, day: date) -> timedelta:
    """How long until somebody looks again; months as the calendar has them."""
    if kind not in policy.holds:
        raise UsageError("ZE53", kind=kind, known=", ".join(policy.holds))
    review = policy.holds[kind].review
    return add_days(day, review) - day + timedelta(hours=review.hours)


def _place(policy: Policy, request: HoldRequest) -> tuple[str, str]:
    if request.promise:
        if policy.promise(request.promise) is None:
            near = get_close_matches(request.promise, [p.id for p in policy.promises], 1)
            raise UsageError("ZE42", promise=request.promise, near=near[0] if near else "")
        return "", ""
    system, _, table = request.place.partition(".")
    if system not in policy.systems or (table and table not in _tables(policy.systems[system])):
        raise UsageError("ZE52", place=request.place, known=", ".join(policy.systems))
    return system, table


def _tables(system: System) -> Collection[str]:
    """What a hold can name in a system: its declared tables, or the collections that its kind of store has."""
    from zusage.adapters.connectors import descriptors

    known = descriptors().get(system.connector)
    return system.tables or (known.collections if known is not None else ())
