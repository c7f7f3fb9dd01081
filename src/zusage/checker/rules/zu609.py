"""ZU609: objections to advertising are remembered nowhere (Art. 21(3), 5(2) GDPR).

An objection holds for ever, also after the account is gone. Without a list the next import of addresses writes to the
person again.

Wrong:
    ads: {basis: {legitimate_interests: Werbung per Post}, objection: {effect: stop, absolute: true}}
Right:
    suppression: {purposes: {block: Verhinderung weiterer Werbung}, basis: {legitimate_interests: Beachtung des Widerspruchs}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds_of, prevents_advertising
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU609",
    Severity.INFO,
    Text(
        "Werbewiderspruch wird nirgends gemerkt",
        "objections to advertising are remembered nowhere",
    ),
    Text(
        "„{activity}“ sieht nach Werbung ohne Einwilligung aus; wo Widersprüche gemerkt werden, ist nicht erklärt.",
        '"{activity}" looks like advertising without consent; where objections are remembered is not declared.',
    ),
    Text(
        "Erklären Sie die Sperrliste als eigene Tätigkeit, und unter assure: suppresses: {…}",
        "Declare the suppression list as an activity of its own, and under assure: suppresses: {…}",
    ),
    "Art. 21(3), 5(2) GDPR",
)

ADVERTISING = frozenset(("advertising", "newsletter"))


def check(matter: Matter) -> Iterator[Finding]:
    """Advertising on legitimate interests in a declaration without any suppression list."""
    activities = matter.policy.activities.values()
    if any(promise.kind == "suppresses" for promise in matter.policy.promises):
        return
    if any(prevents_advertising(purpose) for activity in activities for purpose in activity.purposes):
        return
    for activity in activities:
        weighed = any(basis.kind == "legitimate_interests" for basis in activity.bases)
        if weighed and any(kinds_of(purpose) & ADVERTISING for purpose in activity.purposes):
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
