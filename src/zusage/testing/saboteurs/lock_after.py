"""lock-after: an instance ended days ago and everybody can write it."""

from __future__ import annotations

from datetime import timedelta

from zusage.testing.saboteurs.ageing import age_whole, rule_of
from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The registry says that it ended; no run has locked it."""
    rule = rule_of(site)
    if not rule.whole:
        raise Cannot("no whole instance")
    return age_whole(site, rule, site.now - timedelta(days=6))
