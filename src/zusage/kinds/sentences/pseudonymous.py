"""The sentence of `pseudonymous`.

Law: data without what names a person.
"""

from __future__ import annotations

from zusage.kinds.words.data import activity_data
from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def data_of(promise: Promise, policy: Policy, language: Language) -> str:
    """The data meant: data of the activity, or figures for one of its purposes."""
    activity = policy.activities[promise.activity]
    names = many(promise, "data")
    texts = [purpose.text.to(language) for purpose in activity.purposes if purpose.id in names]
    if not texts:
        return activity_data(activity, names, language)
    quoted = join(texts, language)
    return f"die Zahlen zum Zweck „{quoted}“" if language == "de" else f"the figures for “{quoted}”"


def _de(promise: Promise, policy: Policy) -> str:
    absent = kinds_of_value(many(promise, "columns_absent"), "de", "or")
    return (
        f"{data_of(promise, policy, 'de')} speichern wir nur unter einem Kennzeichen{f', ohne {absent}' if absent else ''}."
    )


def _en(promise: Promise, policy: Policy) -> str:
    absent = kinds_of_value(many(promise, "columns_absent"), "en", "or")
    return f"We store {data_of(promise, policy, 'en')} under an identifier only{f', without {absent}' if absent else ''}."
