"""The sentence of `suppresses`.

Law: who is on the suppression list gets nothing.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(), promise, policy) if language == "de" else english(_en())


def _de() -> str:
    return "Adressen auf unserer Sperrliste erhalten von uns keine Werbung mehr."


def _en() -> str:
    return "Addresses on our suppression list get no more advertising from us."
