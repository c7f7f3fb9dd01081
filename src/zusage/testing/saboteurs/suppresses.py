"""suppresses: an address of the list gets mail."""

from __future__ import annotations

import hmac

from zusage.testing.saboteurs.base import Cannot, Deed, Site, plant, rows_of
from zusage.testing.saboteurs.link_present import send

WHO = "gesperrt@post.example"


def sabotage(site: Site) -> Deed:
    """A mail to the first address of the list; where it keeps keyed digests, to an address that is put on it."""
    system, table, column = site.place("list")
    channel = next(iter(site.words("channel")), "")
    with site.open(system) as db:
        known = [str(row[column]) for row in rows_of(db, table) if row[column] and "@" in str(row[column])]
        if not known and (secret := _secret(site, (system, table, column))):
            plant(db, table, {column: hmac.new(secret.encode(), WHO.encode(), "sha256").hexdigest()})
            known = [WHO]
    if not known:
        raise Cannot("the list holds digests only, or nothing")
    return send(site, channel, known[0], link=True)


def _secret(site: Site, place: tuple[str, str, str]) -> str:
    """The key of the digests in that column; "" where none is declared or set."""
    keys = (key for subject in site.policy.subjects.values() for *spot, key in subject.keys or () if tuple(spot) == place)
    return next((site.variables.get(key, "") for key in keys), "")
