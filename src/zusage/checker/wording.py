"""Wording: texts as a machine compares them, and sentences that say nothing.

Law: hyphens, blanks and invisible characters of typesetting never decide whether a name is found.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zusage.model.text import Text

_SIGNS = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " "}
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)
_AS_LONG = re.compile(
    r"(?:so ?lange|solange)[^.;]{0,80}?(?:erforderlich|nötig|notwendig|vorgeschrieben|zulässig|vorsieht|verlangt)"
    r"|as long as[^.;]{0,80}?(?:necessary|required|needed|permitted|allowed)"
    r"|(?:gemäß|nach|entsprechend) (?:den|der) (?:jeweiligen |geltenden )?gesetzlichen"
    r" (?:vorgaben|(?:aufbewahrungs)?fristen)"
    r"|(?:in accordance with|according to) (?:the )?(?:applicable )?(?:statutory|legal)"
    r" (?:requirements|(?:retention )?periods)",
    re.IGNORECASE,
)
_CRITERION = re.compile(
    r"\d|§|\b(?:ende[ts]?|beendet|beendigung|ablauf|abschluss|abgeschlossen|geschlossen|beantwortet|widerruf\w*|widersprech\w*"
    r"|kündig\w*|besteht|bestehen|laufzeit|dauer|erledig\w*|austritt|end|ends|ended|closed|completed|settled|answered"
    r"|withdraw\w*|object|objects|terminat\w*|expir\w*|leaves?|exists?|duration)\b",
    re.IGNORECASE,
)

HTML = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|hr|i|li|ol|p|span|strong|u|ul)(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#\d{2,5});")


@lru_cache(maxsize=32768)
def plain(text: str) -> str:
    """The text with ordinary hyphens and blanks and without invisible characters."""
    return text.translate(_SIGNS)


@lru_cache(maxsize=32768)
def words_of(text: Text) -> str:
    """Both languages of a text, plain, one after the other."""
    return plain(f"{text.de or ''} {text.en or ''}".strip())


def is_boilerplate(text: Text) -> bool:
    """Whether a text about a period names neither a time nor an event: "as long as necessary"."""
    words = words_of(text)
    return bool(_AS_LONG.search(words)) and not _CRITERION.search(words)
