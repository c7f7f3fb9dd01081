"""The sentence of `identity-checked`.

Law: when identity is asked for, and what happens to the proof (Art. 12(6) GDPR).
"""

from __future__ import annotations

from zusage.kinds.words.given import period
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    proof = period(promise, "delete_proof")
    tail = f"; diesen löschen wir {duration(proof, 'de')} nach der Prüfung" if proof else ""
    return (
        f"Nur bei begründeten Zweifeln an ‹Ihrer|deiner› Identität bitten wir um einen Nachweis{tail} (Art. "
        "12 Abs. 6 DSGVO)."
    )


def _en(promise: Promise) -> str:
    proof = period(promise, "delete_proof")
    tail = f"; we delete it {duration(proof, 'en')} after the check" if proof else ""
    return f"Only where we have reasonable doubts about your identity do we ask for proof{tail} (Art. 12(6) GDPR)."
