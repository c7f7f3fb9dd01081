"""safeguard-valid: nobody has looked for years whether the safeguard still stands."""

from __future__ import annotations

import re

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The date of the check, in the declaration."""
    file = site.folder / "zusage.yml"
    text = file.read_text(encoding="utf-8")
    name = site.promise.id.split("/")[-2]
    found = re.search(rf"^  {re.escape(name)}:.*?checked: ([\d-]+)", text, re.MULTILINE | re.DOTALL)
    if found is None or "\n\n" in found[0]:
        raise Cannot("no check is dated")
    file.write_text(text[: found.start(1)] + "2019-03-01" + text[found.end(1) :], encoding="utf-8")
    return Deed(f"{name}: last checked in 2019")
