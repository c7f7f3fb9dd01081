"""The sentence of `hashed`.

Law: only a one-way value is stored.
"""

from __future__ import annotations

from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def scheme_name(scheme: str) -> str:
    """The usual spelling of a scheme."""
    return {"argon2": "Argon2", "pbkdf2_sha256": "PBKDF2", "bcrypt": "bcrypt", "scrypt": "scrypt"}.get(scheme, scheme)


def _de(promise: Promise) -> str:
    schemes = join([scheme_name(s) for s in many(promise, "schemes")], "de", "or")
    return (
        f"{kinds_of_value(many(promise, 'columns'), 'de')} speichern wir nie im Klartext, sondern nur als "
        f"kryptografischen Hashwert{f' ({schemes})' if schemes else ''}."
    )


def _en(promise: Promise) -> str:
    schemes = join([scheme_name(s) for s in many(promise, "schemes")], "en", "or")
    return (
        f"We never store {kinds_of_value(many(promise, 'columns'), 'en')} in clear text, only as a "
        f"cryptographic hash{f' ({schemes})' if schemes else ''}."
    )
