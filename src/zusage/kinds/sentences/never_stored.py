"""The sentence of `never-stored`.

Law: values that must not be there.
"""

from __future__ import annotations

from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    return f"{kinds_of_value(many(promise, 'pattern'), 'de')} speichern wir nicht."


def _en(promise: Promise) -> str:
    return f"We do not store {kinds_of_value(many(promise, 'pattern'), 'en', 'or')}."
