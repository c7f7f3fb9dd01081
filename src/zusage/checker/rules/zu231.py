"""ZU231: only these fields are to be sent, but other data are too (Art. 5(1)(a), 5(1)(c) GDPR).

"Only account holder and IBAN" is a promise that people can check. If the same recipient is declared to get data of which
no field is among those, either the promise or the list of data is wrong.

Wrong:
    activities: {contract: {recipients: {hoster: {data: [master], send_only: [iban]}}}}
Right:
    activities: {contract: {recipients: {hoster: {data: [master], send_only: [name, email]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.parties import flows_of
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Datum

RULE = Rule(
    "ZU231",
    Severity.WARNING,
    Text(
        "Nur diese Felder sollen gehen, erklärt sind mehr",
        "only these fields are to be sent, but more are declared",
    ),
    Text(
        "An „{recipient}“ geht laut send_only nichts außer {fields_de}; zu den übermittelten Daten zählt aber auch {data_de}, wovon kein Feld dabei ist.",
        'By send_only, nothing but {fields_en} goes to "{recipient}"; the data sent also include {data_en}, of which no field is among them.',
    ),
    Text(
        "Streichen Sie diese Daten beim Empfänger, oder nennen Sie ihre Felder in send_only.",
        "Delete these data at the recipient, or name their fields in send_only.",
    ),
    "Art. 5(1)(a), 5(1)(c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Flows limited to fields that include data with named columns, none of which is one of the fields."""
    for activity in matter.policy.activities.values():
        data = {datum.id: datum for datum in activity.data}
        for flow, recipient in flows_of(matter.policy, activity):
            sent = {word for field in flow.send_only for word in _words(field)}
            against = [id for id in flow.data or data if id in data and _never(data[id], sent)] if sent else []
            if against:
                words = {**listing("fields", flow.send_only), **listing("data", against)}
                yield RULE.finding(flow.place, activity.id, recipient=recipient.id, **words)


def _never(datum: Datum, sent: set[str]) -> bool:
    """Whether its columns are named and share no word with a field: `first_name` may be sent as `name`."""
    return datum.columns is not None and not any(_words(column) & sent for column in datum.columns)


def _words(name: str) -> set[str]:
    return set(name.lower().split("_"))
