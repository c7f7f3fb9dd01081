"""masked-at-source: a full address is stored."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site
from zusage.testing.saboteurs.hashed import write_plainly
from zusage.testing.saboteurs.never_stored import SIGNS


def sabotage(site: Site) -> Deed:
    """A value as the source has it."""
    return write_plainly(site, SIGNS.get(next(iter(site.words("shape")), "ip"), SIGNS["ip"]))
