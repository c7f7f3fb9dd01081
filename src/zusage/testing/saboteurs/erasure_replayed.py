"""erasure-replayed: a store comes back from a copy, and nobody replays."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site


def sabotage(site: Site) -> Deed:
    """The first of the systems is put back as it was before a run."""
    system = site.words("of")[0]
    return Deed(f"{system} was put back from a copy", ((system, ""),), rewind=site.databases(system)[0])
