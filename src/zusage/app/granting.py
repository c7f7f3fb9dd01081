"""Granting: what a database administrator has to run, and running the set-up part of it.

Law: `grant_lines` runs nothing. Set-up is idempotent and touches only Zusage's own tables and guards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zusage.app.planning import look_ahead
from zusage.app.session import Session
from zusage.engine.fleet import each_target
from zusage.engine.stores import Place, locked_tables
from zusage.engine.survey import PROBED
from zusage.model.errors import ConnectorError, UsageError, ZusageError
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy


def set_up_targets(session: Session, ready: Collection[TargetId] = ()) -> tuple[list[TargetId], dict[TargetId, str]]:
    """Set up every target that is not `ready` already; returns those that are now and those that are not, and why."""
    done: list[TargetId] = []
    failed: dict[TargetId, str] = {}
    for system in session.workspace.policy.systems.values():
        if system.absent or system.connector not in PROBED:
            continue
        try:
            places = [place for place in session.stores.places(system) if place.id not in ready]
        except (ConnectorError, UsageError) as error:
            failed[TargetId(system.id)] = error.brief
            continue
        for place, result in zip(places, each_target(lambda p: _set_up(session, p), places), strict=True):
            if isinstance(result, ZusageError):
                failed[place.id] = result.brief
            else:
                done.append(place.id)
    return done, failed


def _set_up(session: Session, place: Place) -> None:
    connector = session.stores.open(place.id)
    try:
        connector.set_up()
    finally:
        if place.id.instance:
            session.stores.release(place.id)


def grant_lines(session: Session, only: str | None) -> Iterator[str]:
    """The SQL for each database, with the least that the policy's acts need there. Raises UsageError ZE52."""
    from zusage.adapters.connectors.sql.grants import grants

    policy = session.workspace.policy
    if only is not None and only not in policy.systems:
        raise UsageError("ZE52", place=only, known=", ".join(policy.systems))
    outlook = look_ahead(session)
    for system in policy.systems.values():
        if system.connector != "sql" or only not in (None, system.id):
            continue
        targets = [p.target for p in outlook.plan.targets if p.target.system == system.id and not p.problem]
        if not targets:
            yield f"-- {system.id}: not reachable"
            continue
        connector = session.stores.open(targets[0])
        acts = [act.act for act, _ in outlook.forecast if act.target.system == system.id]
        yield f"-- system {system.id}: {len(targets)} {'database' if len(targets) == 1 else 'databases'}, run once in each"
        product = connector.identity().product
        marks = registry_marks(policy, system.id)
        tables, locks = tuple(system.tables), locked_tables(policy, system.id)
        for role, statements in grants(product, connector.structure(), tables, acts, marks=marks, locks=locks).items():
            yield f"-- {role}"
            yield from statements
        yield ""


def registry_marks(policy: Policy, system: str) -> dict[str, tuple[str, ...]]:
    """The columns that tombstones of dropped instances are written into, by table of this system."""
    fleets = [s.each for s in policy.systems.values() if s.each is not None and s.each.system == system]
    return {each.table: tuple(column for column, _ in each.on_drop) for each in fleets if each.on_drop}
