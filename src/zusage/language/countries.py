"""Names of countries, and how German says "in" and "aus" them.

Law: ISO 3166 codes give the names of the locale data of Babel, or the few that people use instead; an unknown code is shown
as it is. Countries with an article carry it in German.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from zusage.language.dates import LOCALES
from zusage.model.text import Language

_OURS: dict[str, tuple[str, str]] = {
    "BA": ("Bosnien und Herzegowina", "Bosnia and Herzegovina"),
    "EEA": ("Europäischer Wirtschaftsraum", "European Economic Area"),
    "EU": ("Europäische Union", "European Union"),
    "HK": ("Hongkong", "Hong Kong"),
    "US": ("USA", "USA"),
    "MO": ("Macau", "Macao"),
}
"""Names that people use more often than those of the locale data."""
_DATIVE = {"CH": "der Schweiz", "GB": "dem Vereinigten Königreich", "NL": "den Niederlanden", "SK": "der Slowakei",
           "TR": "der Türkei", "UA": "der Ukraine", "US": "den USA", "FO": "den Färöern", "PH": "den Philippinen",
           "AE": "den Vereinigten Arabischen Emiraten", "MD": "der Republik Moldau", "IM": "der Isle of Man",
           "EU": "der Europäischen Union", "EEA": "dem Europäischen Wirtschaftsraum"}  # fmt: skip
_THE = frozenset({"AE", "GB", "NL", "PH", "US", "FO", "IM", "EU", "EEA"})
EEA = frozenset({"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
                 "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"})  # fmt: skip


def country(code: str, language: Language) -> str:
    """The name of the country: "Deutschland", "Germany"."""
    if code in _OURS:
        return _OURS[code][0 if language == "de" else 1]
    return _territories(language).get(code, code) if len(code) == 2 else code


def in_country(code: str, language: Language) -> str:
    """Gives "in Deutschland", "im Vereinigten Königreich"; "in Germany", "in the United Kingdom"."""
    if language == "de":
        place = f"in {_DATIVE.get(code, country(code, 'de'))}"
        return "im" + place[6:] if place.startswith("in dem") else place
    return f"in {'the ' if code in _THE else ''}{country(code, 'en')}"


@cache
def _territories(language: Language) -> Mapping[str, str]:
    from babel import Locale

    return Locale.parse(LOCALES[language]).territories
