"""The sentence of `recipients-complete`.

Law: there are no recipients but those declared.
"""

from __future__ import annotations

from zusage.kinds.sentences.everything_declared import several
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(policy), promise, policy) if language == "de" else english(_en(policy))


def _de(policy: Policy) -> str:
    where = "in unseren Datenschutzhinweisen" if several(policy) else "hier"
    return f"Andere Empfänger als die {where} genannten erhalten von uns keine personenbezogenen Daten."


def _en(policy: Policy) -> str:
    where = "in our privacy notices" if several(policy) else "here"
    return f"No recipients other than those named {where} receive personal data from us."
