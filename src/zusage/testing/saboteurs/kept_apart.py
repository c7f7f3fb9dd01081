"""kept-apart: a column joins what was kept apart."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site
from zusage.testing.saboteurs.collected_only import add_column


def sabotage(site: Site) -> Deed:
    """The column by which the two could be joined."""
    system, table, _ = site.place("columns")
    if not table or not site.words("by"):
        raise Cannot("the promise names no table or no column")
    return add_column(site, system, table, site.words("by")[0])
