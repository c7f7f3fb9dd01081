"""What never stands apart: a sign or abbreviation and its number, a number and the law it is from."""

from __future__ import annotations

import re

_TIED = re.compile(r"(§§?|\b(?:Art|Abs|Nr|no|lit)\.) (?=\w)|(\bsections?) (?=\d)")
_LAW = re.compile(r"(?<=[\d)]) (?=(?:DSGVO|GDPR|AO|HGB|BGB|TDDDG|BDSG|UWG|BetrVG|EStG|ArbZG)\b)")


def _tie(match: re.Match[str]) -> str:
    return f"{match[1] or match[2]}\N{NO-BREAK SPACE}"


def tied(text: str) -> str:
    """`text` with a no-break space in "§ 147", "Art. 6", "section 147" and before "HGB" in "§ 257 HGB"."""
    return _LAW.sub("\N{NO-BREAK SPACE}", _TIED.sub(_tie, text))
