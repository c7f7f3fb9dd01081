"""A draft: a declaration that somebody has to finish, and what is open in it.

Law: nothing is decided by reading. A period becomes `undecided` with a proposal beside it, so that a draft never deletes;
what the source does not say is an open point. Ids are made from words and are unique.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from zusage.model.text import Language

_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "à": "a", "&": " und "})
_LONGEST = 40
OPEN = "DECIDE"
"""What stands where the source says nothing and the language needs a word; `zusage check` refuses it with its place."""

Value = dict[str, object]


@dataclass(slots=True)
class Draft:
    """The declaration as plain values, in the order of writing, and the open points in the language of the source."""

    language: Language
    value: Value = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def text(self, words: str) -> Value:
        """Words for people in the language of the source."""
        return {self.language: words}

    def ask(self, de: str, en: str) -> None:
        """Note an open point, once."""
        words = de if self.language == "de" else en
        if words not in self.open:
            self.open.append(words)

    def room(self, *names: str) -> Value:
        """The mapping at these keys, made where it is not there."""
        found = self.value
        for name in names:
            inner = found.setdefault(name, {})
            if not isinstance(inner, dict):
                raise TypeError(name)
            found = inner
        return found


def slug(words: str, taken: Iterable[str] = (), otherwise: str = "thing") -> str:
    """An id from words that is not taken: letters, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower().translate(_PLAIN)).strip("-")[:_LONGEST].strip("-") or otherwise
    known = set(taken)
    return plain if plain not in known else next(id for n in range(2, len(known) + 3) if (id := f"{plain}-{n}") not in known)


def texts(value: object) -> list[str]:
    """The texts of a list in a foreign value; anything else is left out."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def part(value: object, key: str) -> Value:
    """The mapping at a key of a foreign value, or an empty one."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def parts(value: object, key: str) -> list[Value]:
    """The mappings of the list at a key of a foreign value."""
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def word(value: object, key: str) -> str:
    """The text at a key of a foreign value, or ""."""
    found = value.get(key) if isinstance(value, dict) else None
    return found.strip() if isinstance(found, str) else ""
