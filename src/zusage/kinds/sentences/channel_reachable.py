"""The sentence of `channel-reachable`.

Law: where requests are taken.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(policy), promise, policy) if language == "de" else english(_en(policy))


def _de(policy: Policy) -> str:
    return (
        "Anfragen zum Datenschutz erreichen uns unter "
        f"{policy.rights.email or policy.organisation.email}{' und per Post' if policy.rights.post else ''}."
    )


def _en(policy: Policy) -> str:
    return (
        "Requests about data protection reach us at "
        f"{policy.rights.email or policy.organisation.email}{' and by post' if policy.rights.post else ''}."
    )
