"""The sentence of `delete-after`.

Law: what is deleted, when, and when it has left the backups; duties and holds follow.
"""

from __future__ import annotations

from zusage.kinds.words.acts import verb
from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import acted, rule_of
from zusage.kinds.words.periods import backups, base_of, exceptions, reason, when
from zusage.kinds.words.places import recipients
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    what = rule_data(rule, policy, "de")
    verbs = join(dict.fromkeys(verb(s, "de") for s in (stage, *rule.alternatives)), "de", "or")
    copies = f", auch bei {recipients(rule.copies, policy, 'de')}," if rule.copies else ""
    newest = " Die jeweils neueste Sicherung bleibt erhalten, bis eine neuere vorliegt." if rule.keep_newest else ""
    tail = backups(rule.horizons, policy, "de", base_of(rule, stage))
    more = f"{newest}{exceptions(rule, policy, 'de')}{reason(rule, 'de')}"
    return f"{what} {verbs} wir{copies} {when(rule, stage, policy, 'de')}{as_far_as(rule.where, 'de')}{tail}.{more}"


def _en(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    what = rule_data(rule, policy, "en")
    verbs = join(dict.fromkeys(verb(s, "en") for s in (stage, *rule.alternatives)), "en", "or")
    copies = f", also at {recipients(rule.copies, policy, 'en')}," if rule.copies else ""
    newest = " The newest backup stays until there is a newer one." if rule.keep_newest else ""
    tail = backups(rule.horizons, policy, "en", base_of(rule, stage))
    more = f"{newest}{exceptions(rule, policy, 'en')}{reason(rule, 'en')}"
    return f"We {verbs} {what}{copies} {when(rule, stage, policy, 'en')}{as_far_as(rule.where, 'en')}{tail}.{more}"
