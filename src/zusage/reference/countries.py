"""Countries by their relation to the GDPR: the European Economic Area, and regions that a promise can name.

Law: Art. 44 GDPR counts the EEA (EU, Iceland, Liechtenstein, Norway) as inside. Codes are ISO 3166-1 alpha-2.
"""

from __future__ import annotations

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
EEA = EU | {"IS", "LI", "NO"}
REGIONS: dict[str, frozenset[str]] = {"EU": EU, "EEA": EEA, "EWR": EEA}


def lies_in(country: str, region: str) -> bool:
    """Whether a country lies in a region: a country code, EU or EEA."""
    return country == region or country in REGIONS.get(region.upper(), frozenset())
