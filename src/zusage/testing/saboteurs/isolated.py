"""isolated: two instances are one database."""

from __future__ import annotations

import shutil

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The database of one instance is a copy of that of another."""
    system = site.words("system")[0]
    files = site.databases(system)
    if len(files) < 2:
        raise Cannot("there is only one instance")
    shutil.copyfile(files[1], files[0])
    return Deed(f"{system}: two instances share one database", ((system, ""),))
