"""The sentence of `scope-minimal`.

Law: permissions asked of a connected service.
"""

from __future__ import annotations

from zusage.kinds.words.given import many, one
from zusage.kinds.words.places import recipient
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    return (
        f"Von {recipient(one(promise, 'provider'), policy, 'de')} verlangen wir nur diese Berechtigungen: "
        f"{join([f'„{scope}“' for scope in many(promise, 'scopes')], 'de')}."
    )


def _en(promise: Promise, policy: Policy) -> str:
    return (
        f"From {recipient(one(promise, 'provider'), policy, 'en')} we ask for these permissions only: "
        f"{join([f'“{scope}”' for scope in many(promise, 'scopes')], 'en')}."
    )
