"""Survey: look at every declared target once, before anything is decided.

Law: one structure per distinct fingerprint (a fleet of a thousand equal databases is reflected once). What cannot be
reached is part of the answer, never an exception: the target drops out alone.
"""

from __future__ import annotations

import threading
from datetime import datetime

from zusage.engine.fleet import each_target
from zusage.engine.stores import Place, Stores
from zusage.model.errors import ConnectorError, UsageError, ZusageError
from zusage.plan.structure import Structure
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.plan.target import TargetId
from zusage.policy.system import System

NO_PROBE = "no probe for"
"""How the problem of a system begins whose kind of store has no connector here: it was not missed, nobody can look."""

NO_FOLDER = "ZE612"

PROBED = frozenset({"sql", "logfiles", "files", "mail", "register"})


def take_survey(stores: Stores, now: datetime) -> Survey:
    """Identity and structure of every target whose connector exists here; others are reported with a problem."""
    targets: list[SurveyedTarget] = []
    shapes = _Shapes()
    for system in stores.policy.systems.values():
        targets.extend(_system(stores, system, shapes))
    return Survey(now, tuple(targets))


class _Shapes:
    """Structures by fingerprint, shared by the fleet's threads."""

    def __init__(self) -> None:
        self._known: dict[str, Structure] = {}
        self._lock = threading.Lock()

    def get(self, fingerprint: str) -> Structure | None:
        with self._lock:
            return self._known.get(fingerprint)

    def put(self, fingerprint: str, structure: Structure) -> None:
        with self._lock:
            self._known[fingerprint] = structure


def _system(stores: Stores, system: System, shapes: _Shapes) -> list[SurveyedTarget]:
    if system.absent:
        return [SurveyedTarget(TargetId(system.id), problem="absent", absent=True)]
    if system.connector not in PROBED:
        return [SurveyedTarget(TargetId(system.id), problem=f"{NO_PROBE} {system.connector}")]
    try:
        places = stores.places(system)
    except (ConnectorError, UsageError) as error:
        return [SurveyedTarget(TargetId(system.id), problem=error.brief)]
    results = each_target(lambda place: _look(stores, place, shapes), places)
    return [_seen(place, result) for place, result in zip(places, results, strict=True)]


def _seen(place: Place, result: SurveyedTarget | ZusageError) -> SurveyedTarget:
    """A folder of an instance that was never made, or is gone, is absent; everything else that failed is a problem."""
    if not isinstance(result, ZusageError):
        return result
    absent = result.code == NO_FOLDER and bool(place.id.instance)
    return SurveyedTarget(place.id, problem="absent" if absent else result.brief, moments=place.moments, absent=absent)


def _look(stores: Stores, place: Place, shapes: _Shapes) -> SurveyedTarget:
    connector = stores.open(place.id)
    try:
        fingerprint = connector.fingerprint()
        structure = shapes.get(fingerprint)
        if structure is None:
            structure = connector.structure()
            shapes.put(fingerprint, structure)
        return SurveyedTarget(
            place.id, connector.identity(), structure, fingerprint, moments=place.moments if place.id.instance else None
        )
    finally:
        if place.id.instance:
            stores.release(place.id)
