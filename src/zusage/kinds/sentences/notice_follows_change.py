"""The sentence of `notice-follows-change`.

Law: a changed processing changes the text first.
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
    return "Ändern wir die Verarbeitung, ändern wir zuerst diesen Text."


def _en() -> str:
    return "If we change the processing, we change this text first."
