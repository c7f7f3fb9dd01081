"""ZU112: period of storage is missing (Art. 13(2)(a), 14(2)(a) GDPR).

For every kind of data people are told how long it is kept, or by what the end can be recognised. Data in a store that
no rule ends have neither.

Wrong:
    activities: {website: {retention: null}}
Right:
    activities: {website: {retention: {lines: {data: [lines], from: {at: weblog.time}, stages: [{delete: after 7 days}]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import endless, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU112",
    Severity.ERROR,
    Text(
        "Dauer der Speicherung fehlt",
        "period of storage is missing",
    ),
    Text(
        "„{datum}“ in „{activity}“ hat weder Frist noch Kriterium.",
        '"{datum}" in "{activity}" has neither a period nor a criterion.',
    ),
    Text(
        "Ergänzen Sie unter retention eine Regel mit data, from und delete.",
        "Add a rule with data, from and delete under retention.",
    ),
    "Art. 13(2)(a), 14(2)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data about persons in a store or on a device that no rule ends; rules for some rows only are another rule's."""
    for activity, datum in endless(matter.policy, ours(matter.policy)):
        yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id)
