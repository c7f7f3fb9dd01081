"""Listing: names of several things as an argument of a finding, once for each language.

Law: at most four are named, the rest is counted, so that a sentence stays readable.
Example: `listing("recipients", ["a", "b"])` is `{"recipients_de": "„a“ und „b“", "recipients_en": '"a" and "b"'}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.language.lists import join

_SHOWN = 4


def listing(name: str, items: Iterable[str]) -> dict[str, str]:
    """The items in quotes as one phrase; `name` gets the ending of the language."""
    known = list(dict.fromkeys(items))
    more = len(known) - _SHOWN
    de = [f"„{item}“" for item in known[:_SHOWN]] + [f"{more} weitere"] * (more > 0)
    en = [f'"{item}"' for item in known[:_SHOWN]] + [f"{more} more"] * (more > 0)
    return {f"{name}_de": join(de, "de"), f"{name}_en": join(en, "en")}
