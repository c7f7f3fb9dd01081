"""The sentence of `evidence-fresh`.

Law: a report is never older than stated.
"""

from __future__ import annotations

from zusage.kinds.words.given import one, period
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.language.terms import EVIDENCE, term
from zusage.model.period import Period
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    return (
        f"Der jeweils jüngste Bericht ({term(EVIDENCE, one(promise, 'kind'), 'de')}) ist höchstens "
        f"{duration(period(promise, 'renew') or Period(years=1), 'de')} alt."
    )


def _en(promise: Promise) -> str:
    return (
        f"The latest report ({term(EVIDENCE, one(promise, 'kind'), 'en')}) is never older than "
        f"{duration(period(promise, 'renew') or Period(years=1), 'en')}."
    )
