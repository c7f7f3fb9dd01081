"""The sentence of `document-supplied`.

Law: a document is handed out on request.
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
    return "Auf Anfrage stellen wir ‹Ihnen|dir› eine Kopie der Vereinbarung zur Verfügung."


def _en() -> str:
    return "On request we provide you with a copy of the agreement."
