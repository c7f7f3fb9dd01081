"""ZU533: who reads along is no recipient (Art. 13(1)(e) GDPR; § 25(1) TDDDG; CJEU C-673/17).

People have to be told whether others can read what is stored on their device. Whoever can is a recipient of what is read.

Wrong:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: self, lifetime: 30 days, access: {consent: statistics}, party: third, read_by: [zaehlwerk]}}}}
Right:
    recipients: {zaehlwerk: {name: Zählwerk GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}}
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {it: {name: 'zid', by: self, lifetime: 30 days, access: {consent: statistics}, party: third, read_by: [zaehlwerk]}}, recipients: {zaehlwerk: {data: [lines]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU533",
    Severity.WARNING,
    Text("Wer mitliest, ist kein Empfänger", "who reads along is no recipient"),
    Text(
        "„{item}“ kann von „{reader}“ gelesen werden; als Empfänger ist „{reader}“ nicht erklärt.",
        '"{item}" can be read by "{reader}", which is not declared as a recipient.',
    ),
    Text(
        "Erklären Sie als Empfänger, wer unter read_by steht, oder berichtigen Sie den Namen.",
        "Declare who is in read_by as a recipient, or correct the name.",
    ),
    "Art. 13(1)(e) GDPR; § 25(1) TDDDG; CJEU C-673/17",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Readers of device items that are neither ourselves nor a recipient."""
    known = {"self", *matter.policy.recipients}
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            reader = next((reader for reader in item.read_by if reader not in known), "")
            if reader:
                yield RULE.finding(item.place, activity.id, item=item.name, reader=reader)
