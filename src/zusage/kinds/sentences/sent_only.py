"""The sentence of `sent-only`.

Law: only these fields reach the recipient.
"""

from __future__ import annotations

from zusage.kinds.words.fields import fields, ranked
from zusage.kinds.words.flows import flow_of, named
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def following(promise: Promise, policy: Policy, language: Language) -> str:
    """The same after the recipient was named."""
    flow = flow_of(promise, policy)
    names = many(promise, "fields") or many(promise, "send_only") or (flow.send_only if flow else ())
    if not names and flow and flow.scrubbed:
        gone = fields(flow.scrubbed, language)
        return f"Vorher entfernen wir {gone}." if language == "de" else f"Before that we remove {gone}."
    sent = fields(ranked(names), language)
    return f"Übermittelt werden ausschließlich {sent}." if language == "de" else f"We send only {sent}."


def _de(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    names = many(promise, "fields") or many(promise, "send_only") or (flow.send_only if flow else ())
    who = named(promise, policy, "de")
    if not names and flow and flow.scrubbed:
        return f"Bevor wir Daten an {who} übermitteln, entfernen wir {fields(flow.scrubbed, 'de')}."
    return f"An {who} übermitteln wir ausschließlich {fields(ranked(names), 'de')}."


def _en(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    names = many(promise, "fields") or many(promise, "send_only") or (flow.send_only if flow else ())
    who = named(promise, policy, "en")
    if not names and flow and flow.scrubbed:
        return f"Before we send data to {who}, we remove {fields(flow.scrubbed, 'en')}."
    return f"To {who} we send only {fields(ranked(names), 'en')}."
