"""The sentence of `not-disclosed`.

Law: nobody receives the data, apart from those named.
"""

from __future__ import annotations

from zusage.kinds.words.data import activity_data
from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.given import many
from zusage.kinds.words.places import recipients
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    what = (
        activity_data(policy.activities[promise.activity], many(promise, "data"), "de") if promise.activity else "die Daten"
    )
    names = recipients(many(promise, "except"), policy, "de")
    consent = consent_of(promise, policy)
    without = f" ohne ‹Ihre|deine› Einwilligung („{consent.label.to('de')}“)" if consent else ""
    tail = f", ausgenommen an {names}" if names else ""
    return f"{what} geben wir{without} nicht an Dritte weiter{tail}."


def _en(promise: Promise, policy: Policy) -> str:
    what = (
        activity_data(policy.activities[promise.activity], many(promise, "data"), "en") if promise.activity else "the data"
    )
    names = recipients(many(promise, "except"), policy, "en")
    consent = consent_of(promise, policy)
    without = f" without your consent (“{consent.label.to('en')}”)" if consent else ""
    tail = f", except to {names}" if names else ""
    return f"We do not pass on {what} to third parties{without}{tail}."
