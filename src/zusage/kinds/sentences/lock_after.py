"""The sentence of `lock-after`.

Law: read-only: nobody writes any more, reading goes on; never called restricted.
"""

from __future__ import annotations

from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import acted, rule_of
from zusage.kinds.words.periods import when
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.policy.rule import Rule


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def thing(rule: Rule, policy: Policy, language: Language) -> str:
    """What becomes read-only: the instance, or the data."""
    if rule.whole and any(policy.systems[id].each for id in rule.whole if id in policy.systems):
        return "die Instanz" if language == "de" else "the instance"
    return rule_data(rule, policy, language)


def _de(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    return (
        f"{when(rule, stage, policy, 'de')} stellen wir {thing(rule, policy, 'de')} auf nur lesbar um"
        f"{as_far_as(rule.where, 'de')}: Inhalte lassen sich dann noch ansehen, aber nicht mehr verändern."
    )


def _en(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    return (
        f"{when(rule, stage, policy, 'en')} we make {thing(rule, policy, 'en')} read-only"
        f"{as_far_as(rule.where, 'en')}: contents can still be viewed, but nobody can change them any more."
    )
