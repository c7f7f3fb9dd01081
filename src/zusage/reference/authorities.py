"""Supervisory authorities with their contact data.

Law: only what the authorities publish about themselves; an address part that could not be confirmed is left out. Private
bodies in Germany answer to the authority of the Land of their establishment (s. 40 BDSG). Source: the contact records of
the public collection datenanfragen/data, each of which names the authority's own contact page; state 2026-07-21.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zusage.reference.packaged import rows


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority; a part that is not known is empty."""

    id: str
    name: str
    address: str
    email: str
    web: str
    phone: str


@cache
def authorities() -> dict[str, Authority]:
    """Every authority by id (`de/sh`)."""
    found = (Authority(**row) for row in rows("authorities.json", "authorities"))
    return {authority.id: authority for authority in found}


def authority(id: str) -> Authority | None:
    """The authority of that id, or None."""
    return authorities().get(id)
