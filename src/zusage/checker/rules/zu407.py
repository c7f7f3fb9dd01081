"""ZU407: sensitive data without evidence from the processor (Art. 28(1), 32(1), 9 GDPR).

Only processors that offer enough guarantees may be used, and what is enough depends on the risk. Where health, belief or
convictions are concerned, somebody has to have seen a report, a certificate or the list of measures.

Wrong:
    activities: {contract: {special_category: {art9: h}, data: {tickets: {special: health}}}}
Right:
    activities: {contract: {special_category: {art9: h}, data: {tickets: {special: health}}}}
    recipients: {hoster: {evidence: [{kind: audit-report, dated: 2026-05-24}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import flows_of, role_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU407",
    Severity.WARNING,
    Text("Sensible Daten ohne Nachweis beim Auftragsverarbeiter", "sensitive data without evidence from the processor"),
    Text(
        "„{recipient}“ verarbeitet für uns besonders geschützte Daten („{activity}“), aber kein Nachweis seiner Garantien ist angegeben.",
        '"{recipient}" processes specially protected data for us ("{activity}"), but no evidence of its guarantees is given.',
    ),
    Text(
        "Tragen Sie ein: evidence: [{kind: tom, dated: JJJJ-MM-TT}]",
        "Add: evidence: [{kind: tom, dated: YYYY-MM-DD}]",
    ),
    "Art. 28(1), 32(1), 9 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Processors that get data of Art. 9 or 10 and of which nothing is on file but the contract."""
    told = set()
    for activity in matter.policy.activities.values():
        guarded = {datum.id for datum in activity.data if datum.special or datum.criminal}
        for flow, recipient in flows_of(matter.policy, activity) if guarded else ():
            shown = recipient.evidence or any(contract.kind != "avv" or contract.annexes for contract in recipient.contracts)
            reached = not (flow.data or flow.data_text) or guarded & set(flow.data)
            if reached and role_of(flow, recipient) == "processor" and not shown and recipient.id not in told:
                told.add(recipient.id)
                yield RULE.finding(recipient.place, recipient=recipient.id, activity=activity.id)
