"""The sentence of `restrict-after`.

Law: stored, but used only for what Art. 18(2) GDPR allows.
"""

from __future__ import annotations

from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import acted, rule_of
from zusage.kinds.words.periods import when
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    return (
        f"{when(rule, stage, policy, 'de')} schränken wir die Verarbeitung ein: "
        f"{rule_data(rule, policy, 'de', 'nominative')} "
        "dient dann nur noch dem Nachweis und der Durchsetzung oder Abwehr von Ansprüchen."
    )


def _en(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), acted(promise)
    return (
        f"{when(rule, stage, policy, 'en')} we restrict processing: {rule_data(rule, policy, 'en')} "
        "may then be used only as evidence and to establish or defend claims."
    )
