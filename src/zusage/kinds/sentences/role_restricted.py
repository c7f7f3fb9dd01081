"""The sentence of `role-restricted`.

Law: a resource needs a permission.
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
    return (
        f"Auf {one(promise, 'resource')} kann nur zugreifen, wer dafür berechtigt ist (Recht „{one(promise, 'without')}“)."
    )


def _en(promise: Promise) -> str:
    return f"Only those entitled to it can access {one(promise, 'resource')} (permission “{one(promise, 'without')}”)."
