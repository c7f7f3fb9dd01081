"""ZU143: condition of Art. 9 without special categories (Art. 9(2), 5(1)(a) GDPR).

A condition for special categories stands beside data of which none is marked as such. Either the mark was forgotten,
and with it what protects them, or the notice says something that is not so.

Wrong:
    activities: {website: {special_category: {art9: h}}}
Right:
    activities: {website: {special_category: {art9: h}, data: {lines: {special: health}}}}
    assure: [{access_restricted: {system: weblog, accounts: env:ADMIN_LIST}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU143",
    Severity.WARNING,
    Text(
        "Bedingung des Art. 9 ohne sensible Daten",
        "condition of Art. 9 without special categories",
    ),
    Text(
        "„{activity}“ nennt eine Bedingung des Art. 9, aber kein Datum darin ist als sensibel gekennzeichnet.",
        '"{activity}" names a condition of Art. 9, but none of its data are marked as special.',
    ),
    Text(
        "Kennzeichnen Sie die Daten (special: health), oder streichen Sie special_category.",
        "Mark the data (special: health), or delete special_category.",
    ),
    "Art. 9(2), 5(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities with a condition and no special data, their parts included."""
    policy = matter.policy
    marked = {a.id for a in policy.activities.values() if any(datum.special not in ("", "no") for datum in a.data)}
    wholes = {policy.activities[id].part_of for id in marked}
    for activity in ours(policy):
        derived = any(path.partition("/")[0] in marked for datum in activity.data for path in datum.derived_from)
        if activity.special is not None and activity.id not in marked | wholes and not derived:
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
