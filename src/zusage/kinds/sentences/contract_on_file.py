"""The sentence of `contract-on-file`.

Law: a contract is on file for each of these recipients.
"""

from __future__ import annotations

from zusage.kinds.words.flows import recipient_id
from zusage.kinds.words.given import many, one, parameters
from zusage.kinds.words.places import recipients
from zusage.kinds.words.speech import english, german
from zusage.language.terms import CONTRACTS, term
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def with_whom(promise: Promise, policy: Policy, language: Language) -> str:
    """The recipients meant: a role, or names."""
    value = parameters(promise).get("recipients", ())
    ids = many(promise, "recipients") or ((recipient_id(promise),) if recipient_id(promise) else ())
    processors = {id for id, known in policy.recipients.items() if known.role == "processor"}
    by_role = isinstance(value, tuple) and bool(value) and isinstance(value[0], tuple)
    if by_role or (len(ids) > 1 and set(ids) == processors):
        return "jedem unserer Auftragsverarbeiter" if language == "de" else "each of our processors"
    return recipients(ids, policy, language)


def _de(promise: Promise, policy: Policy) -> str:
    return f"Mit {with_whom(promise, policy, 'de')} besteht ein {term(CONTRACTS, one(promise, 'kind') or 'avv', 'de')}."


def _en(promise: Promise, policy: Policy) -> str:
    return f"There is a {term(CONTRACTS, one(promise, 'kind') or 'avv', 'en')} with {with_whom(promise, policy, 'en')}."
