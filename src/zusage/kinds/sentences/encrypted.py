"""The sentence of `encrypted`.

Law: stored encrypted, the key elsewhere.
"""

from __future__ import annotations

from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many, one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def is_backup(promise: Promise, policy: Policy) -> bool:
    """Whether the encrypted files are backups."""
    return any(policy.systems[id].backup_of for id in many(promise, "files") if id in policy.systems)


def _de(promise: Promise, policy: Policy) -> str:
    names = kinds_of_value(many(promise, "columns"), "de") or (
        "Sicherungskopien" if is_backup(promise, policy) else "Dateien"
    )
    key = {
        "outside database": "; der Schlüssel liegt außerhalb der Datenbank",
        "outside host": "; der Schlüssel liegt auf einem anderen Rechner",
    }
    return f"{names} speichern wir verschlüsselt{key.get(one(promise, 'key'), '')}."


def _en(promise: Promise, policy: Policy) -> str:
    names = kinds_of_value(many(promise, "columns"), "en") or ("backups" if is_backup(promise, policy) else "files")
    key = {
        "outside database": "; the key is kept outside the database",
        "outside host": "; the key is kept on another machine",
    }
    return f"We store {names} encrypted{key.get(one(promise, 'key'), '')}."
