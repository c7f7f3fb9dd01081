"""The sentence of `masked-at-source`.

Law: values are masked before they are stored.
"""

from __future__ import annotations

from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many, pairs
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def masked(promise: Promise) -> tuple[str, ...]:
    """The columns, or the fields of a log by their names."""
    return many(promise, "columns") or tuple(name for name, _ in pairs(promise, "fields")) or many(promise, "fields")


def _de(promise: Promise) -> str:
    return f"{kinds_of_value(masked(promise), 'de')} kürzen wir, bevor wir sie speichern."


def _en(promise: Promise) -> str:
    return f"We mask {kinds_of_value(masked(promise), 'en')} before we store them."
