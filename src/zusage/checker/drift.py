"""Drift: what the looks of an inspection say about columns, read by the rules of drift.

Law: a column counts as personal when a clear share of its sampled values has the shape of an identifier; names of shapes
are returned, never values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from zusage.checker.rule import Matter
from zusage.keeping.blanks import is_missing
from zusage.model.place import NOWHERE, Place
from zusage.policy.policy import Policy
from zusage.policy.start import ColumnStart

SHARES = {"email": 5, "iban": 5, "card_number": 5, "ipv4_full": 10, "ipv6_full": 10, "phone": 40, "name_like": 80}

SHAPES = {
    "email": {"shape_de": "E-Mail-Adressen", "shape_en": "e-mail addresses"},
    "iban": {"shape_de": "Bankverbindungen", "shape_en": "bank accounts"},
    "card_number": {"shape_de": "Kartennummern", "shape_en": "card numbers"},
    "ipv4": {"shape_de": "IP-Adressen", "shape_en": "IP addresses"},
    "ipv6": {"shape_de": "IP-Adressen", "shape_en": "IP addresses"},
    "phone": {"shape_de": "Telefonnummern", "shape_en": "telephone numbers"},
    "name_like": {"shape_de": "Namen von Personen", "shape_en": "names of people"},
}


def personal_columns(matter: Matter, look: str = "profile") -> Iterator[tuple[str, str, str, str]]:
    """(system, table, column, shape) of every column looked at like that whose values look personal."""
    for observation in matter.observations:
        kind, _, where = observation.look.partition(":")
        if kind != look or not observation.visible:
            continue
        examined = observation.numbers.get("examined", 0) - observation.numbers.get("empty", 0)
        for shape, share in SHARES.items():
            if examined > 0 and observation.numbers.get(shape, 0) * 100 >= share * examined:
                system, table, column = where.split(".", 2)
                yield system, table, column, shape.replace("_full", "")
                break


def moments(matter: Matter) -> Iterator[tuple[str, Mapping[str, int]]]:
    """(system.table.column, numbers added up over the instances) of every start column."""
    sums: dict[str, dict[str, int]] = {}
    for observation in matter.observations:
        kind, _, where = observation.look.partition(":")
        if kind == "moments" and observation.visible:
            total = sums.setdefault(where, {})
            for name, number in observation.numbers.items():
                total[name] = total.get(name, 0) + number
    yield from sums.items()


def place_of(matter: Matter, column: str) -> Place:
    """Where the table of a column is declared."""
    system, table = column.split(".")[:2]
    declared = matter.policy.systems.get(system)
    if declared is None:
        return NOWHERE
    return declared.tables[table].place if table in declared.tables else declared.place


def ends_of(matter: Matter) -> dict[str, tuple[datetime, datetime]]:
    """The oldest and the newest real moment of every start column (system.table.column), over all instances."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for observation in matter.observations:
        kind, _, where = observation.look.partition(":")
        if kind == "moments" and observation.visible and len(observation.moments) >= 2:
            oldest, newest = observation.moments["oldest"], observation.moments["newest"]
            before, after = found.get(where, (oldest, newest))
            found[where] = (min(oldest, before), max(newest, after))
    return found


def columns_of(matter: Matter, system: str, table: str) -> frozenset[str] | None:
    """The columns that a table of a reachable target has, None where the table was not seen."""
    structure = matter.survey.structure(system) if matter.survey is not None else None
    found = structure.tables.get(table) if structure is not None else None
    return frozenset(column.name for column in found.columns) if found is not None else None


def fills_at_once(policy: Policy, column: str) -> bool:
    """Whether a start column (system.table.column) holds a moment that every row has from the beginning."""
    return any(
        is_missing(rule) for rule in policy.rules if isinstance(rule.start, ColumnStart) and name_of(rule.start) == column
    )


def name_of(start: ColumnStart) -> str:
    """system.table.column."""
    return f"{start.system}.{start.table}.{start.column}"


def day_of(matter: Matter, moment: datetime) -> date:
    """The day of a moment where the organisation is."""
    return moment.astimezone(ZoneInfo(matter.policy.timezone)).date()
