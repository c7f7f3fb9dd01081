"""The sentence of `self-service`.

Law: what people can do themselves.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    deeds = join([words[language == "en"] for words in _deeds(promise, policy)], language)
    if language == "en":
        return english(f"In your account you can {deeds} yourself.")
    return german(f"In ‹Ihrem|deinem› Konto ‹können Sie|kannst du› selbst {deeds}.", promise, policy)


def _deeds(promise: Promise, policy: Policy) -> list[tuple[str, str]]:
    """What is declared beside the activity; where nothing is, that details can be changed and the account be closed."""
    activity = policy.activities.get(promise.activity)
    known = activity.self_service if activity else None
    change = ("‹Ihre|deine› Angaben ändern", "change your details")
    close = ("das Konto schließen", "close the account")
    if known is None:
        return [change, close]
    erase = ("die Löschung auslösen", "start the deletion")
    return [deed for deed, can in ((change, known.change), (close, known.close), (erase, known.erase)) if can] or [change]
