"""The sentence of `backup-made`.

Law: how often backups are made and their restoring is tried.
"""

from __future__ import annotations

from zusage.kinds.words.given import period
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration, every
from zusage.language.grammar import capitalised
from zusage.model.period import Period
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    tested = period(promise, "restore_tested")
    tail = f"; mindestens alle {duration(tested, 'de')} prüfen wir, ob sie sich zurückspielen lassen" if tested else ""
    return f"{capitalised(every(period(promise, 'every') or Period(days=1), 'de'))} legen wir Sicherungskopien an{tail}."


def _en(promise: Promise) -> str:
    tested = period(promise, "restore_tested")
    tail = f"; at least every {duration(tested, 'en')} we test that they can be restored" if tested else ""
    return f"We make backups {every(period(promise, 'every') or Period(days=1), 'en')}{tail}."
