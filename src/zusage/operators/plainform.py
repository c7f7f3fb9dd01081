"""Values with a plain public form: URL, UUID and calendar date.

Law: `url` has a scheme http, https, ws, wss, ftp or mailto-free authority; `uuid` is the 8-4-4-4-12 form; `date` is a real
day written as ISO 8601 (also with time) or as day.month.year. Example: `29.02.2023` is no date.
"""

from __future__ import annotations

import re
from datetime import date

from zusage.operators.trait import recogniser

TRAITS = (recogniser("url"), recogniser("uuid"), recogniser("date"))

_URL = re.compile(r"(?:https?|wss?|ftp)://[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def is_url(value: str) -> bool:
    """An absolute URL of the web."""
    return _URL.fullmatch(value.strip()) is not None


def is_uuid(value: str) -> bool:
    """A UUID in its usual text form."""
    return _UUID.fullmatch(value.strip()) is not None


def is_date(value: str) -> bool:
    """A real calendar day, with or without a time."""
    text = value.strip()
    if (iso := _ISO.fullmatch(text)) is not None:
        return _is_day(iso[1], iso[2], iso[3])
    if (german := _GERMAN.fullmatch(text)) is not None:
        return _is_day(german[3], german[2], german[1])
    return False


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
