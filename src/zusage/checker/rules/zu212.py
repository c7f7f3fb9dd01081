"""ZU212: logs said not to be merged (Art. 5(1)(a), (b) GDPR).

A sentence of templates. It is wrong as soon as an analysis reads the same log, data are derived from it, or a service
recognises companies by the same IP address.

Wrong:
    statements: [{claim: logs_not_merged, text: {de: Mit anderen Daten werden Protokolle nicht zusammengeführt., en: Logs are not merged with other data.}}]   # and an analysis in: weblog
Right:
    statements: [{text: {de: Mit anderen Daten werden Protokolle außer für die Statistik nicht zusammengeführt., en: 'Except for statistics, logs are not merged with other data.'}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.claims import Claimed, claimed
from zusage.checker.listing import listing
from zusage.checker.purposes import DEVICE_NEEDS_CONSENT, kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU212",
    Severity.WARNING,
    Text(
        "Protokolle angeblich nicht zusammengeführt",
        "logs said not to be merged",
    ),
    Text(
        "Der Satz sagt, dass Protokolle nicht mit anderen Daten zusammengeführt werden; anders ist es bei {activities_de}.",
        "The sentence says that logs are not merged with other data; this is not so for {activities_en}.",
    ),
    Text(
        "Streichen Sie den Satz, oder nennen Sie die Ausnahme.",
        "Delete the sentence, or name the exception.",
    ),
    "Art. 5(1)(a), (b) GDPR",
)

USUAL = frozenset(("security", "error_tracking", "backup", "claims", "contract"))
MATCHES = re.compile(
    r"erkennung (?:\w+ )?(?:unternehmen|firmen)|(?:unternehmen|firmen)serkennung|(?:identif|recogni)\w+ (?:\w+ )?compan",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny a merging, with activities that read the same log, derive data from it, or match addresses."""
    ones = tuple(claimed(matter.policy, "logs_not_merged"))
    if not ones:
        return
    readers, derived, matching = _readers(matter.policy), _derived(matter.policy), _matching(matter.policy)
    for one in ones:
        logs = {(a.id, d.id, d.system) for a in one.activities for d in a.data if d.system in readers}
        own = {activity for activity, _, _ in logs}
        against = [name for a, d, _ in logs for name in derived.get(f"{a}/{d}", ()) if name not in own]
        against += [name for _, _, system in logs for name, odd in readers[system] if odd]
        against += [name for name, documents in matching if logs and documents & _documents(one)]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("activities", sorted(set(against))))


def _documents(one: Claimed) -> set[str]:
    return {document for activity in one.activities for document in activity.documents}


def _readers(policy: Policy) -> dict[str, list[tuple[str, bool]]]:
    """Every log with the activities that use it, and whether for more than keeping the service safe."""
    found: dict[str, list[tuple[str, bool]]] = {s.id: [] for s in policy.systems.values() if s.connector == "logfiles"}
    for activity in policy.activities.values():
        odd = bool(kinds(activity) & DEVICE_NEEDS_CONSENT)
        for system in {place for datum in activity.data for place, _ in places_of(datum)} & set(found):
            found[system].append((activity.id, odd and not kinds(activity) & USUAL))
    return found


def _derived(policy: Policy) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for activity in policy.activities.values():
        for path in (path for datum in activity.data if not datum.aggregated for path in datum.derived_from):
            found.setdefault(path, []).append(activity.id)
    return found


def _matching(policy: Policy) -> list[tuple[str, set[str]]]:
    """Activities that recognise companies by their address, with their documents."""
    return [
        (activity.id, set(activity.documents))
        for activity in policy.activities.values()
        if any(policy.recipients[f.recipient].use == "leadinfo" for f in activity.flows if f.recipient in policy.recipients)
        or any(MATCHES.search(f"{purpose.text.de or ''} {purpose.text.en or ''}") for purpose in activity.purposes)
    ]
