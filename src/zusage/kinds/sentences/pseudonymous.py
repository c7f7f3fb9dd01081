"""The sentence of `pseudonymous`.

Law: data without what names a person.
"""

from __future__ import annotations

from zusage.kinds.words.data import data_or_figures
from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    data = data_or_figures(promise, policy, "de")
    absent = kinds_of_value(many(promise, "columns_absent"), "de", "or")
    return f"{data} speichern wir nur unter einem Kennzeichen{f', ohne {absent}' if absent else ''}."


def _en(promise: Promise, policy: Policy) -> str:
    data = data_or_figures(promise, policy, "en")
    absent = kinds_of_value(many(promise, "columns_absent"), "en", "or")
    return f"We store {data} under an identifier only{f', without {absent}' if absent else ''}."
