"""Services that many organisations use: the legal entity behind a name, where it is, and the role it usually has.

Law: a field is empty where no source was read; nothing is guessed, because a wrong entity in a notice misleads people. The
role is what is typical, never a legal assessment: the declaration's own `role:` counts. Sources stand in each row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zusage.reference.packaged import rows


@dataclass(frozen=True, slots=True)
class Service:
    """One service; `entity` and `country` are empty where no source was read."""

    id: str
    name: str
    entity: str
    country: str
    role: str
    source: str


@cache
def services() -> dict[str, Service]:
    """Every service by id (`gocardless/fr`)."""
    found = (Service(**row) for row in rows("services.json", "services"))
    return {service.id: service for service in found}


def service(id: str) -> Service | None:
    """The service of that id, or None."""
    return services().get(id)
