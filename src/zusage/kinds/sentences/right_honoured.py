"""The sentence of `right-honoured`.

Law: a right of the data subject, with its article.
"""

from __future__ import annotations

from zusage.kinds.words.given import one, period
from zusage.kinds.words.periods import within
from zusage.kinds.words.rights import right
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def right_name(promise: Promise) -> str:
    """The right that the promise is about."""
    return one(promise, "right") or promise.id.rsplit("/", 1)[-1]


def _de(promise: Promise) -> str:
    if right_name(promise) != "forward":
        return right(right_name(promise), "de")
    limit = period(promise, "within")
    time = within(limit, "de") if limit else "unverzüglich"
    return f"Anliegen betroffener Personen, die uns dazu erreichen, leiten wir {time} an die verantwortliche Stelle weiter."


def _en(promise: Promise) -> str:
    if right_name(promise) != "forward":
        return right(right_name(promise), "en")
    limit = period(promise, "within")
    time = within(limit, "en") if limit else "without delay"
    return f"Requests of data subjects that reach us in this matter we forward to the controller {time}."
