"""ZU820: exception without a finding (Art. 5(2) GDPR).

An exception is part of the record: it says that somebody has accepted something, and why. One that accepts nothing any more
says so of something that is mended, and would silently accept the next mistake of the same kind.

Wrong:
    recipients: {hoster: {name: Rechenzentrum Nord GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}], allow: {ZU401: contract is being signed}}}
Right:
    recipients: {hoster: {name: Rechenzentrum Nord GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.allowing import exceptions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU820",
    Severity.INFO,
    Text(
        "Ausnahme ohne Befund",
        "exception without a finding",
    ),
    Text(
        "Die Ausnahme von {allowed} lässt nichts mehr zu; hier gibt es keinen solchen Befund.",
        "The exception from {allowed} accepts nothing any more; there is no such finding here.",
    ),
    Text(
        "Nehmen Sie die Ausnahme heraus.",
        "Take the exception out.",
    ),
    "Art. 5(2) GDPR",
    last=True,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Exceptions from rules that were run and found nothing where the exception stands."""
    if matter.ran is None:
        return
    for one in exceptions(matter.policy.allowances).idle(matter.ran.found, matter.ran.run):
        yield RULE.finding(one.place, one.activity, allowed=one.rule)
