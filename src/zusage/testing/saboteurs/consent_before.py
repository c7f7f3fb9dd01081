"""consent-before: mails go to people who never agreed."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site
from zusage.testing.saboteurs.link_present import send

STRANGERS = 9
"""More mails than people withdraw in the days that the board looks back: those could have been sent before."""


def sabotage(site: Site) -> Deed:
    """Mails to strangers."""
    channel = next(iter(site.words("channel")), "")
    for number in range(1, STRANGERS):
        send(site, channel, f"fremd{number}@post.example", link=True, number=99_990 + number)
    return send(site, channel, "fremd@post.example", link=True)
