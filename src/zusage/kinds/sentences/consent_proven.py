"""The sentence of `consent-proven`.

Law: what is recorded about each consent (Art. 7(1) GDPR).
"""

from __future__ import annotations

from zusage.kinds.words.flows import consent_of
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" („{consent.label.to('de')}“)" if consent else ""
    twice = (
        "; vor der ersten Nachricht bitten wir darum, die Anmeldung über einen Link zu bestätigen"
        if consent and consent.double_opt_in
        else ""
    )
    return (
        f"Zu jeder Einwilligung{label} halten wir fest, wann und zu welchem Text sie erteilt wurde{twice} "
        "(Art. 7 Abs. 1 DSGVO)."
    )


def _en(promise: Promise, policy: Policy) -> str:
    consent = consent_of(promise, policy)
    label = f" (“{consent.label.to('en')}”)" if consent else ""
    twice = "; before the first message we ask you to confirm by a link" if consent and consent.double_opt_in else ""
    return f"For each consent{label} we record when and to which text it was given{twice} (Art. 7(1) GDPR)."
