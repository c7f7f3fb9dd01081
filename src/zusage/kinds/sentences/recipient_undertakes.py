"""The sentence of `recipient-undertakes`.

Law: what a recipient has undertaken by contract.
"""

from __future__ import annotations

from zusage.kinds.words.flows import named
from zusage.kinds.words.given import one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    return f"{named(promise, policy, 'de')} hat sich uns gegenüber vertraglich dazu verpflichtet: {one(promise, 'clause')}."


def _en(promise: Promise, policy: Policy) -> str:
    return f"{named(promise, policy, 'en')} has undertaken towards us by contract: {one(promise, 'clause')}."
