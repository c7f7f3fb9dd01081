"""The sentence of `notified-on-change`.

Law: whom we tell of changes, how and how early.
"""

from __future__ import annotations

import re

from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.language.grammar import after_article
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.organisation import Changes
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

_DE = {"mail": "per E-Mail", "in_app": "in der Anwendung", "post": "per Post"}
_EN = {"mail": "by e-mail", "in_app": "in the application", "post": "by post"}


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def changes_of(promise: Promise, policy: Policy) -> Changes | None:
    """How the document of the promise tells of changes."""
    ids = (*many(promise, "documents"), *promise.documents)
    found = (policy.documents[id].changes for id in ids if id in policy.documents)
    return next((changes for changes in found if changes), None)


def group(changes: Changes, policy: Policy, language: Language) -> str:
    """Who is told: "unsere Kundinnen und Kunden"; a group that says whose it is needs no second "unsere"."""
    known = policy.subjects.get(changes.notify)
    label = known.label.to(language) if known else changes.notify
    if language == "de":
        return f"{'die' if 'unser' in label else 'unsere'} {after_article(label)}"
    if re.search(r"\bour\b", label) and not label.startswith("our "):
        return f"the {label}"
    return f"our {label.removeprefix('our ')}"


def _de(promise: Promise, policy: Policy) -> str:
    changes = changes_of(promise, policy)
    if changes is None:
        return "Über Änderungen informieren wir die Betroffenen, bevor sie wirksam werden."
    ways = join([_DE.get(way, way) for way in changes.by], "de")
    early = f"mindestens {duration(changes.before, 'de')} vorher" if changes.before else "vorher"
    kind = "wesentliche " if changes.when == "substantial" else ""
    return f"Über {kind}Änderungen informieren wir {group(changes, policy, 'de')} {early} {ways}.".replace("  ", " ")


def _en(promise: Promise, policy: Policy) -> str:
    changes = changes_of(promise, policy)
    if changes is None:
        return "We tell those concerned about changes before they take effect."
    ways = join([_EN.get(way, way) for way in changes.by], "en")
    early = f"at least {duration(changes.before, 'en')} in advance" if changes.before else "in advance"
    kind = "substantial " if changes.when == "substantial" else ""
    return f"We tell {group(changes, policy, 'en')} about {kind}changes {early} {ways}.".replace("  ", " ")
