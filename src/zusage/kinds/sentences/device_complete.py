"""The sentence of `device-complete`.

Law: nothing is stored on the device but what is listed.
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
    return "Außer dem, was hier genannt ist, speichern wir nichts auf ‹Ihrem|deinem› Gerät und lesen dort nichts aus."


def _en() -> str:
    return "Apart from what is named here we store nothing on your device and read nothing from it."
