"""contract-on-file: a contract is gone from the register."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """The first record of the kind is removed."""
    kind = next(iter(site.words("kind")), "")
    wanted = site.pairs("recipients")
    names = [r.id for r in site.policy.recipients.values() if r.role == wanted.get("role", r.role)]
    chosen = [*(w for w in site.words("recipients")), *names]
    return change_record(site, lambda line: f"kind: {kind}" in line and _names(line, chosen), lambda _: "")


def _names(line: str, recipients: list[str]) -> bool:
    found = re.search(r"recipient: ([\w-]+)", line)
    return found is not None and found[1] in recipients


def change_record(site: Site, wanted: Callable[[str], bool], change: Callable[[str], str]) -> Deed:
    """Change the first record of the register that is wanted. Raises Cannot where there is none."""
    system = next((s.id for s in site.policy.systems.values() if s.connector == "register"), "")
    if not system:
        raise Cannot("there is no register")
    file = site.files(system)[0]
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next((number for number, line in enumerate(lines) if wanted(line)), None)
    if place is None:
        raise Cannot("the register has no such record in one line")
    told = lines[place].strip()
    lines[place] = change(lines[place])
    file.write_text("".join(lines), encoding="utf-8")
    return Deed(f"register: {told[:60]}", ((system, ""),))


def outdated(site: Site, line: str) -> str:
    """The record with a date of long ago."""
    return re.sub(r"dated: [\d-]+", f"dated: {(site.now - timedelta(days=5000)):%Y-%m-%d}", line)
