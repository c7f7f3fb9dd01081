"""The sentence of `erasure-replayed`.

Law: after a restore everything is deleted again that had been deleted since the backup.
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
        "Spielen wir eine Sicherungskopie zurück, löschen wir alles erneut, was seit dieser Sicherung bereits gelöscht war."
    )


def _en() -> str:
    return "If we restore a backup, we delete again everything that had been deleted since that backup was made."
