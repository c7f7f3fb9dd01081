"""encrypted: one value, or the newest file, can be read by everybody."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site
from zusage.testing.saboteurs.hashed import write_plainly


def sabotage(site: Site) -> Deed:
    """An address in clear, or a file that begins like an archive."""
    if site.words("columns"):
        return write_plainly(site, "https://hooks.dienst.example/abc")
    system = site.words("files")[0]
    site.files(system)[-1].write_bytes(b"PK\x03\x04" + bytes(200))
    return Deed(f"{system}: a file that is not encrypted", ((system, ""),))
