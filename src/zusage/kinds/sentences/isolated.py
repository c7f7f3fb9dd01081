"""The sentence of `isolated`.

Law: each instance stands on its own.
"""

from __future__ import annotations

from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_DE = {"database": "ihre eigene Datenbank", "credentials": "eigene Zugangsdaten", "files": "eine eigene Dateiablage"}
_EN = {"database": "its own database", "credentials": "its own credentials", "files": "its own file store"}


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    own = join([_DE[word] for word in many(promise, "by") if word in _DE], "de")
    return f"Jede Instanz hat {own}; auf die Daten einer anderen Instanz kann sie nicht zugreifen."


def _en(promise: Promise) -> str:
    own = join([_EN[word] for word in many(promise, "by") if word in _EN], "en")
    return f"Each instance has {own}; it cannot reach the data of another instance."
