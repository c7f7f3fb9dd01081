"""What changed about promises: the sentence that was said before, and the one that is said now.

Law: a promise changed when its terms did (its digest covers exactly those). A longer time, a weaker protection or a promise
that is gone is told; a shorter time or a new promise restricts nobody. On behalf of others every such change is one of the
contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from zusage.kinds.speak import speak
from zusage.model.place import NOWHERE
from zusage.policy.policy import Policy
from zusage.policy.promise import Duty, Promise, StageTerms, Terms
from zusage.writer.compare.change import Change, Consequence
from zusage.writer.compare.sides import Sides

_QUIET = (Duty.HOLD_READY, Duty.INFORM)
"""Families that are about our own papers; people are told of the thing itself."""
_TITLES = {
    Duty.KEEP: ("Speicherdauer", "how long data are kept"),
    Duty.DISCLOSE: ("Weitergabe", "disclosure"),
    Duty.SEPARATE: ("Trennung und Sparsamkeit", "separation and minimisation"),
    Duty.PROTECT: ("Schutz", "protection"),
    Duty.ASK_FIRST: ("Wahl und Einwilligung", "choice and consent"),
    Duty.ANSWER: ("Rechte", "rights"),
    Duty.HOLD_READY: ("Nachweise", "evidence"),
    Duty.INFORM: ("Information", "information"),
}


def promise_changes(sides: Sides) -> Iterator[Change]:
    """Promises that were added, dropped or mean something else; not those of activities that are new or gone as a whole."""
    old = {sides.new.renamed.get(promise.id, promise.id): promise for promise in sides.old.promises}
    new = {promise.id: promise for promise in sides.new.promises}
    for id in (*new, *(id for id in old if id not in new)):
        before, after = old.get(id), new.get(id)
        here = after or before
        if here is None or (before and after and before.digest == after.digest) or not _stays(sides, here.activity):
            continue
        change = _change(sides, id, here, before, after)
        if change.before != change.after:
            yield change
        elif before and after and (differ := _differ(before, after)):
            yield _same_words(sides, change, differ)


def _same_words(sides: Sides, change: Change, differ: list[str]) -> Change:
    """The sentence stays true as it stands, so nobody is told; what differs behind it is named."""
    note = sides.say("gleicher Satz, anders ist", "the same sentence, different is")
    return replace(change, consequence=Consequence.NONE, after=f"{change.after} [{note}: {', '.join(differ)}]")


def _differ(before: Promise, after: Promise) -> list[str]:
    old, new = (_behind(promise.terms) for promise in (before, after))
    return [_pair(name, old, new) for name in sorted({*old, *new}) if old.get(name) != new.get(name)]


def _behind(terms: Terms) -> dict[str, object]:
    """The parts of what is promised; of a rule only its own stage, the others have promises of their own."""
    if not isinstance(terms, StageTerms):
        return dict(terms.parameters)
    rule = terms.rule
    parts = {field.name: getattr(rule, field.name) for field in fields(rule) if field.metadata.get("digest", True)}
    return parts | {"stages": rule.stages[terms.stage] if terms.stage is not None else None}


def _pair(name: str, old: dict[str, object], new: dict[str, object]) -> str:
    words = [_value(side.get(name)) for side in (old, new)]
    return f"{name} {words[0]} → {words[1]}" if all(words) else name


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) if all(isinstance(part, str) for part in value) else ""
    return str(value) if isinstance(value, (str, int)) else ""


def _stays(sides: Sides, activity: str) -> bool:
    return not activity or (activity in sides.old.activities and activity in sides.new.activities)


def _change(sides: Sides, id: str, here: Promise, before: Promise | None, after: Promise | None) -> Change:
    activity = sides.new.activities.get(here.activity)
    what = sides.say(*_TITLES[here.duty])
    title = f"{sides.to(activity.title)}: {what}" if activity else what
    return Change(
        "promise.changed" if before and after else "promise.added" if after else "promise.dropped",
        id,
        title[:1].upper() + title[1:],
        _follows(sides, here, before, after),
        _said(before, sides.old, sides),
        _said(after, sides.new, sides),
        sides.people(activity) if activity else (),
        here.documents,
    )


def _said(promise: Promise | None, policy: Policy, sides: Sides) -> str:
    return speak(promise, policy, sides.language) if promise else ""


def _follows(sides: Sides, here: Promise, before: Promise | None, after: Promise | None) -> Consequence:
    activity = sides.new.activities.get(here.activity)
    if here.duty in _QUIET:
        return Consequence.NONE
    if activity is not None and activity.role == "processor":
        return Consequence.CONTRACT
    if before is None or (after is not None and _only_shorter(before, after)):
        return Consequence.NONE
    return Consequence.TELL


_UNSAID: dict[str, Any] = {
    "stages": (), "because": None, "proposed": None, "deletion_class": "", "several_owners": "", "empty": "",
    "undo": None, "alternatives": (), "place": NOWHERE,
}  # fmt: skip
"""What may differ where only the time of a stage is judged."""


def _only_shorter(before: Promise, after: Promise) -> bool:
    """Whether the same stage of the same rule comes earlier, and nothing else about it changed."""
    old, new = before.terms, after.terms
    if not isinstance(old, StageTerms) or not isinstance(new, StageTerms) or old.stage is None or new.stage is None:
        return False
    if not set(new.rule.holds) <= set(old.rule.holds):
        return False
    rest = [replace(rule, holds=(), **_UNSAID) for rule in (old.rule, new.rule)]
    if rest[0] != rest[1] or len(old.rule.stages) != len(new.rule.stages):
        return False
    first, second = old.rule.stages[old.stage], new.rule.stages[new.stage]
    return first.action == second.action and second.period.longest_hours <= first.period.shortest_hours
