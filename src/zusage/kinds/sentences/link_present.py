"""The sentence of `link-present`.

Law: each message carries the way out.
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
    return "Jede dieser Nachrichten enthält einen Link, über den ‹Sie sich|du dich› abmelden ‹können|kannst›."


def _en() -> str:
    return "Each of these messages contains a link by which you can unsubscribe."
