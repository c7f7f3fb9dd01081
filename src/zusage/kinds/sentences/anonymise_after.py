"""The sentence of `anonymise-after`.

Law: the link to a person is removed by the declared technique.
"""

from __future__ import annotations

from zusage.kinds.words.acts import remainder, values, verb
from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import acted, rule_of
from zusage.kinds.words.periods import backups, base_of, exceptions, when
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    what = values(stage, "de") or rule_data(rule, policy, "de")
    tail = backups(rule.horizons, policy, "de", base_of(rule, stage))
    return (
        f"{what} {verb(stage, 'de')} wir "
        f"{when(rule, stage, policy, 'de')}{as_far_as(rule.where, 'de')}"
        f"{remainder(stage, 'de')}{tail}.{exceptions(rule, policy, 'de')}"
    )


def _en(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    what = values(stage, "en") or rule_data(rule, policy, "en")
    tail = backups(rule.horizons, policy, "en", base_of(rule, stage))
    return (
        f"We {verb(stage, 'en')} {what} "
        f"{when(rule, stage, policy, 'en')}{as_far_as(rule.where, 'en')}"
        f"{remainder(stage, 'en')}{tail}.{exceptions(rule, policy, 'en')}"
    )
