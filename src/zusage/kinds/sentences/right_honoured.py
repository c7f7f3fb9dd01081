"""The sentence of `right-honoured`.

Law: a right of the data subject, with its article.
"""

from __future__ import annotations

from zusage.kinds.words.given import one
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
    return right(right_name(promise), "de")


def _en(promise: Promise) -> str:
    return right(right_name(promise), "en")
