"""Spans: a period as an argument of a finding, once for each language.

Law: a finding holds words for both readers; the template of a language takes those that end in its name.
Example: `span("least", Period(years=9))` is `{"least_de": "neun Jahre", "least_en": "nine years"}`.
"""

from __future__ import annotations

from zusage.language.durations import duration
from zusage.language.plural import Case
from zusage.model.period import Period


def span(name: str, period: Period, case: Case = "accusative") -> dict[str, str]:
    """The period in both languages; `case` is that of the German template."""
    return {f"{name}_de": duration(period, "de", case) or "0", f"{name}_en": duration(period, "en") or "0"}
