"""The sentence of `individual-accounts`.

Law: each person has an account of their own.
"""

from __future__ import annotations

from zusage.kinds.words.fields import fields
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    return f"Jede Person erhält einen eigenen Zugang (unterschieden nach {fields(many(promise, 'unique'), 'de')})."


def _en(promise: Promise) -> str:
    return f"Each person has an account of their own (told apart by {fields(many(promise, 'unique'), 'en')})."
