"""The sentence of `consent-withdrawable`.

Law: consent can be withdrawn at any time, as easily as it was given (Art. 7(3) GDPR).
"""

from __future__ import annotations

from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_DE = {
    "link_in_mail": "über den Abmeldelink in jeder Nachricht",
    "request": "durch eine Nachricht an uns",
    "banner": "über die Cookie-Einstellungen der Website",
    "self_service": "in ‹Ihrem|deinem› Konto",
}
_EN = {
    "link_in_mail": "by the unsubscribe link in each message",
    "request": "by a message to us",
    "banner": "in the cookie settings of the website",
    "self_service": "in your account",
}


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" „{consent.label.to('de')}“" if consent else ""
    ways = join([_DE.get(way, way) for way in (consent.withdraw if consent else ())], "de", "or")
    return f"Die Einwilligung{label} ‹können Sie|kannst du› jederzeit {f'{ways} ' if ways else ''}widerrufen."


def _en(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" “{consent.label.to('en')}”" if consent else ""
    ways = join([_EN.get(way, way) for way in (consent.withdraw if consent else ())], "en", "or")
    return f"You can withdraw the consent{label} at any time{f' {ways}' if ways else ''}."
