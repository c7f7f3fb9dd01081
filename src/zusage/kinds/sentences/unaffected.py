"""The sentence of `unaffected`.

Law: what an event does not touch.
"""

from __future__ import annotations

from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import rule_of
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    titles = join([f"„{policy.activities[id].title.to('de')}“" for id in rule.leaves if id in policy.activities], "de")
    return f"Daten aus {titles} bleiben unberührt, wenn wir {rule_data(rule, policy, 'de')} löschen."


def _en(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    titles = join([f"“{policy.activities[id].title.to('en')}”" for id in rule.leaves if id in policy.activities], "en")
    return f"Data from {titles} are not affected when we delete {rule_data(rule, policy, 'en')}."
