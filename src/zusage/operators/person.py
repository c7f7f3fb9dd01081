"""Names and telephone numbers: recognised by their look, so both err; use them to warn, never to act.

Law: `phone` has an international or trunk prefix and 6 to 15 digits; `name_like` is two to five words with capitals,
letters only (particles such as "von" allowed). A sentence, a number or a single word is not `name_like`.
Example: `+49 4832 1234567` is a phone, `Dr. Ada von Beispiel` is name_like.
"""

from __future__ import annotations

import re

from zusage.operators.trait import recogniser

TRAITS = (recogniser("phone"), recogniser("name_like"))

_PHONE = re.compile(r"(?:\+|00?)[1-9(][\d ()/.\-]{4,24}\d")
_PARTICLES = {"von", "van", "der", "den", "de", "di", "da", "zu", "zur", "vom", "la", "le", "el", "al", "bin", "dos", "und"}
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")


def is_phone(value: str) -> bool:
    """A telephone number with a prefix."""
    text = value.strip()
    return _PHONE.fullmatch(text) is not None and 6 <= sum(letter.isdigit() for letter in text) <= 15


def is_name_like(value: str) -> bool:
    """A text that looks like the name of a person."""
    words = value.strip().split()
    if not 2 <= len(words) <= 5 or len(value) > 80 or not all(_WORD.fullmatch(word) for word in words):
        return False
    proper = [word for word in words if word.lower() not in _PARTICLES]
    return len(proper) >= 2 and all(_is_proper(word) for word in proper)


def _is_proper(word: str) -> bool:
    return not word.isupper() and any(part[:1].isupper() for part in re.split("['’-]", word))
