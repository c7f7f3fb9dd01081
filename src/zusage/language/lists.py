"""Lists in running text.

Law: items are joined by commas and one last conjunction. Where an item has a conjunction of its own, German says "sowie"
and English "as well as", so that a reader can tell the items apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zusage.model.text import Language

_RELATIVE = re.compile(r", (?:die|der|das|den|denen|deren|dessen|wer|was) ")
_WORDS = {("de", "and"): "und", ("de", "or"): "oder", ("en", "and"): "and", ("en", "or"): "or"}


def join(items: Iterable[str], language: Language, word: str = "and") -> str:
    """The items as one phrase; `word` is "and" or "or"."""
    parts = [item for item in items if item]
    if language == "de":
        parts = [f"{item}," if _RELATIVE.search(item) and item is not parts[-1] else item for item in parts]
        return _joined(parts, language, word).replace(",,", ",")
    return _joined(parts, language, word)


def _joined(parts: list[str], language: Language, word: str) -> str:
    if len(parts) < 2:
        return parts[0] if parts else ""
    conjunction = _WORDS[language, word]
    nested = word == "and" and any(f" {conjunction} " in part for part in parts)
    if nested:
        conjunction = "sowie" if language == "de" else "as well as"
        return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"
    oxford = "," if language == "en" and any("," in part for part in parts) else ""
    return f"{', '.join(parts[:-1])}{oxford} {conjunction} {parts[-1]}"
