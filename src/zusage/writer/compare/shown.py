"""Facts in words, for both sides of a comparison: ids become names, periods and days are written out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zusage.language.countries import country
from zusage.language.dates import long_date
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.writer.compare.sides import Sides


def shown(sides: Sides, value: object) -> str:
    """A value of the policy in words; "" where nothing is declared."""
    if isinstance(value, bool):
        return (sides.say("Ja", "Yes") if value else sides.say("Nein", "No")) if value is not None else ""
    if isinstance(value, Text):
        return capitalised(sides.to(value))
    if isinstance(value, Period):
        return duration(value, sides.language)
    if isinstance(value, date):
        return long_date(value, sides.language)
    if isinstance(value, tuple):
        return capitalised(join([_inner(sides, part) for part in value], sides.language))
    return "" if value is None else str(value)


def _inner(sides: Sides, value: object) -> str:
    return sides.to(value) if isinstance(value, Text) else str(value)


def named(sides: Sides, ids: Iterable[str]) -> str:
    """Ids of recipients, activities, documents or systems as what they are called; "self" is us."""
    return capitalised(join([_name(sides, id) for id in ids if id], sides.language))


def _name(sides: Sides, id: str) -> str:
    if id in ("self", "us"):
        return sides.say("wir", "we")
    if id == "both":
        return sides.say("beide", "both")
    for policy in (sides.new, sides.old):
        if id in policy.recipients:
            return sides.recipient(id)
        if id in policy.activities:
            return sides.to(policy.activities[id].title)
        if id in policy.documents:
            return sides.to(policy.documents[id].title)
    return id.replace("_", " ")


def places(sides: Sides, codes: Iterable[str]) -> str:
    """Countries as they are called."""
    return capitalised(join([country(code, sides.language) for code in codes if code], sides.language))
