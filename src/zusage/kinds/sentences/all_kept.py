"""The sentence of `all-kept`.

Law: the document as a whole.
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
    return "Ob wir einhalten, was hier steht, prüfen wir fortlaufend Satz für Satz."


def _en() -> str:
    return "We check continuously, sentence by sentence, whether we keep what is written here."
