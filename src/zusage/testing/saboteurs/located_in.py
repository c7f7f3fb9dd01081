"""located-in: a store, or a recipient, moves abroad."""

from __future__ import annotations

import re

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The place of the first system or recipient, in the declaration."""
    file = site.folder / "zusage.yml"
    text = file.read_text(encoding="utf-8")
    chosen = [w for w in site.words("systems") if w in site.policy.systems] or list(site.policy.systems)
    if site.words("recipients") or site.pairs("recipients"):
        role = site.pairs("recipients").get("role", "")
        chosen = [r.id for r in site.policy.recipients.values() if not role or r.role == role]
    for name in chosen:
        found = re.search(rf"^  {re.escape(name)}:(?:\n    .*|.*)*?location: (\w+)", text, re.MULTILINE)
        if found is not None:
            file.write_text(text[: found.start(1)] + "US" + text[found.end(1) :], encoding="utf-8")
            return Deed(f"{name}: in the US")
    raise Cannot("no location is declared")
