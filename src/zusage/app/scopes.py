"""Scopes: active holds as every target needs them.

Law: a hold's row key comes from the vault and goes into the target's own hold table, nowhere else. A hold names a promise,
a system, a table, or one row of a table; the widest reading counts where something is left open. A hold on the registry row
of an instance, or on a row that owns it, holds the whole instance; a hold in a store holds the stores that follow it (files
of its rows). Where the registry cannot say which instances are meant, all are.

Example: a hold on customer 7 holds customer 7's invoices, the databases of their instances and the folders with their files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from zusage.app.history import active_holds
from zusage.app.session import Session
from zusage.keeping.edges import along, leads, path
from zusage.keeping.holds import key_column
from zusage.kinds.base import ActiveHold
from zusage.model.errors import ConnectorError, UsageError
from zusage.plan.condition import In
from zusage.plan.connector import HeldScope
from zusage.plan.survey import Survey
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.promise import StageTerms
from zusage.policy.system import Each

VAULT = "hold"


def scopes_of(session: Session, target: TargetId) -> tuple[HeldScope, ...]:
    """The scopes of all active holds on one target."""
    policy, state = session.workspace.policy, session.state
    followed = policy.systems[target.system].follows.partition(".")[0]
    scopes: list[HeldScope] = []
    for hold in active_holds(state):
        private = state.vault.get(VAULT, hold.id) or {}
        scopes.extend(_scope(policy, hold, private, target))
        leader = TargetId(followed, target.instance)
        if _over_registry(session, hold, private, target):
            scopes.append(HeldScope(hold.id))
        elif followed and _scope(policy, hold, private, leader):
            scopes.append(HeldScope(hold.id, followed=True))
    return tuple(dict.fromkeys(scopes))


def _over_registry(session: Session, hold: ActiveHold, private: Mapping[str, Any], target: TargetId) -> bool:
    """Whether the hold covers the registry row of the target's instance, or a row that owns it."""
    each = session.workspace.policy.systems[target.system].each
    if each is None or not target.instance:
        return False
    scopes = _scope(session.workspace.policy, hold, private, TargetId(each.system))
    if not scopes:
        return False
    key = (hold.id, target.system)
    if key not in session.covered:
        try:
            session.covered[key] = frozenset(_instances(session, each, scopes))
        except (ConnectorError, UsageError):
            return True
    return target.instance in session.covered[key]


def _instances(session: Session, each: Each, scopes: list[HeldScope]) -> Iterator[str]:
    """The digests of the instances whose registry row lies under one of the scopes."""
    registry = session.stores.open(TargetId(each.system))
    uses, structure = session.workspace.policy.systems[each.system].tables, registry.structure()
    for scope in scopes:
        ways = path(uses, structure, each.table, scope.table) if scope.table else ()
        if ways is None and not leads(uses, structure, each.table, scope.table):
            continue
        column = key_column(structure, scope.table or each.table)
        own = In(column, _spellings(scope.key)) if scope.key is not None and column else None
        for (key,) in registry.rows(each.table, (each.key,), along(ways, own) if ways is not None else None, {}):
            yield session.stores.instance_digest(str(key))


def _spellings(key: str) -> tuple[str, ...]:
    """A key as it was given, and as a UUID kept without hyphens."""
    return tuple(dict.fromkeys((key, key.replace("-", "").lower())))


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
        scopes = scopes_of(session, surveyed.target)
        try:
            session.stores.open(surveyed.target).set_holds(scopes)
        except (ConnectorError, UsageError) as error:
            failed[surveyed.target] = error.brief
    return failed


def places_of(policy: Policy, hold: ActiveHold) -> tuple[tuple[str, str], ...]:
    """The (system, table) pairs that a hold covers; table "" means every table.

    Where the place of a hold is declared no more (renamed, moved), nobody knows where its rows are: all that may be it is.
    """
    if hold.promise:
        promise = policy.promise(hold.promise)
        if promise is not None and isinstance(promise.terms, StageTerms):
            rule = promise.terms.rule
            whole = tuple((system, "") for system in rule.whole)
            return whole + tuple((unit.system, unit.table) for unit in rule.units)
        return tuple((system, "") for system in policy.systems)
    system = policy.systems.get(hold.system)
    if system is None:
        return tuple((id, "") for id in policy.systems)
    is_known = not hold.table or system.connector != "sql" or hold.table in system.tables
    return ((hold.system, hold.table if is_known else ""),)


def _scope(policy: Policy, hold: ActiveHold, private: Mapping[str, Any], target: TargetId) -> list[HeldScope]:
    instance = str(private.get("instance", ""))
    if instance and target.instance and instance != target.instance:
        return []
    key = private.get("key") if places_of(policy, hold) == ((hold.system, hold.table),) else None
    since, until = _moment(private.get("since")), _moment(private.get("until"))
    return [
        HeldScope(hold.id, table, None if key is None else str(key), since, until)
        for system, table in places_of(policy, hold)
        if system == target.system
    ]


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
