"""The sentence of `safeguard-valid`.

Law: by which mechanism data go to a third country, and when it was last checked.
"""

from __future__ import annotations

from zusage.kinds.words.flows import recipient_id
from zusage.kinds.words.speech import english, german
from zusage.language.countries import country
from zusage.language.dates import long_date
from zusage.language.terms import MECHANISMS, term
from zusage.model.text import Language
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def country_of(known: Recipient) -> str:
    """Where the recipient keeps the data, or sits."""
    return known.location or known.country


def _de(promise: Promise, policy: Policy) -> str:
    known = policy.recipients.get(recipient_id(promise))
    if known is None or known.transfer is None:
        return ""
    checked = f"; zuletzt geprüft am {long_date(known.transfer.checked, 'de')}" if known.transfer.checked else ""
    place = country_of(known)
    there = f" ({country(place, 'de')})" if place else ""
    return (
        f"Die Übermittlung an {known.name}{there} stützen wir auf diese Grundlage: "
        f"{term(MECHANISMS, known.transfer.mechanism, 'de')}{checked}."
    )


def _en(promise: Promise, policy: Policy) -> str:
    known = policy.recipients.get(recipient_id(promise))
    if known is None or known.transfer is None:
        return ""
    checked = f"; last checked on {long_date(known.transfer.checked, 'en')}" if known.transfer.checked else ""
    place = country_of(known)
    there = f" ({country(place, 'en')})" if place else ""
    return (
        f"The transfer to {known.name}{there} rests on this ground: "
        f"{term(MECHANISMS, known.transfer.mechanism, 'en')}{checked}."
    )
