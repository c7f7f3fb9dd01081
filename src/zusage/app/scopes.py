"""Scopes: active holds as every target needs them.

Law: a hold's row key comes from the vault and goes into the target's own hold table, nowhere else. A hold names a promise,
a system, a table, or one row of a table; the widest reading counts where something is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zusage.app.history import active_holds
from zusage.app.session import Session
from zusage.engine.ports import State
from zusage.kinds.base import ActiveHold
from zusage.model.errors import ConnectorError, UsageError
from zusage.plan.connector import HeldScope
from zusage.plan.survey import Survey
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.promise import StageTerms

VAULT = "hold"


def scopes_of(policy: Policy, state: State, target: TargetId) -> tuple[HeldScope, ...]:
    """The scopes of all active holds on one target."""
    scopes: list[HeldScope] = []
    for hold in active_holds(state):
        private = state.vault.get(VAULT, hold.id) or {}
        scopes.extend(_scope(policy, hold, private, target))
    return tuple(scopes)


def spread_holds(session: Session, survey: Survey, *, stored: bool) -> dict[TargetId, str]:
    """Hand every reachable target its holds; returns the targets that did not take them, with the reason.

    With `stored` False only targets that keep holds in memory are told (planning needs no write access).
    """
    failed: dict[TargetId, str] = {}
    policy = session.workspace.policy
    for surveyed in survey.targets:
        if surveyed.problem:
            continue
        system = policy.systems[surveyed.target.system]
        if system.connector == "sql" and not stored:
            continue
        scopes = scopes_of(policy, session.state, surveyed.target)
        try:
            session.stores.open(surveyed.target).set_holds(scopes)
        except (ConnectorError, UsageError) as error:
            failed[surveyed.target] = f"{error.code} {error.arguments.get('reason', '')}".strip()
    return failed


def places_of(policy: Policy, hold: ActiveHold) -> tuple[tuple[str, str], ...]:
    """The (system, table) pairs that a hold covers; table "" means every table."""
    if hold.promise:
        promise = policy.promise(hold.promise)
        if promise is not None and isinstance(promise.terms, StageTerms):
            rule = promise.terms.rule
            whole = tuple((system, "") for system in rule.whole)
            return whole + tuple((unit.system, unit.table) for unit in rule.units)
        return tuple((system, "") for system in policy.systems)
    return ((hold.system, hold.table),)


def _scope(policy: Policy, hold: ActiveHold, private: Mapping[str, Any], target: TargetId) -> list[HeldScope]:
    instance = str(private.get("instance", ""))
    if instance and target.instance and instance != target.instance:
        return []
    key = private.get("key")
    since, until = _moment(private.get("since")), _moment(private.get("until"))
    return [
        HeldScope(hold.id, table, None if key is None else str(key), since, until)
        for system, table in places_of(policy, hold)
        if system == target.system
    ]


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
