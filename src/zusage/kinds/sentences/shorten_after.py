"""The sentence of `shorten-after`.

Law: part of a value is cut off; what remains is said, and it is never called anonymous.
"""

from __future__ import annotations

from zusage.kinds.words.acts import besides, remainder, values
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
    time, left = when(rule, stage, policy, "de") + as_far_as(rule.where, "de"), remainder(stage, "de")
    where = "auf den Netzanteil, und zwar " if left else ""
    return f"{what} kürzen wir {where}{time}{left}{besides(stage, 'de')}{tail}.{exceptions(rule, policy, 'de')}"


def _en(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    what = values(stage, "en") or rule_data(rule, policy, "en")
    tail = backups(rule.horizons, policy, "en", base_of(rule, stage))
    time, left = when(rule, stage, policy, "en") + as_far_as(rule.where, "en"), remainder(stage, "en")
    where = " to their network part" if left else ""
    return f"We shorten {what}{where} {time}{left}{besides(stage, 'en')}{tail}.{exceptions(rule, policy, 'en')}"
