"""ZU605: objection by a channel that does not exist (Art. 12(2), 21(1), (5) GDPR).

Controllers make it easy to use a right. A channel that only one sentence knows is a mailbox that nobody reads.

Wrong:
    objection: {effect: stop, by: [phone]}       # and rights: {channels: {email: privacy@muster.example}}
Right:
    objection: {effect: stop, by: [email]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU605",
    Severity.WARNING,
    Text(
        "Widerspruch über einen Weg, den es nicht gibt",
        "objection by a channel that does not exist",
    ),
    Text(
        "Widersprechen soll man per {channels_de}; unter rights steht dieser Weg nicht.",
        "People are to object by {channels_en}; this channel is not among the rights.",
    ),
    Text(
        "Nehmen Sie den Weg unter rights: channels auf, oder ändern Sie by.",
        "Add the channel under rights: channels, or change by.",
    ),
    "Art. 12(2), 21(1), (5) GDPR",
)

MEANS = {
    "email": ("email", "mail", "e-mail"),
    "phone": ("phone", "telephone", "call"),
    "form": ("form",),
    "post": ("post", "letter"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Objections by a channel of which the rights know nothing; what works inside the product is no channel of theirs."""
    rights = matter.policy.rights
    there = {"email": bool(rights.email), "phone": bool(rights.phone), "form": bool(rights.form), "post": rights.post}
    missing = {word for name, words in MEANS.items() if not there[name] for word in words}
    for activity in matter.policy.activities.values():
        lost = [word for word in activity.objection.by if word in missing] if activity.objection is not None else []
        if lost and activity.objection is not None:
            yield RULE.finding(activity.objection.place, activity.id, **listing("channels", lost))
