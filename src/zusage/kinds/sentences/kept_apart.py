"""The sentence of `kept-apart`.

Law: two kinds of data are not brought together.
"""

from __future__ import annotations

from zusage.kinds.words.data import activity_data
from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def what(promise: Promise, policy: Policy, language: Language) -> str:
    """The values that are meant, or all data of the activity."""
    names = (*many(promise, "columns"), *many(promise, "from"))
    if names or not promise.activity:
        return kinds_of_value(names, language)
    return activity_data(policy.activities[promise.activity], (), language)


def _de(promise: Promise, policy: Policy) -> str:
    names = what(promise, policy, "de")
    by = kinds_of_value(many(promise, "by"), "de", "or")
    return f"{names} führen wir nicht mit anderen Daten zusammen{f', auch nicht über {by}' if by else ''}."


def _en(promise: Promise, policy: Policy) -> str:
    names = what(promise, policy, "en")
    by = kinds_of_value(many(promise, "by"), "en", "or")
    return f"We do not combine {names} with other data{f', not even through {by}' if by else ''}."
