"""ZU210: called anonymous, but with identifiers (Art. 4(1), 5(1)(a) GDPR; recital 26).

Data with an address, a user number or a device id are personal, even if no name stands beside them. Who calls them
anonymous says that nobody has rights in them.

Wrong:
    data: {events: {label: {de: anonyme Nutzungsdaten, en: anonymous usage data}, in: app.events, columns: [user_id, page]}}
Right:
    data: {events: {label: {de: pseudonyme Nutzungsdaten, en: pseudonymous usage data}, in: app.events, columns: [user_id, page]}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Datum
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU210",
    Severity.ERROR,
    Text(
        "Anonym genannt, aber mit Kennungen",
        "called anonymous, but with identifiers",
    ),
    Text(
        "„{label_de}“ heißt anonym; zu Personen führt: {columns_de}.",
        '"{label_en}" is called anonymous; this leads to persons: {columns_en}.',
    ),
    Text(
        "Nennen Sie die Daten pseudonym, oder entfernen Sie die Kennungen.",
        "Call the data pseudonymous, or remove the identifiers.",
    ),
    "Art. 4(1), 5(1)(a) GDPR; recital 26",
)

ANONYMOUS = re.compile(
    r"(?<!nicht )(?<!not )\b(?:anonyme?[nrms]?|anonymisi(?:erte?[nrms]?)|anonymous|anonymi[sz]ed)\b", re.IGNORECASE
)
IDENTIFIES = re.compile(
    r"(?:.*_)?(?:e?mail|e_mail|ip|ip_?addr(?:ess)?|phone|telefon|iban|(?:first|last|full|user|sur|nach|vor)_?name|name)"
    r"|(?:.*_)?(?:user|customer|visitor|client|account|contact|person|member|employee|device|session|cookie)_?(?:id|uuid|hash|token)",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data that are called anonymous and have columns that identify somebody."""
    for activity in matter.policy.activities.values():
        for datum in activity.data:
            if ANONYMOUS.search(f"{datum.label.de or ''} {datum.label.en or ''}"):
                leading = [column for column in _columns(matter.policy, datum) if IDENTIFIES.fullmatch(column)]
                if leading:
                    label = {"label_de": datum.label.to("de"), "label_en": datum.label.to("en")}
                    yield RULE.finding(datum.place, activity.id, **label, **listing("columns", leading))


def _columns(policy: Policy, datum: Datum) -> tuple[str, ...]:
    if datum.columns is not None:
        return datum.columns
    system = policy.systems.get(datum.system)
    use = system.tables.get(datum.table) if system is not None else None
    return (use.personal or ()) if use is not None else ()
