"""Periods in running text: "nach 30 Tagen", "zehn Jahre", "within one month".

Law: figures and number words up to ninety, German and English; a period that cannot be read is left out. Two periods are
the same where a calendar allows it: one month and thirty days, a year and twelve months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.model.period import Period, parse_period

_NUMBERS = (
    "eine[nmrs]? ein one|zwei two|drei three|vier four|fünf five|sechs six|sieben seven|acht eight|neun nine|zehn ten"
    "|elf eleven|zwölf twelve|dreizehn thirteen|vierzehn fourteen"
)
_WORDS = {word: number for number, words in enumerate(_NUMBERS.split("|"), 1) for word in words.split()}
_TENS = {"zwanzig": 20, "twenty": 20, "dreißig": 30, "thirty": 30, "vierzig": 40, "forty": 40, "sechzig": 60, "sixty": 60,
         "neunzig": 90, "ninety": 90}  # fmt: skip
_ALL = {**_WORDS, **_TENS}
_FOUND = re.compile(
    rf"(?<![\w,.])(?P<n>\d{{1,4}}|{'|'.join(_ALL)})[ -]?(?P<unit>jahre?n?|monate?n?|wochen?|tage?n?|stunden?"
    r"|years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"gelösch|lösch|bewahr|gespeicher|speicher|vernichte|delet|eras|kept|keep|stor(?:e|ed|age)|retain|destroy",
    re.IGNORECASE,
)
"""What says that a sentence is about how long data are there."""


def periods_in(words: str) -> Iterator[Period]:
    """Every period that the words name, in order."""
    for found in _FOUND.finditer(words):
        period = parse_period(f"{_number(found['n'])} {found['unit']}")
        if period is not None:
            yield period


def same(one: Period, other: Period) -> bool:
    """Whether two periods can be equally long."""
    return one.shortest_hours <= other.longest_hours and other.shortest_hours <= one.longest_hours


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    low = written.lower()
    return next(number for word, number in _ALL.items() if re.fullmatch(word, low))
