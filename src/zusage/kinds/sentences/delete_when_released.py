"""The sentence of `delete-when-released`.

Law: what was kept by a duty or hold goes when the last of them ends, without a new request.
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
    return (
        "Sobald die letzte Aufbewahrungspflicht und der letzte Ausnahmegrund entfallen sind, löschen wir "
        f"{rule_data(rule_of(promise), policy, 'de')}, "
        "ohne dass ‹Sie|du› das erneut ‹verlangen müssen|verlangen musst›."
    )


def _en(promise: Promise, policy: Policy) -> str:
    return (
        "As soon as the last duty to keep and the last exception have ended, we delete "
        f"{rule_data(rule_of(promise), policy, 'en')} without a new request from you."
    )
