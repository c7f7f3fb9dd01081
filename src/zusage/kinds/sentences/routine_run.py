"""The sentence of `routine-run`.

Law: the routine run that carries out what is due.
"""

from __future__ import annotations

from zusage.kinds.words.given import period
from zusage.kinds.words.speech import english, german
from zusage.language.durations import every
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    return (
        f"Ein regelmäßiger Löschlauf stellt {every(period(promise, 'every') or policy.run.every, 'de')} fest, "
        "welche Daten fällig sind, und löscht, kürzt oder schützt sie wie hier beschrieben."
    )


def _en(promise: Promise, policy: Policy) -> str:
    return (
        f"A routine run finds out {every(period(promise, 'every') or policy.run.every, 'en')} which data are "
        "due, and deletes, shortens or locks them as described here."
    )
