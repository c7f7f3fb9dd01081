"""The sentence of `consent-proven`.

Law: what is recorded about each consent (Art. 7(1) GDPR).
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_DE = {"given": "erteilt", "confirmed": "bestätigt", "withdrawn": "widerrufen"}
_EN = {"given": "given", "confirmed": "confirmed", "withdrawn": "withdrawn"}


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def moments_of(promise: Promise, consent: Consent | None, words: Mapping[str, str]) -> list[str]:
    """What is recorded: by the columns of the consent, or by the names of the fields; that it was given always is."""
    columns = {"given": True, "confirmed": consent and consent.confirmed, "withdrawn": consent and consent.withdrawn}
    return [word for key, word in words.items() if columns[key] or any(key in name for name in many(promise, "fields"))]


def _de(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" („{consent.label.to('de')}“)" if consent else ""
    moments = join(moments_of(promise, consent, _DE), "de")
    text = " und welcher Text ihr zugrunde lag" if any("text" in name for name in many(promise, "fields")) else ""
    return f"Zu ‹Ihrer|deiner› Einwilligung{label} halten wir fest, wann sie {moments} wurde{text} (Art. 7 Abs. 1 DSGVO)."


def _en(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" (“{consent.label.to('en')}”)" if consent else ""
    moments = join(moments_of(promise, consent, _EN), "en")
    text = ", and which text it was based on" if any("text" in name for name in many(promise, "fields")) else ""
    return f"We record when your consent{label} was {moments}{text} (Art. 7(1) GDPR)."
