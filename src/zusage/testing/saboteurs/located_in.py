"""located-in: a store, or a recipient, moves abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The place of the first system or recipient, in the declaration."""
    chosen = [w for w in site.words("systems") if w in site.policy.systems] or list(site.policy.systems)
    if site.words("recipients") or site.pairs("recipients"):
        role = site.pairs("recipients").get("role", "")
        chosen = [r.id for r in site.policy.recipients.values() if not role or r.role == role]
    for name in chosen:
        if rewrite(site, name, r"(?<=\blocation: )\w+", "US"):
            return Deed(f"{name}: in the US")
    raise Cannot("no location is declared")


def rewrite(site: Site, name: str, pattern: str, word: str) -> bool:
    """Change one word in the entry of that name in the declaration; False where it is not there."""
    file = site.folder / "zusage.yml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for number in _entry(lines, name):
        changed = re.sub(pattern, word, lines[number], count=1)
        if changed != lines[number]:
            lines[number] = changed
            file.write_text("".join(lines), encoding="utf-8")
            return True
    return False


def _entry(lines: list[str], name: str) -> Iterator[int]:
    """The lines of an entry on the second level: its first one, and those that stand further in."""
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("  ") and not line.startswith("   "):
            inside = line.strip().startswith(f"{name}:")
        elif line.strip() and not line.startswith(" "):
            inside = False
        if inside:
            yield number
