"""The sentence of `recipient-undertakes`.

Law: what a recipient has undertaken by contract.
"""

from __future__ import annotations

from zusage.kinds.words.flows import named
from zusage.kinds.words.given import one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_CLAUSES = {
    "no_sale": ("die von uns erhaltenen Daten nicht zu verkaufen", "not to sell data received from us"),
    "delete_after_dispatch": ("Daten nach dem Versand zu löschen", "to delete the data after dispatch"),
}
"""Undertakings that have a name of their own; others are printed as they were declared."""


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    return f"{named(promise, policy, 'de')} hat sich uns gegenüber vertraglich {_clause(promise, 'de')}."


def _en(promise: Promise, policy: Policy) -> str:
    return f"{named(promise, policy, 'en')} has undertaken towards us by contract{_clause(promise, 'en')}."


def _clause(promise: Promise, language: Language) -> str:
    return undertaken(one(promise, "clause"), language)


def undertaken(clause: str, language: Language) -> str:
    """What follows "hat sich" and "has undertaken" for an undertaking of a contract."""
    de, en = _CLAUSES.get(clause, ("", ""))
    if language == "de":
        return f"verpflichtet, {de}" if de else f"dazu verpflichtet: {clause}"
    return f" {en}" if en else f": {clause}"
