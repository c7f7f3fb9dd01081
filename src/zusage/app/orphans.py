"""Orphans: databases that fit the address pattern of a fleet, while no live row of its registry names them.

Law: an orphan is named by the digest of its key, never by the key; it is found by its name only, and not opened. Where no
list can be had, the reason is said: nothing found and not looked are two answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.app.session import Session
from zusage.engine.stores import Place
from zusage.model.errors import ConnectorError, UsageError
from zusage.plan.survey import SurveyedTarget
from zusage.plan.target import TargetId
from zusage.policy.system import System


def find_orphans(session: Session) -> tuple[tuple[SurveyedTarget, ...], dict[str, str]]:
    """The orphans of every fleet of databases, and for each fleet whose databases nobody could list the reason."""
    found: list[SurveyedTarget] = []
    unseen: dict[str, str] = {}
    for system in session.workspace.policy.systems.values():
        if system.connector != "sql" or system.each is None or system.absent:
            continue
        try:
            found.extend(_orphans(session, system))
        except (ConnectorError, UsageError) as error:
            unseen[system.id] = str(error.arguments.get("reason", error.code))
    return tuple(found), unseen


def _orphans(session: Session, system: System) -> Iterator[SurveyedTarget]:
    from zusage.adapters.connectors.sql.neighbours import database_name, neighbours

    pattern = _written(session, system)
    addresses = [_address(session, place) for place in session.stores.places(system) if not place.problem]
    known = {database_name(address) for address in addresses} | _others(session)
    for key, name in sorted(neighbours(pattern, addresses).items()):
        if name not in known:
            digest = session.stores.instance_digest(key)
            yield SurveyedTarget(TargetId(system.id, digest), expected=False)


def _others(session: Session) -> set[str]:
    """Databases that are declared as systems of their own."""
    from zusage.adapters.connectors.sql.neighbours import database_name

    names = set()
    for system in session.workspace.policy.systems.values():
        if system.connector == "sql" and system.each is None and not system.absent:
            names.add(database_name(_written(session, system)))
    return names


def _written(session: Session, system: System) -> str:
    """The declared address with its variables filled; the holes of a fleet stay open. Raises UsageError ZE41."""

    def variable(match: re.Match[str]) -> str:
        value = session.workspace.variables.get(match[1])
        if not value:
            raise UsageError("ZE41", name=match[1])
        return value

    return re.sub(r"env:([A-Za-z_][A-Za-z0-9_]*)", variable, str(system.options.get("url", "")))


def _address(session: Session, place: Place) -> str:
    value = session.stores.option(place, "url")
    return value if isinstance(value, str) else ""
