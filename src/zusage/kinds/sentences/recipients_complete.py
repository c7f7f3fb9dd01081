"""The sentence of `recipients-complete`.

Law: there are no recipients but those declared.
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
    return "Andere Empfänger als die hier genannten erhalten von uns keine personenbezogenen Daten."


def _en() -> str:
    return "No recipients other than those named here receive personal data from us."
