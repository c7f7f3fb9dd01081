"""unlinkable: figures get a column that names people."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site
from zusage.testing.saboteurs.collected_only import add_column


def sabotage(site: Site) -> Deed:
    """One of the columns that must not be there."""
    activity = site.policy.activities.get(site.promise.activity)
    for datum in activity.data if activity else ():
        if (datum.id in site.words("data") or not site.words("data")) and datum.table and site.words("columns_absent"):
            return add_column(site, datum.system, datum.table, site.words("columns_absent")[0])
    raise Cannot("the data lie in no table")
