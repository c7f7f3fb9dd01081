"""The sentence of `access-scoped`.

Law: an account sees its own scope.
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
        "Ein Zugang reicht nur so weit, wie er erteilt ist; wird er an einer Stelle beendet, bleiben die "
        "Daten an anderer Stelle unverändert."
    )


def _en() -> str:
    return "An account reaches only as far as it was granted; ending it in one place leaves the data elsewhere unchanged."
