"""The sentence of `safeguard-valid`.

Law: by which mechanism data go to a third country, and when it was last checked.
"""

from __future__ import annotations

from zusage.kinds.words.flows import recipient_id
from zusage.kinds.words.speech import english, german
from zusage.language.countries import EEA, country
from zusage.language.dates import long_date
from zusage.language.lists import join
from zusage.language.terms import MECHANISMS, term
from zusage.model.text import Language
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def abroad(known: Recipient, language: Language) -> str:
    """Which country outside the EEA makes it a transfer, in brackets: of the data, the seat, the parent, or of access."""
    de = language == "de"
    reasons = (
        ((known.location,), "", ""),
        ((known.country,), "Sitz: ", "seat: "),
        ((known.parent_country,), "Mutterunternehmen: ", "parent company: "),
        (known.access_from, "Zugriff aus: ", "access from: "),
    )
    for codes, lead_de, lead_en in reasons:
        if outside := [code for code in codes if code and code not in EEA | {"EU", "EEA"}]:
            lead = (lead_de if de else lead_en) if known.location not in (*outside, "") or codes != (known.country,) else ""
            return f" ({lead}{join([country(code, language) for code in outside], language)})"
    place = known.location or known.country
    return f" ({country(place, language)})" if place else ""


def _de(promise: Promise, policy: Policy) -> str:
    known = policy.recipients.get(recipient_id(promise))
    if known is None or known.transfer is None:
        return ""
    checked = f"; zuletzt geprüft am {long_date(known.transfer.checked, 'de')}" if known.transfer.checked else ""
    there = abroad(known, "de")
    return (
        f"Die Übermittlung an {known.name}{there} stützen wir auf diese Grundlage: "
        f"{term(MECHANISMS, known.transfer.mechanism, 'de')}{checked}."
    )


def _en(promise: Promise, policy: Policy) -> str:
    known = policy.recipients.get(recipient_id(promise))
    if known is None or known.transfer is None:
        return ""
    checked = f"; last checked on {long_date(known.transfer.checked, 'en')}" if known.transfer.checked else ""
    there = abroad(known, "en")
    return (
        f"The transfer to {known.name}{there} is based on the following: "
        f"{term(MECHANISMS, known.transfer.mechanism, 'en')}{checked}."
    )
