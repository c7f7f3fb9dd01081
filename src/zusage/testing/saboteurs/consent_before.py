"""consent-before: a mail goes to somebody who never agreed."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site
from zusage.testing.saboteurs.link_present import send


def sabotage(site: Site) -> Deed:
    """A mail to a stranger."""
    return send(site, next(iter(site.words("channel")), ""), "fremd@post.example", link=True)
