"""The sentence of `everything-declared`.

Law: there is no processing beside what is described.
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
    return "Andere Verarbeitungen personenbezogener Daten als die hier beschriebenen finden bei uns nicht statt."


def _en() -> str:
    return "We carry out no processing of personal data other than that described here."
