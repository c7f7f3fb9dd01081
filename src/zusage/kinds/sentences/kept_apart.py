"""The sentence of `kept-apart`.

Law: two kinds of data are not brought together.
"""

from __future__ import annotations

from zusage.kinds.words.data import activity_data
from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def what(promise: Promise, policy: Policy, language: Language) -> str:
    """The values that are meant, or all data of the activity."""
    names = many(promise, "columns")
    if names or not promise.activity:
        hashed = any(name.endswith("_hash") for name in names)
        of = ("Prüfsummen von " if language == "de" else "hashes of ") if hashed else ""
        return f"{of}{kinds_of_value(names or many(promise, 'from'), language)}"
    return activity_data(policy.activities[promise.activity], (), language)


def other(promise: Promise, policy: Policy, language: Language) -> str:
    """The other side: the activities whose data it is, or simply other data."""
    tables = {place.rpartition(".")[0] for place in many(promise, "from")} if many(promise, "columns") else set()
    titles = [
        activity.title.to(language)
        for activity in policy.activities.values()
        if activity.id != promise.activity and any(f"{d.system}.{d.table}" in tables for d in activity.data)
    ]
    if not titles:
        return "anderen Daten" if language == "de" else "other data"
    quoted = join([f"„{title}“" if language == "de" else f"“{title}”" for title in titles], language)
    return f"Daten aus {quoted}" if language == "de" else f"data from {quoted}"


def _de(promise: Promise, policy: Policy) -> str:
    names = what(promise, policy, "de")
    by = kinds_of_value(many(promise, "by"), "de", "or")
    return f"{names} führen wir nicht mit {other(promise, policy, 'de')} zusammen{f', auch nicht über {by}' if by else ''}."


def _en(promise: Promise, policy: Policy) -> str:
    names = what(promise, policy, "en")
    by = kinds_of_value(many(promise, "by"), "en", "or")
    return f"We do not combine {names} with {other(promise, policy, 'en')}{f', not even through {by}' if by else ''}."
