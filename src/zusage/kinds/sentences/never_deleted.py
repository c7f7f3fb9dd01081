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


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    why = rule.keep.unlimited.to("de").rstrip(".") if rule.keep and rule.keep.unlimited else ""
    end = f"; sie endet mit {of_start(rule.ends[0], policy, 'de')}" if rule.ends else ""
    return f"Für {rule_data(rule, policy, 'de')} gilt keine Löschfrist{f' ({why})' if why else ''}{end}."


def _en(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    why = rule.keep.unlimited.to("en").rstrip(".") if rule.keep and rule.keep.unlimited else ""
    end = f" until {of_start(rule.ends[0], policy, 'en')}" if rule.ends else ""
    return f"No deletion period applies to {rule_data(rule, policy, 'en')}{f' ({why})' if why else ''}{end}."
