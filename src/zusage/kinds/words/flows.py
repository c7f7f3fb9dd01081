"""Flows, consents and device items that a promise is about.

Law: found by the terms of the promise, or by the last part of its id; a promise that names nothing known gives None.
"""

from __future__ import annotations

from zusage.kinds.words.given import one
from zusage.kinds.words.places import recipient
from zusage.model.text import Language
from zusage.policy.activity import DeviceItem, Flow
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.promise import FlowTerms, Promise


def recipient_id(promise: Promise) -> str:
    """The recipient of a flow."""
    return promise.terms.recipient if isinstance(promise.terms, FlowTerms) else one(promise, "recipient")


def flow_of(promise: Promise, policy: Policy) -> Flow | None:
    """The flow of the promise's activity to its recipient."""
    activity = policy.activities.get(promise.activity)
    wanted = recipient_id(promise)
    return next((flow for flow in activity.flows if flow.recipient == wanted), None) if activity else None


def consent_of(promise: Promise, policy: Policy) -> Consent | None:
    """The consent that the promise is about."""
    parts = (one(promise, "consent"), *reversed(promise.id.split("/")))
    return next((policy.consents[part] for part in parts if part in policy.consents), None)


def device_of(promise: Promise, policy: Policy) -> DeviceItem | None:
    """The device item that the promise is about."""
    activity = policy.activities.get(promise.activity)
    wanted = {one(promise, "device"), one(promise, "item"), *promise.id.split("/")[1:]}
    return next((item for item in activity.devices if item.id in wanted), None) if activity else None


def named(promise: Promise, policy: Policy, language: Language) -> str:
    """The recipient of a promise in words: the category of its flow, or its name."""
    flow = flow_of(promise, policy)
    if flow and flow.category:
        return flow.category.to(language)
    return recipient(recipient_id(promise), policy, language)
