"""ZU546: who sets the item gets nothing (Art. 13(1)(e) GDPR; § 25(1) TDDDG; CJEU C-673/17).

A company that sets a cookie from its servers gets at least the address and the identifier. The activity that names the
cookie has to name the recipient.

Wrong:
    recipients: {zaehlwerk: {name: Zählwerk GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: zaehlwerk, lifetime: 30 days, access: {consent: statistics}}}}}
Right:
    recipients: {zaehlwerk: {name: Zählwerk GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: zaehlwerk, lifetime: 30 days, access: {consent: statistics}}}, recipients: {zaehlwerk: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU546",
    Severity.WARNING,
    Text("Wer das Gerät anspricht, erhält nichts", "who sets the item gets nothing"),
    Text(
        "„{item}“ setzt „{by}“, aber in „{activity}“ gehen an „{by}“ keine Daten.",
        '"{item}" is set by "{by}", but "{activity}" discloses no data to "{by}".',
    ),
    Text(
        "Ergänzen Sie unter recipients: der Tätigkeit, was dort ankommt.",
        "Add under recipients: of the activity what it gets.",
    ),
    "Art. 13(1)(e) GDPR; § 25(1) TDDDG; CJEU C-673/17",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Items set by a recipient, ourselves apart, to which their activity has no flow."""
    known = matter.policy.recipients
    for activity in matter.policy.activities.values():
        to = {flow.recipient for flow in activity.flows}
        for item in activity.devices:
            recipient = known.get(item.by)
            if recipient is not None and recipient.role != "self" and item.by not in to:
                yield RULE.finding(item.place, activity.id, item=item.name, by=item.by, activity=activity.id)
