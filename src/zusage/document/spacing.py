"""What never stands apart: a sign or abbreviation and its number."""

from __future__ import annotations

import re

_TIED = re.compile(r"(§§?|\b(?:Art|Abs|Nr|no|lit)\.) (?=\w)")


def tied(text: str) -> str:
    """`text` with a no-break space in "§ 147" and "Art. 6"."""
    return _TIED.sub("\\1\N{NO-BREAK SPACE}", text)
