"""The sentence of `located-in`.

Law: where stores or recipients are.
"""

from __future__ import annotations

from zusage.kinds.words.given import many, one, parameters
from zusage.kinds.words.places import recipients, stores
from zusage.kinds.words.speech import english, german
from zusage.language.countries import in_country
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def who(promise: Promise, policy: Policy, language: Language) -> str:
    """The recipients meant: a role, or names."""
    processors = {id for id, known in policy.recipients.items() if known.role == "processor"}
    if set(many(promise, "recipients")) == processors:
        return "Alle Auftragsverarbeiter" if language == "de" else "All processors"
    return recipients(many(promise, "recipients"), policy, language)


def what(promise: Promise, policy: Policy, language: Language) -> str:
    """The stores meant: all of them, or kinds of stores."""
    ids = many(promise, "systems")
    stored = {id for id, system in policy.systems.items() if system.connector not in ("website", "egress")}
    if stored <= set(ids) or ids in ((), ("all",)):
        return "alle Daten" if language == "de" else "all data"
    return ("Daten aus " if language == "de" else "data from ") + stores(ids, policy, language)


def _is_one(promise: Promise) -> bool:
    return len(many(promise, "recipients")) == 1


def _de(promise: Promise, policy: Policy) -> str:
    where = in_country(one(promise, "region"), "de")
    if parameters(promise).get("recipients"):
        verb = "verarbeitet" if _is_one(promise) else "verarbeiten"
        return f"{who(promise, policy, 'de')} {verb} die Daten ausschließlich {where}."
    return f"{what(promise, policy, 'de')} speichern wir ausschließlich auf Servern {where}."


def _en(promise: Promise, policy: Policy) -> str:
    where = in_country(one(promise, "region"), "en")
    if parameters(promise).get("recipients"):
        verb = "processes" if _is_one(promise) else "process"
        return f"{who(promise, policy, 'en')} {verb} the data only {where}."
    return f"We store {what(promise, policy, 'en')} on servers {where} only."
