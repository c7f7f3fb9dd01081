"""Norms as short keys, as machines exchange them: "GDPR-6-1-b", "AO-147-3".

Law: a key names act, section and paragraph and nothing finer; two statutes with the same keys may still differ.
"""

from __future__ import annotations

import re

from zusage.reference.law import laws

LETTERS = {
    "consent": "a",
    "contract": "b",
    "legal_obligation": "c",
    "vital": "d",
    "public_task": "e",
    "legitimate_interests": "f",
}
"""The letters of Art. 6(1) GDPR by kind of basis."""
_SECTION = re.compile(
    r"(?:§§?|Art\.)\s*(?P<number>\d+[a-z]?)(?:\s*(?:\((?P<short>\d+[a-z]?)\)|Abs\.\s*(?P<long>\d+[a-z]?)))?[^,;§]*?"
    r"\b(?P<act>[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-Za-z]*)"
)


def norm_keys(statute: str) -> tuple[str, ...]:
    """The norms of a statute as keys: "§ 147 Abs. 3 AO, § 257 Abs. 4 HGB" gives ("AO-147-3", "HGB-257-4")."""
    found = []
    for match in _SECTION.finditer(statute):
        paragraph = match["short"] or match["long"]
        act = match["act"].upper().replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE")
        found.append("-".join(part for part in (act, match["number"], paragraph) if part))
    return tuple(dict.fromkeys(found))


def laws_with(keys: frozenset[str]) -> tuple[str, ...]:
    """The ids of the duties to keep that have all their norms among the keys, those with most norms first."""
    found = [(frozenset(norm_keys(known.statute.to("de"))), known.id) for known in laws().values()]
    return tuple(id for norms, id in sorted(found, key=lambda one: (-len(one[0]), one[1])) if norms and norms <= keys)
