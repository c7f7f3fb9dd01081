"""suppresses: an address of the list gets mail."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site, rows_of
from zusage.testing.saboteurs.link_present import send


def sabotage(site: Site) -> Deed:
    """A mail to the first address of the list."""
    system, table, column = site.place("list")
    with site.open(system) as db:
        known = [str(row[column]) for row in rows_of(db, table) if row[column] and "@" in str(row[column])]
    if not known:
        raise Cannot("the list holds digests only, or nothing")
    return send(site, next(iter(site.words("channel")), ""), known[0], link=True)
