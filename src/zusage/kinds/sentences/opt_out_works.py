"""The sentence of `opt-out-works`.

Law: the way out and its effect.
"""

from __future__ import annotations

from zusage.kinds.words.given import one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    return f"Unter {one(promise, 'url')} ‹können Sie|kannst du› die Verarbeitung für die Zukunft beenden."


def _en(promise: Promise) -> str:
    return f"At {one(promise, 'url')} you can stop the processing for the future."
