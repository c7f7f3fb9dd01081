"""The sentence of `undecided`.

Law: a period that is not yet decided is said as it was found, and stays unproven.
"""

from __future__ import annotations

from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import rule_of
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    words = (
        rule.undecided.to("de") if rule.undecided else f"Für {rule_data(rule, policy, 'de')} ist noch keine Frist festgelegt"
    )
    return words.rstrip(".") + "."


def _en(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    words = rule.undecided.to("en") if rule.undecided else f"No period has been set yet for {rule_data(rule, policy, 'en')}"
    return words.rstrip(".") + "."
