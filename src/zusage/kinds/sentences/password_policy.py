"""The sentence of `password-policy`.

Law: how long a password must be, and where that holds.
"""

from __future__ import annotations

from zusage.kinds.words.given import many, number, one
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.language.numbers import number as words_for
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_DE = {"signup": "bei der Registrierung", "reset": "beim Zurücksetzen", "api": "über die Schnittstelle"}
_EN = {"signup": "when signing up", "reset": "when resetting it", "api": "through the interface"}


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def _de(promise: Promise) -> str:
    ways = join([_DE.get(path, path) for path in many(promise, "paths")], "de")
    tail = "; häufig verwendete Passwörter weisen wir zurück" if one(promise, "deny_common") == "true" else ""
    return f"Ein Passwort muss {ways} mindestens {words_for(number(promise, 'min_length'), 'de')} Zeichen haben{tail}."


def _en(promise: Promise) -> str:
    ways = join([_EN.get(path, path) for path in many(promise, "paths")], "en")
    tail = "; we refuse common passwords" if one(promise, "deny_common") == "true" else ""
    return f"A password must have at least {words_for(number(promise, 'min_length'), 'en')} characters {ways}{tail}."
