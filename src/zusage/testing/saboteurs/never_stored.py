"""never-stored: a number of a card, an address … stands where nobody may write one."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site
from zusage.testing.saboteurs.hashed import write_plainly

SIGNS = {"card": "4111111111111111", "iban": "DE89370400440532013000", "email": "wer@post.example", "ip": "203.0.113.77"}


def sabotage(site: Site) -> Deed:
    """Something of the forbidden shape."""
    for shape in site.words("pattern"):
        if shape in SIGNS:
            return write_plainly(site, SIGNS[shape])
    raise Cannot(f"nobody makes up {', '.join(site.words('pattern'))}")
