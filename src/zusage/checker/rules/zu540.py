"""ZU540: consent covers something that does not rest on it (Art. 5(1)(a), 6(1)(a), 13(1)(c) GDPR).

People read in the banner that they agree to something, and in the notice that it needs no agreement. One of the two texts
misleads them.

Wrong:
    consents: {statistics: {covers: [website]}}
Right:
    consents: {statistics: {covers: [website]}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU540",
    Severity.WARNING,
    Text("Einwilligung deckt etwas, das nicht auf ihr beruht", "consent covers something that does not rest on it"),
    Text(
        "Die Einwilligung „{consent}“ soll „{activity}“ decken; dort ist sie aber nirgends genannt.",
        'The consent "{consent}" is said to cover "{activity}", which does not name it anywhere.',
    ),
    Text(
        "Nennen Sie die Einwilligung dort als basis:, oder nehmen Sie die Tätigkeit aus covers:.",
        "Name the consent there as basis:, or take the activity out of covers:.",
    ),
    "Art. 5(1)(a), 6(1)(a), 13(1)(c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents that cover an activity without being its basis, a condition of a flow, or the access of a device item."""
    for consent in matter.policy.consents.values():
        for id in consent.covers:
            activity = matter.policy.activities[id]
            used = {basis.consent for basis in activity.bases} | {item.consent for item in activity.devices}
            used |= {flow.when_ref for flow in activity.flows if flow.when_kind == "consent"}
            if consent.id not in used:
                yield RULE.finding(consent.place, activity.id, consent=consent.id, activity=activity.id)
