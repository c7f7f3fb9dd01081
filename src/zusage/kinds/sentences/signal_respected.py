"""The sentence of `signal-respected`.

Law: signals of the browser count as a no.
"""

from __future__ import annotations

from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    return (
        "Signale ‹Ihres|deines› Browsers gegen Nachverfolgung "
        f"({join([s.upper() for s in many(promise, 'signals')], 'de')}) behandeln wir als Ablehnung."
    )


def _en(promise: Promise) -> str:
    return (
        "We treat signals of your browser against tracking "
        f"({join([s.upper() for s in many(promise, 'signals')], 'en')}) as a refusal."
    )
