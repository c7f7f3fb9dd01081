"""The sentence of `self-service`.

Law: what people can do themselves.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(), promise, policy) if language == "de" else english(_en())


def _de() -> str:
    return (
        "‹Ihre Angaben können Sie|Deine Angaben kannst du› in ‹Ihrem|deinem› Konto selbst ändern; ebenso "
        "‹können Sie|kannst du› das Konto dort schließen."
    )


def _en() -> str:
    return "You can change your details in your account yourself, and close the account there."
