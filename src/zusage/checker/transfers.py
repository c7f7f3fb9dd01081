"""Transfers: what Chapter V GDPR says of a country and of a mechanism on a day.

Law: the day decides. A country is outside where the Regulation does not hold there and nothing put it on a par (the United
Kingdom until the end of the bridging period); it is adequate where a decision of that day covers the country as a whole,
which the decisions for the United States never did. What is void today may have carried a transfer earlier.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from zusage.checker.parties import countries_of
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Language
from zusage.policy.organisation import Recipient
from zusage.reference.countries import EEA
from zusage.reference.tables import Row, in_force, table

EXPORTED = frozenset({"processor", "controller", "joint"})
"""Roles in which a recipient gets data from us; what our customer connects and instructs is the customer's transfer."""


def outside(country: str, on: date) -> bool:
    """Whether a country was outside the European Economic Area, and on no par with it, on that day."""
    if not country or country in EEA:
        return False
    row = in_force("adequacy", on).get(country)
    return row is None or bool(row.facts.get("decision"))


def third(recipient: Recipient, on: date) -> tuple[str, ...]:
    """The countries outside in which our data are, or from which they are reached, at this recipient."""
    return tuple(sorted(country for country in countries_of(recipient) if outside(country, on)))


def adequate(country: str, on: date) -> Row | None:
    """The adequacy decision for a whole country on that day, if there was one."""
    row = in_force("adequacy", on).get(country)
    return row if row is not None and row.facts.get("decision") and not row.facts.get("mechanism") else None


def framework(on: date) -> Row | None:
    """The decision for listed organisations in the United States that held on that day, if one did."""
    return in_force("adequacy", on).get("US")


def void(words: str, on: date) -> tuple[Row, str] | None:
    """The first mechanism named in the words that was void on that day, and the words that name it."""
    for row in in_force("void_mechanisms", on).values():
        if match := re.search(str(row.facts["pattern"]), words, re.IGNORECASE):
            return row, match[0]
    return None


def once(words: str, on: date) -> bool:
    """Whether the words name a mechanism that is void today and was not yet on that day."""
    late = (row for row in table("void_mechanisms") if row.valid_from is not None and on < row.valid_from)
    return any(re.search(str(row.facts["pattern"]), words, re.IGNORECASE) for row in late)


def by_row(finding: Finding, row: Row) -> Finding:
    """The finding as loud as the row allows, with the last day on which the same was right."""
    severity = Severity.INFO if row.confidence == "verify" else finding.severity
    return replace(finding, severity=severity, right_on=row.valid_from - timedelta(days=1) if row.valid_from else None)


def mechanism_of(recipient: Recipient) -> str:
    """The mechanism that is declared for a recipient; "" where there is none, or where it says that there is none."""
    named = recipient.transfer.mechanism if recipient.transfer is not None else ""
    return "" if named == "none" else named


def from_country(code: str, language: Language) -> str:
    """Gives "dem Vereinigten Königreich" and "Indien" as they follow "aus", "the United Kingdom" as it follows "from"."""
    return re.sub(r"^(in|im) ", lambda found: "dem " if found[1] == "im" else "", in_country(code, language))
