"""backup-made: the job stopped days ago."""

from __future__ import annotations

import re
from datetime import timedelta

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The newest backups are gone."""
    wanted = set(site.words("of"))
    stores = site.words("in") or tuple(
        s.id for s in site.policy.systems.values() if wanted <= set(s.backup_of) and s.backup_of
    )
    if not stores:
        raise Cannot("no store holds the backups")
    limit, gone = f"{site.now - timedelta(days=6):%Y-%m-%d}", 0
    for file in site.files(stores[0]):
        day = re.search(r"\d{4}-\d{2}-\d{2}", file.name)
        if (day and day[0] > limit) or (not day and file.stat().st_mtime > (site.now - timedelta(days=6)).timestamp()):
            file.unlink()
            gone += 1
    if not gone:
        raise Cannot("there is no young backup")
    return Deed(f"{stores[0]}: the {gone} newest backups are gone", ((stores[0], ""),))
