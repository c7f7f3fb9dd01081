"""ZU442: system in a third country, host without a mechanism (Art. 44–49, 13(1)(f) GDPR).

Where the data lie counts, not where the invoice of the host comes from. A company in the Union that runs our system
elsewhere takes the data there.

Wrong:
    systems: {app: {location: US, host: hoster}}
Right:
    systems: {app: {location: US, host: hoster}}
    recipients: {hoster: {location: US, transfer: {mechanism: scc, module: [3], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import mechanism_of, outside
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU442",
    Severity.ERROR,
    Text("System im Drittland, Anbieter ohne Mechanismus", "system in a third country, host without a mechanism"),
    Text(
        "Das System „{system}“ liegt {in_de}, aber für „{recipient}“ ist kein Mechanismus nach Kapitel V DSGVO angegeben.",
        'The system "{system}" is {in_en}, but no mechanism of Chapter V GDPR is given for "{recipient}".',
    ),
    Text(
        "Tragen Sie beim Empfänger ein: transfer: {mechanism: …}",
        "Enter at the recipient: transfer: {mechanism: …}",
    ),
    "Art. 44–49, 13(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Systems outside whose host is inside and has no mechanism; a host outside is ZU410's."""
    for system in matter.policy.systems.values():
        host = matter.policy.recipients.get(system.host or system.kept_by)
        if host is None or not outside(system.location, matter.as_of) or mechanism_of(host) or host.role == "self":
            continue
        if not any(outside(code, matter.as_of) for code in (host.country, host.location)):
            code = system.location
            words = {"in_de": in_country(code, "de"), "in_en": in_country(code, "en")}
            yield RULE.finding(system.place, system=system.id, recipient=host.id, **words)
