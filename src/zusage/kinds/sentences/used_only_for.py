"""The sentence of `used-only-for`.

Law: data serve the named purposes and nothing else.
"""

from __future__ import annotations

import re

from zusage.kinds.words.data import activity_data
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.grammar import with_article
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    purposes = [p.text.to("de") for p in activity.purposes if p.id in many(promise, "purposes")]
    phrase = join([_for(purpose) for purpose in purposes], "de")
    tail = "; für andere Zwecke übernehmen wir sie nicht" if many(promise, "not_in") else ""
    return f"{activity_data(activity, many(promise, 'data'), 'de')} verwenden wir ausschließlich für {phrase}{tail}."


def _for(purpose: str) -> str:
    """A purpose behind "für": "den Abschluss und die Verwaltung des Vertrags"."""
    if (pair := _PAIR.match(purpose)) and ", " not in purpose:
        first, second = with_article(pair[1], "accusative"), with_article(pair[2], "accusative")
        if first != pair[1] and second != pair[2] and first[:4] != second[:4]:
            return f"{first} und {second}"
    first, comma, rest = purpose.partition(", ")
    if comma and _ATTRIBUTE.match(first) and not _ATTRIBUTE.search(rest):
        return f"{with_article(first, 'accusative')}, {rest}"
    return with_article(purpose, "accusative")


_PAIR = re.compile(r"([A-ZÄÖÜ]\w+) und ([A-ZÄÖÜ]\w+\b.*)")
_ATTRIBUTE = re.compile(r"[A-ZÄÖÜ]\w+ (?:von|der|des|Ihrer|Ihres|auf|mit|für) ")


def _en(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    purposes = join([p.text.to("en") for p in activity.purposes if p.id in many(promise, "purposes")], "en")
    tail = "; we do not reuse them for anything else" if many(promise, "not_in") else ""
    return f"We use {activity_data(activity, many(promise, 'data'), 'en')} only for {purposes}{tail}."
