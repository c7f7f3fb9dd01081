"""The sentence of `confirmed-before-use`.

Law: an account works after confirmation only.
"""

from __future__ import annotations

from zusage.kinds.words.given import period
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    links = period(promise, "links_expire")
    tail = f"; der Bestätigungslink gilt höchstens {duration(links, 'de')}" if links else ""
    return f"Ein Konto lässt sich erst nutzen, wenn es bestätigt ist{tail}."


def _en(promise: Promise) -> str:
    links = period(promise, "links_expire")
    tail = f"; the confirmation link is valid for {duration(links, 'en')} at most" if links else ""
    return f"An account can be used only once it has been confirmed{tail}."
