"""ZU132: category in the record says nothing (Art. 30(1)(c), 28(3), 5(2) GDPR).

The record names the categories of people and of data. Persons and personal data fit every record and describe none.

Wrong:
    subjects: {visitor: {label: {de: betroffene Personen, en: data subjects}}}
Right:
    subjects: {visitor: {label: {de: Besucherinnen und Besucher der Website, en: visitors of the website}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import NO_DATA, empty, from_others
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU132",
    Severity.WARNING,
    Text(
        "Kategorie im Verzeichnis sagt nichts",
        "category in the record says nothing",
    ),
    Text(
        "„{words}“ beschreibt keine Kategorie von {what_de}.",
        '"{words}" describes no category of {what_en}.',
    ),
    Text(
        "Schreiben Sie, wer oder was es ist: etwa Kundinnen und Kunden; Name und Anschrift.",
        "Say who or what it is, such as customers; name and address.",
    ),
    "Art. 30(1)(c), 28(3), 5(2) GDPR",
)


NOBODY = frozenset(
    {
        "personen",
        "betroffene",
        "betroffenen",
        "betroffene personen",
        "natürliche personen",
        "alle",
        "alle personen",
        "nutzer",
        "menschen",
    }
    | {
        "sonstige",
        "sonstige personen",
        "verschiedene",
        "jeder",
        "jedermann",
        "dritte",
        "persons",
        "people",
        "data subjects",
        "everyone",
    }
    | {"individuals", "natural persons", "others", "other persons", "anybody", "third parties", "all"}
) - {"nutzer"}


def check(matter: Matter) -> Iterator[Finding]:
    """Groups of people and data whose label has no content; of what others gave us another rule speaks."""
    policy = matter.policy
    met = {id for activity in policy.activities.values() for id in activity.subjects}
    for subject in policy.subjects.values():
        if subject.id in met and (words := empty(subject.label, NOBODY)):
            yield RULE.finding(subject.place, words=words, what_de="Personen", what_en="people")
    for activity in policy.activities.values():
        judged = activity.role == "processor" or not from_others(activity)
        for datum in activity.data if judged else ():
            if words := empty(datum.label, NO_DATA):
                yield RULE.finding(datum.place, activity.id, words=words, what_de="Daten", what_en="data")
