"""ZU443: system in a third country without a host (Art. 13(1)(e), 13(1)(f), 44 GDPR).

Data in another country are with somebody: a data centre, a cloud, a branch. Whoever it is belongs among the recipients,
with the mechanism; our own machine in our own rooms there is an exception that can be stated.

Wrong:
    systems: {weblog: {location: US}}
Right:
    systems: {weblog: {location: US, host: hoster}}
    activities: {website: {recipients: {hoster: {data: [lines]}}}}
    recipients: {hoster: {location: US, transfer: {mechanism: scc, module: [3], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import outside
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU443",
    Severity.WARNING,
    Text("System im Drittland ohne Anbieter", "system in a third country without a host"),
    Text(
        "Das System „{system}“ liegt {in_de}, aber niemand ist genannt, der es dort betreibt.",
        'The system "{system}" is {in_en}, but nobody is named who runs it there.',
    ),
    Text(
        "Tragen Sie den Anbieter als Empfänger ein und beim System host: …",
        "Enter the host as a recipient and host: … at the system.",
    ),
    "Art. 13(1)(e), 13(1)(f), 44 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Systems outside that no recipient hosts or keeps."""
    home = matter.policy.organisation.country
    for system in matter.policy.systems.values():
        code = system.location
        if outside(code, matter.as_of) and code != home and not system.host and not system.kept_by:
            words = {"in_de": in_country(code, "de"), "in_en": in_country(code, "en")}
            yield RULE.finding(system.place, system=system.id, **words)
