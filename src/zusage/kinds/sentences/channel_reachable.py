"""The sentence of `channel-reachable`.

Law: where requests are taken.
"""

from __future__ import annotations

from zusage.kinds.words.given import one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    if one(promise, "channel") == "post":
        return f"Per Post ‹erreichen Sie|erreichst du› uns unter der Anschrift {policy.organisation.address}."
    email = policy.rights.email or policy.organisation.email
    return f"‹Schreiben Sie|Schreib› uns zum Datenschutz formlos an {email}."


def _en(promise: Promise, policy: Policy) -> str:
    if one(promise, "channel") == "post":
        return f"By post you reach us at {policy.organisation.address}."
    return f"Write to us about data protection informally at {policy.rights.email or policy.organisation.email}."
