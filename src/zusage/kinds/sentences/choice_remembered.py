"""The sentence of `choice-remembered`.

Law: a choice is kept; a lost choice counts as no.
"""

from __future__ import annotations

from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    long = f" {duration(consent.expires, 'de')} lang" if consent and consent.expires else ""
    label = f" zu „{consent.label.to('de')}“" if consent else ""
    return (
        f"‹Ihre|Deine› Entscheidung{label} merken wir uns{long}; geht sie verloren, fragen wir erneut und "
        "verzichten bis dahin darauf."
    )


def _en(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    long = f" for {duration(consent.expires, 'en')}" if consent and consent.expires else ""
    label = f" on “{consent.label.to('en')}”" if consent else ""
    return f"We remember your decision{label}{long}; if it is lost, we ask again and do without until then."
