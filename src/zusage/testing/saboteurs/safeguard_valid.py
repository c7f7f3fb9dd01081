"""safeguard-valid: nobody has looked for years whether the safeguard still stands."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site
from zusage.testing.saboteurs.located_in import rewrite


def sabotage(site: Site) -> Deed:
    """The date of the check, in the declaration."""
    name = site.promise.id.split("/")[-2]
    if not rewrite(site, name, r"(?<=\bchecked: )[\d-]+", "2019-03-01"):
        raise Cannot("no check is dated")
    return Deed(f"{name}: last checked in 2019")
