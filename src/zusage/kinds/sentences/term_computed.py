"""The sentence of `term-computed`.

Law: a date that follows from start and term.
"""

from __future__ import annotations

from zusage.kinds.words.given import period
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.model.period import Period
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    words = duration(period(promise, "term") or Period(), "de")
    return f"Das Ende der Laufzeit berechnen wir aus ihrem Beginn und ihrer Dauer ({words})."


def _en(promise: Promise) -> str:
    words = duration(period(promise, "term") or Period(), "en")
    return f"We compute the end of a term from its start and its length ({words})."
