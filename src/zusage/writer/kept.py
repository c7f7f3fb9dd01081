"""Rules of one activity that do the same: said once instead of again and again.

Law: rules are said together only where their sentences differ in nothing but the data; their sentence carries the marks of
all. An exception that every rule of an activity announces in the same words closes the list; it belongs to the sentences
before it and has no mark of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zusage.document.tree import Sentence, plain
from zusage.kinds.words.periods import held
from zusage.model.text import Language
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Rule


@dataclass(frozen=True, slots=True)
class Group:
    """Promises of one rule in the order of saying, each with the ids of all that it is said for."""

    promises: tuple[Promise, ...]
    marks: tuple[tuple[str, ...], ...]

    def marked(self, said: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """The sentences of the group with the marks of all that they say."""
        all = {promise.id: ids for promise, ids in zip(self.promises, self.marks, strict=True)}
        return tuple(replace(s, marks=tuple(id for mark in s.marks for id in all.get(mark, (mark,)))) for s in said)


def in_same_words(
    groups: Sequence[Sequence[Promise]], activity: Activity, tail: Callable[[Promise], str]
) -> tuple[Group, ...]:
    """Rules whose sentences differ only in their data as one; `tail` gives the sentence of a promise without its data."""
    found: dict[tuple[str, ...], list[Sequence[Promise]]] = {}
    for number, group in enumerate(groups):
        alike = all(isinstance(promise.terms, StageTerms) and not promise.terms.rule.whole for promise in group)
        key = tuple(tail(promise) for promise in group if promise.kind not in _BESIDE) if alike else (str(number),)
        found.setdefault(key, []).append(group)
    return tuple(_joined(alike, activity) for alike in found.values())


_BESIDE = ("unaffected",)
"""What is said beside a rule and stays with the data of that rule."""


def _joined(alike: list[Sequence[Promise]], activity: Activity) -> Group:
    if len(alike) == 1:
        return Group(tuple(alike[0]), tuple((promise.id,) for promise in alike[0]))
    cores = [[promise for promise in group if promise.kind not in _BESIDE] for group in alike]
    marks = tuple(tuple(promise.id for promise in same) for same in zip(*cores, strict=True))
    beside = tuple(promise for group in alike for promise in group if promise.kind in _BESIDE)
    ids = {id for group in alike for promise in group for id in rule_of(promise).data}
    data = tuple(datum.id for datum in activity.data if datum.id in ids)
    said = tuple(_with(promise, replace(rule_of(promise), data=data)) for promise in cores[0])
    return Group((*said, *beside), (*marks, *((promise.id,) for promise in beside)))


def common_hold(groups: Sequence[Group], policy: Policy, language: Language) -> str:
    """The exception that all of several rules announce in the same words, or ""."""
    lasts = [group.promises[-1] for group in groups]
    if len(lasts) < 2 or not all(isinstance(promise.terms, StageTerms) for promise in lasts):
        return ""
    said = {held(rule_of(promise), policy, language) for promise in lasts}
    return said.pop() if len(said) == 1 else ""


def without_hold(group: Group) -> Group:
    """The same without the exception, which is said elsewhere."""
    return replace(group, promises=tuple(_with(promise, replace(rule_of(promise), holds=())) for promise in group.promises))


def closing(hold: str, language: Language) -> Sentence:
    """The exception for all data before it: "Einzelne dieser Daten bleiben länger, …"."""
    if language == "de":
        return plain(hold.replace("Einzelne Daten ", "Einzelne dieser Daten ", 1))
    return plain(hold.replace("Some data ", "Some of these data ", 1))


def rule_of(promise: Promise) -> Rule:
    """The rule of a promise on how long data are kept."""
    if not isinstance(promise.terms, StageTerms):
        raise TypeError(f"{promise.id} is no promise of a retention rule")
    return promise.terms.rule


def _with(promise: Promise, rule: Rule) -> Promise:
    return replace(promise, terms=replace(promise.terms, rule=rule)) if isinstance(promise.terms, StageTerms) else promise
