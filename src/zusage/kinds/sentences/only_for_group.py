"""The sentence of `only-for-group`.

Law: the processing concerns one group only.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    groups = join([policy.subjects[id].label.to("de") for id in activity.subjects if id in policy.subjects], "de")
    return f"„{activity.title.to('de')}“ gilt nur für {groups}."


def _en(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    groups = join([policy.subjects[id].label.to("en") for id in activity.subjects if id in policy.subjects], "en")
    return f"“{activity.title.to('en')}” is only for {groups}."
