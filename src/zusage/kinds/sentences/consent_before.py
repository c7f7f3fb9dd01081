"""The sentence of `consent-before`.

Law: nothing happens before consent, and nothing after its withdrawal.
"""

from __future__ import annotations

from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.given import many, one
from zusage.kinds.words.speech import english, german
from zusage.language.grammar import capitalised
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def touches_device(promise: Promise, policy: Policy) -> bool:
    """Whether the consent is about something on the device: named in the promise, or of an activity that rests on it."""
    if many(promise, "device") or many(promise, "hosts"):
        return True
    consent = consent_of(promise, policy)
    items = (item for activity in policy.activities.values() for item in activity.devices)
    return consent is not None and any(item.consent == consent.id for item in items)


def _de(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = consent.label.to("de") if consent else ""
    if one(promise, "channel"):
        return (
            f"„{capitalised(label)}“: Nachrichten senden wir ‹Ihnen|dir› erst, wenn ‹Sie eingewilligt haben|du eingewilligt "
            "hast›, und nach einem Widerruf nicht mehr."
        )
    start = f"Für „{label}“ wird auf ‹Ihrem|deinem› Gerät erst etwas gespeichert oder abgerufen"
    if not touches_device(promise, policy):
        start = f"Mit „{label}“ beginnen wir erst"
    return f"{start}, wenn ‹Sie eingewilligt haben|du eingewilligt hast›."


def _en(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = consent.label.to("en") if consent else ""
    if one(promise, "channel"):
        return (
            f"“{capitalised(label)}”: we send you messages only once you have consented, and none after you have withdrawn."
        )
    if not touches_device(promise, policy):
        return f"We begin with “{label}” only once you have consented."
    return f"For “{label}” nothing is stored on or read from your device before you have consented."
