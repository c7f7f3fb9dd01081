"""The sentence of `collected-only`.

Law: a form, log or table holds these fields and bookkeeping, nothing else.
"""

from __future__ import annotations

from zusage.kinds.words.fields import fields
from zusage.kinds.words.given import many, one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language, Text
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def heading(promise: Promise, policy: Policy) -> Text:
    """What the fields are about: the one kind of data in their table, or the activity."""
    activity = policy.activities[promise.activity]
    there = [datum for datum in activity.data if f"{datum.system}.{datum.table}" == one(promise, "table")]
    return there[0].label if len(there) == 1 and len(activity.data) > 1 else activity.title


def _de(promise: Promise, policy: Policy) -> str:
    form = one(promise, "form")
    start = (
        f"Über das Formular unter {form}"
        if form
        else f"Zu „{heading(promise, policy).to('de')}“"
        if promise.activity
        else "Hier"
    )
    extra = "; hinzu kommen nur Vermerke zur Bearbeitung" if many(promise, "bookkeeping") else ""
    return f"{start} erheben wir ausschließlich {fields(many(promise, 'fields'), 'de')}{extra}."


def _en(promise: Promise, policy: Policy) -> str:
    form = one(promise, "form")
    start = (
        f"Through the form at {form}"
        if form
        else f"For “{heading(promise, policy).to('en')}”"
        if promise.activity
        else "Here"
    )
    extra = "; nothing but notes on handling is added" if many(promise, "bookkeeping") else ""
    return f"{start} we collect only {fields(many(promise, 'fields'), 'en')}{extra}."
