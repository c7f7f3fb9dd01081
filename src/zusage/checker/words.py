"""Words: arguments of findings in both languages at once."""

from __future__ import annotations

from datetime import date

from zusage.language.dates import long_date


def day_words(day: date) -> dict[str, str]:
    """A day for a message: `day_de` is "10. Januar 2025", `day_en` "10 January 2025"."""
    return {"day_de": long_date(day, "de"), "day_en": long_date(day, "en")}
