"""ZU107: category of data says nothing (Art. 14(1)(d) GDPR).

Whoever got data from somebody else tells people which ones: they gave nothing themselves and cannot know it.

Wrong:
    activities: {website: {source: {de: Handelsregister, en: commercial register}, data: {lines: {label: {de: personenbezogene Daten, en: personal data}}}}}
Right:
    activities: {website: {source: {de: Handelsregister, en: commercial register}, data: {lines: {label: {de: Name und Funktion, en: name and function}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import NO_DATA, empty, from_others, ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU107",
    Severity.WARNING,
    Text(
        "Datenkategorie sagt nichts",
        "category of data says nothing",
    ),
    Text(
        "„{words}“ in „{activity}“ sagt nicht, welche Daten wir von anderen erhalten.",
        '"{words}" in "{activity}" does not say which data we get from others.',
    ),
    Text(
        "Nennen Sie die Kategorien: etwa Name, Anschrift, Zahlungserfahrungen.",
        "Name the categories, such as name, address, payment record.",
    ),
    "Art. 14(1)(d) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data from others whose label has no content."""
    for activity in ours(matter.policy):
        for datum in personal(activity) if from_others(activity) else ():
            if words := empty(datum.label, NO_DATA):
                yield RULE.finding(datum.place, activity.id, words=words, activity=activity.id)
