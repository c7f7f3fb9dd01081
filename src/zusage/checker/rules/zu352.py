"""ZU352: data of a customer without an end (Art. 28(3)(g) GDPR).

A processor deletes or returns what it processed when its service ends. Where no rule says when that is, the data stay.

Wrong:
    activities: {hosting: {title: {de: Betrieb für Kunden, en: Hosting for customers}, role: processor, on_behalf_of: customer, subjects: [visitor], purposes: {run: {de: Betrieb, en: operation}}, basis: instruction, requests: {forward_to: customer, within: 3 days}, data: {chats: {label: {de: Chats, en: chats}, in: app.chats}}}}
    systems: {app: {tables: {chats: {owned_by: customers via customer_id}}}}
Right:
    activities: {hosting: {title: {de: Betrieb für Kunden, en: Hosting for customers}, role: processor, on_behalf_of: customer, subjects: [visitor], purposes: {run: {de: Betrieb, en: operation}}, basis: instruction, requests: {forward_to: customer, within: 3 days}, data: {chats: {label: {de: Chats, en: chats}, in: app.chats}}, retention: {over: {data: [chats], from: {at: app.customers.left_at}, delete: after 30 days}}}}
    systems: {app: {tables: {chats: {owned_by: customers via customer_id}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import endless
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU352",
    Severity.WARNING,
    Text(
        "Auftragsdaten ohne Ende",
        "data of a customer without an end",
    ),
    Text(
        "„{datum}“ in „{activity}“ verarbeiten wir im Auftrag; wann es gelöscht oder zurückgegeben wird, steht nirgends.",
        'We process "{datum}" in "{activity}" on behalf of somebody; when it is deleted or returned is said nowhere.',
    ),
    Text(
        "Ergänzen Sie unter retention eine Regel, die mit dem Ende des Auftrags beginnt: from: …, delete: after …",
        "Add a rule under retention that begins with the end of the service: from: …, delete: after …",
    ),
    "Art. 28(3)(g) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data processed on behalf of others that no rule ends."""
    theirs = (activity for activity in matter.policy.activities.values() if activity.role == "processor")
    for activity, datum in endless(matter.policy, theirs):
        yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)
