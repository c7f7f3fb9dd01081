"""The sentence of `never-deleted`.

Law: kept without limit, with the reason and what would end it.
"""

from __future__ import annotations

from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import rule_of
from zusage.kinds.words.moments import of_start
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.policy.rule import Rule


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    if rule.ends:
        end = of_start(rule.ends[0], policy, "de")
        kept = f"Für {rule_data(rule, policy, 'de')} gilt keine feste Löschfrist; wir löschen sie nach {end}."
        return f"{kept}{_reason(rule, 'de')}"
    return f"Für {rule_data(rule, policy, 'de')} gilt keine Löschfrist.{_reason(rule, 'de')}"


def _en(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    if rule.ends:
        end = of_start(rule.ends[0], policy, "en")
        kept = f"No fixed period applies to {rule_data(rule, policy, 'en')}; we delete them after {end}."
        return f"{kept}{_reason(rule, 'en')}"
    return f"No deletion period applies to {rule_data(rule, policy, 'en')}.{_reason(rule, 'en')}"


def _reason(rule: Rule, language: Language) -> str:
    """The declared reason: a sentence as it is, a fragment with its introduction."""
    words = rule.keep.unlimited.to(language).rstrip(".") if rule.keep and rule.keep.unlimited else ""
    if not words:
        return ""
    if words[0].isupper() and " " in words:
        return f" {words}."
    return f" Der Grund: {words}." if language == "de" else f" The reason: {words}."
