"""ZU706: times without a zone (Regulation (EEC, Euratom) 1182/71).

An hour can decide whether a row is due; guessing the wrong way deletes early.

Wrong:
    app: {connector: sql, url: env:APP_URL, location: DE}
Right:
    app: {connector: sql, url: env:APP_URL, location: DE, zone: UTC}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import moments, place_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU706",
    Severity.WARNING,
    Text(
        "Zeiten ohne Zone",
        "times without a zone",
    ),
    Text(
        "{column} speichert Zeiten ohne Zone, und für „{system}“ ist keine erklärt; im Zweifel zählt der spätere Zeitpunkt.",
        '{column} stores times without a zone, and none is declared for "{system}"; in doubt the later instant counts.',
    ),
    Text(
        "Ergänzen Sie beim System: zone: UTC (oder die Zone der Anwendung).",
        "Add to the system: zone: UTC (or the application's zone).",
    ),
    "Regulation (EEC, Euratom) 1182/71",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Start columns without zone in systems without a declared one."""
    for column, numbers in moments(matter):
        system = column.split(".")[0]
        if numbers.get("zoneless", 0) and not matter.policy.systems[system].zone:
            yield RULE.finding(place_of(matter, column), column, column=column, system=system)
