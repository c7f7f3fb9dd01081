"""ZU601: an objection to advertising has to stop it (Art. 21(2), (3) GDPR).

Against direct marketing nobody has to give reasons, and nobody may weigh them: from the objection on the data are no longer
used for it.

Wrong:
    catalogue: {basis: {legitimate_interests: Werbung per Post}, objection: {effect: decide}}
Right:
    catalogue: {basis: {legitimate_interests: Werbung per Post}, objection: {effect: stop, absolute: true}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis

RULE = Rule(
    "ZU601",
    Severity.ERROR,
    Text(
        "Widerspruch gegen Werbung wirkt sofort",
        "an objection to advertising stops it",
    ),
    Text(
        "„{activity}“ sieht nach Werbung aus; ein Widerspruch dagegen wird nicht abgewogen, sondern wirkt sofort.",
        '"{activity}" looks like advertising; an objection to it is not weighed but takes effect at once.',
    ),
    Text(
        "Schreiben Sie: objection: {effect: stop, absolute: true}",
        "Write: objection: {effect: stop, absolute: true}",
    ),
    "Art. 21(2), (3) GDPR",
)
ADVERTISING = re.compile(
    r"newsletter|(?<!be)werbung|werbezweck|werbliche|werbemail|direct marketing|marketing|advertis", re.IGNORECASE
)
AGAINST = re.compile(r"verhinder|sperrliste|werbewiderspruch|prevent|suppress|opt-out", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Advertising on legitimate interests whose objections would be decided case by case."""
    for activity in matter.policy.activities.values():
        words = " ".join(_words(activity))
        if activity.objection is None or activity.objection.effect == "stop" or AGAINST.search(words):
            continue
        for basis in activity.bases:
            if basis.kind == "legitimate_interests" and (ADVERTISING.search(words) or _declared(activity, basis)):
                yield RULE.finding(basis.place, activity.id, activity=activity.id)


def _declared(activity: Activity, basis: Basis) -> bool:
    """Whether a purpose on that basis is declared as advertising, or as profiling that serves it."""
    about = [purpose for purpose in activity.purposes if not basis.purposes or purpose.id in basis.purposes]
    return any(purpose.kind in ("advertising", "newsletter") for purpose in about)


def _words(activity: Activity) -> Iterator[str]:
    interests = (basis.interest for basis in activity.bases if basis.interest is not None)
    for text in (activity.title, *(purpose.text for purpose in activity.purposes), *interests):
        yield f"{text.de or ''} {text.en or ''}"
