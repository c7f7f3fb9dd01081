"""Messages: which activities advertise, on which ground, and by which consent (§ 7 UWG, Art. 6(1) GDPR).

Law: the kind of a purpose decides, as in `purposes`; what only keeps advertising away (a suppression list) does not
advertise. A ground without purposes of its own is the ground of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.purposes import kinds, kinds_of
from zusage.policy.activity import Activity, Basis
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy

ADVERTISING = frozenset({"advertising", "newsletter"})
SOFT = ("from_sale", "own_similar", "told", "not_objected")
"""The four conditions of § 7(3) UWG."""
_AWAY = re.compile(
    r"sperrliste|werbesperr|suppress\w*|block-?list|blacklist|verhinder\w*|prevent\w*|widersp\w+|abgemeldet\w*|unsubscri\w*",
    re.IGNORECASE,
)


def suppresses(activity: Activity) -> bool:
    """Whether an activity looks like keeping advertising away from people."""
    texts = [activity.title, *(purpose.text for purpose in activity.purposes)]
    return any(_AWAY.search(f"{text.de or ''} {text.en or ''}") for text in texts) or bool(_AWAY.search(activity.id))


def advertises(activity: Activity) -> bool:
    """Whether an activity of our own looks like advertising to people."""
    return activity.role != "processor" and bool(kinds(activity) & ADVERTISING) and not suppresses(activity)


def by_mail(activity: Activity) -> bool:
    """Whether it advertises by electronic mail: a newsletter, or advertising by e-mail or text message."""
    electronic = {"email", "sms"} & set(activity.channels)
    only_elsewhere = bool(activity.channels) and not electronic
    return advertises(activity) and not only_elsewhere and (bool(electronic) or "newsletter" in kinds(activity))


def grounds(activity: Activity, wanted: frozenset[str] = ADVERTISING) -> tuple[Basis, ...]:
    """The bases that stand for its purposes of these kinds."""
    meant = {purpose.id for purpose in activity.purposes if kinds_of(purpose) & wanted}
    return tuple(basis for basis in activity.bases if not basis.purposes or not meant or meant & set(basis.purposes))


def without_consent(activity: Activity) -> Basis | None:
    """The legitimate interest on which it advertises, if no consent stands beside it."""
    bases = grounds(activity)
    if any(basis.kind == "consent" for basis in bases):
        return None
    return next((basis for basis in bases if basis.kind == "legitimate_interests"), None)


def newsletter_consents(policy: Policy) -> Iterator[tuple[Activity, Consent]]:
    """Every consent on which an activity advertises by electronic mail, once, with the first such activity."""
    told: set[str] = set()
    for activity in policy.activities.values():
        if by_mail(activity):
            for basis in grounds(activity):
                consent = policy.consents.get(basis.consent)
                if consent is not None and consent.id not in told:
                    told.add(consent.id)
                    yield activity, consent
