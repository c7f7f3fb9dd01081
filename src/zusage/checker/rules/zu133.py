"""ZU133: category of recipients says nothing (Art. 13(1)(e), 14(1)(e), 30(1)(d) GDPR; CJEU C-154/21).

A category may stand for recipients if it says what kind of body they are. Third parties or partners can be anybody; who
asks is owed the names anyway.

Wrong:
    recipients: {others: {category: {de: Dritte, en: third parties}, role: controller}}
    activities: {contract: {recipients: {others: {data: [master]}}}}
Right:
    recipients: {others: {category: {de: Paketdienste, en: parcel services}, role: controller}}
    activities: {contract: {recipients: {others: {data: [master]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU133",
    Severity.WARNING,
    Text(
        "Kategorie von Empfängern sagt nichts",
        "category of recipients says nothing",
    ),
    Text(
        "„{words}“ sagt nicht, welche Art von Empfänger gemeint ist.",
        '"{words}" does not say what kind of recipient is meant.',
    ),
    Text(
        "Nennen Sie Namen, oder die Art genauer: etwa Paketdienste, Steuerberatung, Inkassounternehmen.",
        "Give names, or the kind more precisely, such as parcel services, tax advisers, debt collectors.",
    ),
    "Art. 13(1)(e), 14(1)(e), 30(1)(d) GDPR; CJEU C-154/21",
)


NOTHING = frozenset(
    {
        "dritte",
        "dritten",
        "dienstleister",
        "externe dienstleister",
        "partner",
        "geschäftspartner",
        "partnerunternehmen",
        "empfänger",
    }
    | {
        "auftragsverarbeiter",
        "andere",
        "andere unternehmen",
        "weitere empfänger",
        "sonstige",
        "sonstige empfänger",
        "sonstige dritte",
    }
    | {
        "drittanbieter",
        "unternehmen",
        "stellen",
        "externe",
        "externe stellen",
        "andere stellen",
        "ausgewählte partner",
        "diverse",
    }
    | {
        "third parties",
        "third party",
        "service providers",
        "external service providers",
        "partners",
        "business partners",
        "recipients",
    }
    | {
        "processors",
        "others",
        "other companies",
        "other recipients",
        "companies",
        "selected partners",
        "vendors",
        "suppliers",
        "various",
    }
    | {"providers", "external providers", "external parties", "other parties"}
)


def check(matter: Matter) -> Iterator[Finding]:
    """Categories of recipients in use whose words fit anybody, unless their members are named."""
    policy = matter.policy
    flows = [flow for activity in ours(policy) for flow in activity.flows]
    used = {flow.recipient for flow in flows}
    for recipient in policy.recipients.values():
        if recipient.id in used and not recipient.members and recipient.category is not None and not recipient.name:
            if words := empty(recipient.category, NOTHING):
                yield RULE.finding(recipient.place, words=words)
