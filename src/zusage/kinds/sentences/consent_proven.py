"""The sentence of `consent-proven`.

Law: what is recorded about each consent (Art. 7(1) GDPR).
"""

from __future__ import annotations

from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_DE = {"given": "erteilt", "confirmed": "bestätigt", "withdrawn": "widerrufen"}
_EN = {"given": "given", "confirmed": "confirmed", "withdrawn": "withdrawn"}


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" („{consent.label.to('de')}“)" if consent else ""
    moments = join([word for key, word in _DE.items() if any(key in name for name in many(promise, "fields"))], "de")
    text = " und welcher Text ihr zugrunde lag" if any("text" in name for name in many(promise, "fields")) else ""
    return (
        f"Zu ‹Ihrer|deiner› Einwilligung{label} halten wir fest, wann sie {moments or 'erteilt'} wurde{text} "
        "(Art. 7 Abs. 1 DSGVO)."
    )


def _en(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" (“{consent.label.to('en')}”)" if consent else ""
    moments = join([word for key, word in _EN.items() if any(key in name for name in many(promise, "fields"))], "en")
    text = ", and which text it was based on" if any("text" in name for name in many(promise, "fields")) else ""
    return f"We record when your consent{label} was {moments or 'given'}{text} (Art. 7(1) GDPR)."
