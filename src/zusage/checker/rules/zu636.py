"""ZU636: requests are passed on too late (Art. 28(3)(e), 12(3) GDPR).

The month to answer runs from the day the request comes in. Who works on behalf of somebody helps to keep it; two weeks on
a desk are half of it.

Wrong:
    requests: {forward_to: customer, within: 30 days}
Right:
    requests: {forward_to: customer, within: 3 days}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU636",
    Severity.WARNING,
    Text(
        "Anträge werden zu spät weitergegeben",
        "requests are passed on too late",
    ),
    Text(
        "„{activity}“ gibt Anträge erst binnen {within_de} weiter; dem Verantwortlichen bleibt dann kaum noch Zeit zur Antwort.",
        '"{activity}" passes requests on within {within_en} only; that leaves the controller hardly any time to answer.',
    ),
    Text(
        "Schreiben Sie: requests: {forward_to: customer, within: 3 days}",
        "Write: requests: {forward_to: customer, within: 3 days}",
    ),
    "Art. 28(3)(e), 12(3) GDPR",
)

MOST = Period(days=14)


def check(matter: Matter) -> Iterator[Finding]:
    """Requests that are passed on later than after two weeks."""
    for activity in matter.policy.activities.values():
        within = activity.forward_within
        if within is not None and within.shortest_hours > MOST.longest_hours:
            yield RULE.finding(activity.place, activity.id, activity=activity.id, **span("within", within, "dative"))
