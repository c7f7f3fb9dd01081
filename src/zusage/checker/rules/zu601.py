"""ZU601: no channel for objections and requests (Art. 21(1), (4), 12(2) GDPR).

The right to object must be brought to attention, and exercising it must be made easy.

Wrong:
    basis: {legitimate_interests: sicherer Betrieb}      # and no rights: {channels: …}
Right:
    rights: {channels: {email: datenschutz@muster.example}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU601",
    Severity.ERROR,
    Text(
        "Kein Weg für Widerspruch und Anträge",
        "no channel for objections and requests",
    ),
    Text(
        "„{activity}“ stützt sich auf berechtigte Interessen, aber es ist kein Weg genannt, auf dem Menschen widersprechen können.",
        '"{activity}" relies on legitimate interests, but no channel is given by which people can object.',
    ),
    Text(
        "Ergänzen Sie rights: {channels: {email: …}}",
        "Add rights: {channels: {email: …}}",
    ),
    "Art. 21(1), (4), 12(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Legitimate interests without any channel for requests."""
    if matter.policy.rights.email or matter.policy.rights.post:
        return
    for activity in matter.policy.activities.values():
        for basis in activity.bases:
            if basis.kind in ("legitimate_interests", "public_task"):
                yield RULE.finding(basis.place, activity.id, activity=activity.id)
