"""Supervisory authorities with their contact data.

Law: only what the authorities publish about themselves; an address part that could not be confirmed is left out. Private
bodies in Germany answer to the authority of the Land of their establishment (s. 40 BDSG). The rows are those of the table
`authorities`; a street that nobody has confirmed stays in the table and never becomes part of the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zusage.reference.tables import Row, table


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority; a part that is not known is empty."""

    id: str
    name: str
    address: str
    email: str
    web: str
    phone: str
    watches: tuple[str, ...] = ()
    """Whom it supervises: private, public, telecom, postal."""
    land: str = ""


@cache
def authorities() -> dict[str, Authority]:
    """Every authority by id (`de/sh`)."""
    return {row.id: _authority(row) for row in table("authorities") if row.valid_to is None}


def authority(id: str) -> Authority | None:
    """The authority of that id, or None."""
    return authorities().get(id)


def _authority(row: Row) -> Authority:
    name, address, email, web, phone = (str(row.facts[key]) for key in ("name", "address", "email", "web", "phone"))
    watches = row.facts["watches"]
    return Authority(
        row.id, name, address, email, web, phone, watches if isinstance(watches, tuple) else (), str(row.facts["land"])
    )


LANDS = {
    "baden-württemberg": "de/bw",
    "bayern": "de/by",
    "berlin": "de/be",
    "brandenburg": "de/bb",
    "bremen": "de/hb",
    "hamburg": "de/hh",
    "hessen": "de/he",
    "mecklenburg-vorpommern": "de/mv",
    "niedersachsen": "de/ni",
    "nordrhein-westfalen": "de/nw",
    "rheinland-pfalz": "de/rp",
    "saarland": "de/sl",
    "sachsen-anhalt": "de/st",
    "sachsen": "de/sn",
    "schleswig-holstein": "de/sh",
    "thüringen": "de/th",
}
"""The German Länder by name, with the authority for private bodies."""
