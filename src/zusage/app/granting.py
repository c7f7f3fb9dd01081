"""Granting: what a database administrator has to run, and running the set-up part of it.

Law: `grant_lines` runs nothing. Set-up is idempotent and touches only Zusage's own tables and guards.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.app.planning import make_plan_for
from zusage.app.session import Session
from zusage.engine.fleet import each_target
from zusage.engine.stores import Place
from zusage.engine.survey import PROBED
from zusage.model.errors import ConnectorError, UsageError, ZusageError
from zusage.plan.target import TargetId


def set_up_targets(session: Session) -> tuple[list[TargetId], dict[TargetId, str]]:
    """Set up every target; returns those that are ready and those that are not, with the reason."""
    done: list[TargetId] = []
    failed: dict[TargetId, str] = {}
    for system in session.workspace.policy.systems.values():
        if system.absent or system.connector not in PROBED:
            continue
        try:
            places = session.stores.places(system)
        except (ConnectorError, UsageError) as error:
            failed[TargetId(system.id)] = _words(error)
            continue
        for place, result in zip(places, each_target(lambda p: _set_up(session, p), places), strict=True):
            if isinstance(result, ZusageError):
                failed[place.id] = _words(result)
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
    """The SQL for each system, with the least that the policy's acts need."""
    raise NotImplementedError


def _words(error: ZusageError) -> str:
    return f"{error.code} {error.arguments.get('reason', '')}".strip()


__all__ = ["grant_lines", "make_plan_for", "set_up_targets"]
