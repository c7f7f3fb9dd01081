"""ZU104: purpose says nothing (Art. 13(1)(c), 14(1)(c), 5(1)(b), 28(3) GDPR).

A purpose is specified only if people can tell from it what happens with their data and what does not. A phrase that
fits every company and every use is none.

Wrong:
    activities: {website: {purposes: {security: {de: verschiedene Zwecke, en: various purposes}}}}
Right:
    activities: {website: {purposes: {security: {de: Abwehr von Angriffen auf die Website, en: fending off attacks on the website}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU104",
    Severity.WARNING,
    Text(
        "Zweck sagt nichts",
        "purpose says nothing",
    ),
    Text(
        "Der Zweck „{words}“ von „{activity}“ sagt nicht, wofür die Daten gebraucht werden.",
        'The purpose "{words}" of "{activity}" does not say what the data are needed for.',
    ),
    Text(
        "Schreiben Sie, was mit den Daten geschieht: etwa „Beantwortung Ihrer Anfrage“ statt „geschäftliche Zwecke“.",
        'Say what is done with the data: "answering your enquiry", not "business purposes".',
    ),
    "Art. 13(1)(c), 14(1)(c), 5(1)(b), 28(3) GDPR",
)


NOTHING = frozenset(
    {
        "zweck ist noch nicht benannt",
        "purpose has not been named yet",
        "zweck",
        "zwecke",
        "zwecken",
        "alle zwecke",
        "datenverarbeitung",
        "verarbeitung",
        "verbesserung",
        "optimierung",
        "service",
    }
    | {"verarbeitung personenbezogener daten", "verarbeitung von daten", "erhebung von daten", "nutzung", "sonstiges"}
    | {"diverses", "intern", "siehe oben", "dienst", "dienste", "dienstleistung", "dienstleistungen", "geschäftszwecke"}
    | {
        "geschäftszwecken",
        "geschäftsbetrieb",
        "geschäftsinteressen",
        "purpose",
        "purposes",
        "all purposes",
        "data processing",
    }
    | {
        "processing",
        "processing personal data",
        "processing of personal data",
        "improvement",
        "improvements",
        "optimisation",
    }
    | {"optimization", "services", "miscellaneous", "internal", "see above", "business", "operations", "n/a", "none"}
    | {
        f"{which}{end} zwecke{n}"
        for which in (
            "geschäftlich",
            "verschieden",
            "divers",
            "eigen",
            "intern",
            "betrieblich",
            "sonstig",
            "weiter",
            "ander",
            "legitim",
            "rechtmäßig",
            "kommerziell",
            "unternehmerisch",
        )
        for end in ("e", "en", "er")
        for n in ("", "n")
    }
    | {
        f"{which} purposes"
        for which in (
            "business",
            "various",
            "other",
            "internal",
            "own",
            "further",
            "legitimate",
            "lawful",
            "commercial",
            "operational",
            "several",
            "different",
        )
    }
)


def check(matter: Matter) -> Iterator[Finding]:
    """Purposes whose whole text is such a phrase, on behalf of others too: the contract has to name them."""
    for activity in matter.policy.activities.values():
        for purpose in activity.purposes:
            if words := empty(purpose.text, NOTHING):
                yield RULE.finding(purpose.place, activity.id, words=words, activity=activity.id)
