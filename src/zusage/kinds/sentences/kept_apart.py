"""The sentence of `kept-apart`.

Law: two kinds of data are not brought together.
"""

from __future__ import annotations

from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    names = kinds_of_value((*many(promise, "columns"), *many(promise, "from")), "de")
    by = kinds_of_value(many(promise, "by"), "de", "or")
    return f"{names} führen wir nicht mit anderen Daten zusammen{f', auch nicht über {by}' if by else ''}."


def _en(promise: Promise) -> str:
    names = kinds_of_value((*many(promise, "columns"), *many(promise, "from")), "en")
    by = kinds_of_value(many(promise, "by"), "en", "or")
    return f"We do not combine {names} with other data{f', not even through {by}' if by else ''}."
