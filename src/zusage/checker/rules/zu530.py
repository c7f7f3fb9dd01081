"""ZU530: sessions recorded without consent (§ 25(1) TDDDG; Art. 6(1)(a) GDPR).

Who replays a visit sees what a person read, hesitated over and typed. Nobody expects that, and reading it from the device
needs consent in any case.

Wrong:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Aufzeichnung von Sitzungen, en: recording sessions, kind: session_recording}}}}
Right:
    activities: {website: {title: {de: Website, en: Website}, purposes: {security: null, it: {de: Aufzeichnung von Sitzungen, en: recording sessions, kind: session_recording}}, basis: {consent: statistics, legitimate_interests: null}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.messages import grounds
from zusage.checker.purposes import kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU530",
    Severity.WARNING,
    Text("Sitzungen aufgezeichnet ohne Einwilligung", "sessions recorded without consent"),
    Text(
        "„{activity}“ sieht nach Aufzeichnung von Mausbewegungen und Eingaben aus und stützt sich nicht auf eine Einwilligung.",
        '"{activity}" looks like recording movements and input and does not rest on consent.',
    ),
    Text(
        "Schreiben Sie: basis: {consent: …}",
        "Write: basis: {consent: …}",
    ),
    "§ 25(1) TDDDG; Art. 6(1)(a) GDPR",
)


RECORDS = frozenset({"session_recording", "heatmap"})


def check(matter: Matter) -> Iterator[Finding]:
    """Activities that record sessions or draw heatmaps, with bases for it, and none of consent."""
    for activity in matter.policy.activities.values():
        if activity.role == "processor" or not kinds(activity) & RECORDS:
            continue
        bases = grounds(activity, RECORDS)
        if bases and not any(basis.kind == "consent" for basis in bases):
            yield RULE.finding(bases[0].place, activity.id, activity=activity.id)
