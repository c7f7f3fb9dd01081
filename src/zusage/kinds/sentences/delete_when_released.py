"""The sentence of `delete-when-released`.

Law: what was kept by a duty goes when the last duty has ended, without a new request.
"""

from __future__ import annotations

from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import acted, rule_of
from zusage.kinds.words.periods import backups, exceptions, when
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def following(promise: Promise, policy: Policy, language: Language) -> str:
    """The same after the duty was named."""
    rule = rule_of(promise)
    tail, more = backups(rule.horizons, policy, language, None), exceptions(rule, policy, language)
    return f"Danach löschen wir diese Daten{tail}.{more}" if language == "de" else f"After that we delete them{tail}.{more}"


def _de(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    tail = backups(rule.horizons, policy, "de", None)
    time, where = when(rule, acted(promise), policy, "de"), as_far_as(rule.where, "de")
    return f"{time} löschen wir {rule_data(rule, policy, 'de')}{where}{tail}.{exceptions(rule, policy, 'de')}"


def _en(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    tail = backups(rule.horizons, policy, "en", None)
    time, where = when(rule, acted(promise), policy, "en"), as_far_as(rule.where, "en")
    return f"{time} we delete {rule_data(rule, policy, 'en')}{where}{tail}.{exceptions(rule, policy, 'en')}"
