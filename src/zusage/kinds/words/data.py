"""The data of a promise in people's words: the labels of the declaration.

Law: only labels of the declaration are spoken. All data of an activity are named by the activity, so that the sentence
stands on its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zusage.kinds.words.given import many
from zusage.language.grammar import in_accusative, with_article
from zusage.language.lists import join
from zusage.language.plural import Case
from zusage.model.text import Language, Text
from zusage.policy.activity import Activity, Datum
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Rule

MANY = 3


def activity_data(activity: Activity, ids: tuple[str, ...], language: Language, case: Case = "accusative") -> str:
    """Labels of some data of an activity; all of many, or none named, are "die unter „Titel“ genannten Daten".

    German labels whose case nobody can tell are quoted: "die Angaben „Ihr Xyz“".
    """
    chosen = [datum for datum in activity.data if datum.id in ids or datum is HERE]
    if not chosen or (len(chosen) == len(activity.data) and len(chosen) > MANY):
        return everything(activity, language)
    if chosen == [HERE]:
        return HERE.label.to(language)
    labels = [datum.label.to(language) for datum in chosen]
    if language == "en":
        return definite(join(labels, language))
    return _object(join(labels, language), case) or f"die Angaben „{join(labels, language)}“"


def _object(phrase: str, case: Case) -> str | None:
    """Labels as object of a sentence, or None where their case cannot be told from the words."""
    with_one = with_article(phrase, case)
    return with_one if with_one != phrase or case != "accusative" else in_accusative(phrase)


HERE = Datum("here", Text("diese Daten", "these data"), "", "")


def near(policy: Policy, activity: str) -> Policy:
    """The policy as it is read inside the section of an activity, where its data have just been named: "diese Daten"."""
    return replace(policy, activities={**policy.activities, activity: replace(policy.activities[activity], data=(HERE,))})


def covers_all(promise: Promise, policy: Policy) -> bool:
    """Whether a promise is about all data of its activity, so that "these data" says the same."""
    activity = policy.activities.get(promise.activity)
    if activity is None or not activity.data:
        return False
    if isinstance(promise.terms, StageTerms):
        return not promise.terms.rule.whole and set(promise.terms.rule.data) == {datum.id for datum in activity.data}
    names = set(many(promise, "data"))
    if promise.kind == "kept-apart":
        return not many(promise, "columns") and not many(promise, "from")
    return promise.kind in _OF_DATA and names in (set(), {"all"}, {datum.id for datum in activity.data})


_OF_DATA = frozenset({"used-only-for", "not-disclosed"})


def data_or_figures(promise: Promise, policy: Policy, language: Language) -> str:
    """The data meant: data of the activity, or figures for one of its purposes."""
    activity = policy.activities[promise.activity]
    names = many(promise, "data")
    texts = [purpose.text.to(language) for purpose in activity.purposes if purpose.id in names]
    if not texts:
        return activity_data(activity, names, language)
    quoted = join(texts, language)
    return f"die Zahlen zum Zweck „{quoted}“" if language == "de" else f"the figures for “{quoted}”"


def everything(activity: Activity, language: Language) -> str:
    """All data of an activity, as subject or object."""
    title = activity.title.to(language)
    return f"die unter „{title}“ genannten Daten" if language == "de" else f"the data named under “{title}”"


def rule_data(rule: Rule, policy: Policy, language: Language, case: Case = "accusative") -> str:
    """The data of a rule."""
    if rule.whole:
        return whole(rule, policy, language)
    return activity_data(policy.activities[rule.activity], rule.data, language, case)


def whole(rule: Rule, policy: Policy, language: Language) -> str:
    """Systems that go as a whole: "die gesamte Instanz mit Datenbank und Dateien"."""
    from zusage.kinds.words.places import stores

    fleet = any(policy.systems[id].each for id in rule.whole if id in policy.systems)
    parts = stores(rule.whole, policy, language)
    if language == "de":
        return f"die gesamte {'Instanz' if fleet else 'Anlage'} mit {parts}"
    return f"the entire {'instance' if fleet else 'system'} with its {parts}"


def definite(phrase: str) -> str:
    """An English phrase with its article: lists, plurals and what is already determined need none, a single thing does."""
    if phrase.split(maxsplit=1)[0] in _DETERMINED or " and " in phrase or "," in phrase:
        return phrase
    head = _AFTER_HEAD.split(phrase, maxsplit=1)[0]
    return phrase if head.endswith("s") and not head.endswith(("ss", "us")) else f"the {phrase}"


_DETERMINED = frozenset({"the", "these", "this", "your", "our", "their", "its", "what", "all", "data", "access"})
_AFTER_HEAD = re.compile(r" (?:of|for|on|in|with|from|to|under|that|who|sent|about|when|by) ")
