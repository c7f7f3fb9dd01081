"""ZU890: exception from an unknown rule (Art. 5(2) GDPR).

A misspelt rule leaves the finding it was meant for in the report, or accepts nothing at all, and nobody notices.

Wrong:
    recipients: {hoster: {name: Rechenzentrum Nord GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], allow: {ZU999: contract is being signed}}}
Right:
    recipients: {hoster: {name: Rechenzentrum Nord GmbH, country: DE, role: processor, allow: {ZU401: contract is being signed}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU890",
    Severity.WARNING,
    Text(
        "Ausnahme von einer unbekannten Regel",
        "exception from an unknown rule",
    ),
    Text(
        "Die Ausnahme von {allowed} lässt nichts zu: Eine solche Regel gibt es nicht. Ähnlich: {near}.",
        "The exception from {allowed} accepts nothing: there is no such rule. Near: {near}.",
    ),
    Text(
        "Nennen Sie eine Regel, die es gibt (docs/rules): allow: {ZU401: Grund}",
        "Name a rule that exists (docs/rules): allow: {ZU401: reason}",
    ),
    "Art. 5(2) GDPR",
    last=True,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Exceptions from rules that do not exist."""
    known = matter.ran.known if matter.ran is not None else frozenset()
    for one in matter.policy.allowances if known else ():
        if one.rule not in known:
            yield RULE.finding(one.place, one.activity, allowed=one.rule, near=_near(one.rule, known))


def _near(rule: str, known: frozenset[str]) -> str:
    """The three rules nearest by number, those that differ in one digit first."""
    digits = {id: sum(a != b for a, b in zip(id, rule, strict=False)) for id in known}
    nearest = sorted(known, key=lambda id: (digits[id] > 1, abs(int(id[2:]) - int(rule[2:])), id))
    return ", ".join(nearest[:3])
