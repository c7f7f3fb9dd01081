"""What a contract with a processor must stipulate (Art. 28(3)(a) to (h) GDPR), and the words by which declarations name it.

Law: eight items in the order of the Regulation. A declared undertaking stands for an item when its words name it; one that
names none is an undertaking of its own.

Example: `stipulated(("instructions", "no_sale"))` is `{"instructions"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ITEMS = {
    "instructions": r"instruct|weisung",
    "confidentiality": r"confiden|secre|vertraulich|verschwiegen",
    "security": r"secur|sicherheit|^toms?$|measure|maßnahme",
    "sub_processors": r"sub-?_?|unterauftrag|weitere",
    "rights": r"right|recht|request|anträge|antraege|subject",
    "assistance": r"assist|support|unterst(ü|ue)tz|breach|help|dpia|meld",
    "deletion": r"delet|return|lösch|loesch|erasure|rückgabe|rueckgabe",
    "audits": r"audit|inspect|evidence|prüf|pruef|nachweis|kontroll",
}
"""Item to the words that name it."""


def named_by(item: str, clause: str) -> bool:
    """Whether an undertaking names the item."""
    return re.search(ITEMS[item], clause, re.IGNORECASE) is not None


def stipulated(clauses: Iterable[str]) -> frozenset[str]:
    """The items that some undertakings name."""
    known = tuple(clauses)
    return frozenset(item for item in ITEMS if any(named_by(item, clause) for clause in known))
