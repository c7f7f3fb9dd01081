"""The sentence of `access-restricted`.

Law: only approved accounts reach a store.
"""

from __future__ import annotations

from zusage.kinds.words.given import one
from zusage.kinds.words.places import stores
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    place = stores((one(promise, "system"),), policy, "de")
    return f"Unmittelbaren Zugang zu unserer {place} haben nur einzeln freigegebene Konten."


def _en(promise: Promise, policy: Policy) -> str:
    place = stores((one(promise, "system"),), policy, "en")
    return f"Only accounts approved one by one have direct access to our {place}."
