"""The sentence of `optional-fields`.

Law: what must be filled in, and that the rest is voluntary.
"""

from __future__ import annotations

from zusage.kinds.words.fields import fields
from zusage.kinds.words.given import many, one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    return (
        f"Im Formular unter {one(promise, 'form')} sind nur {fields(many(promise, 'only_required'), 'de')} "
        "Pflichtangaben; alles Übrige ist freiwillig."
    )


def _en(promise: Promise) -> str:
    return (
        f"In the form at {one(promise, 'form')} only {fields(many(promise, 'only_required'), 'en')} must be "
        "filled in; everything else is voluntary."
    )
