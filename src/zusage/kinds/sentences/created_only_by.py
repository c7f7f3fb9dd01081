"""The sentence of `created-only-by`.

Law: how an account comes into being.
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
    return "Konten entstehen nur durch eigene Anmeldung oder eine angenommene Einladung."


def _en() -> str:
    return "Accounts come into being only by signing up or by accepting an invitation."
