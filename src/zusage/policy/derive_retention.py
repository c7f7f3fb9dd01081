"""Deriving the promises of a retention rule: one per stage, one for the duty to keep, one for what the rule leaves alone.

Law: the id is that of the rule where the rule has one promise, and ends in the stage's word where it has several. What an
exception adds (`unless … then: restrict`, `leaves`, `copies`) always has its own ending, so that adding it renames nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.model.place import Place
from zusage.policy.draft import Draft
from zusage.policy.promise import FlowTerms, StageTerms, Terms
from zusage.policy.rule import Action, Bound, Rule

_KINDS = {
    Action.DELETE: "delete-after",
    Action.DROP: "delete-after",
    Action.CLEAR: "delete-after",
    Action.SHORTEN: "shorten-after",
    Action.PSEUDONYMISE: "pseudonymise-after",
    Action.ANONYMISE: "anonymise-after",
    Action.LOCK: "lock-after",
    Action.RESTRICT: "restrict-after",
}
_WORDS = {Action.DROP: "delete"}


def derive_retention(rule: Rule, told_elsewhere: frozenset[str]) -> Iterator[Draft]:
    """All promises of a rule; `told_elsewhere` are recipients whose erasure a flow of the activity already promises."""
    main = list(_main(rule))
    for ending, kind, stage, place in main:
        id = f"{rule.id}/{ending}" if len(main) > 1 else rule.id
        yield Draft(id, kind, StageTerms(rule, stage), place, rule.activity)
    for ending, kind, terms in _added(rule, told_elsewhere):
        yield Draft(f"{rule.id}/{ending}", kind, terms, rule.place, rule.activity)


def _added(rule: Rule, told_elsewhere: frozenset[str]) -> Iterator[tuple[str, str, Terms]]:
    if rule.unless is not None and rule.unless.then == "restrict":
        yield "restrict", "restrict-after", StageTerms(rule, None)
    if rule.leaves:
        yield "leaves", "unaffected", StageTerms(rule, None)
    for copy in rule.copies:
        if copy not in told_elsewhere:
            yield f"copy-{copy}", "erasure-propagated", FlowTerms(copy)


def _main(rule: Rule) -> Iterator[tuple[str, str, int | None, Place]]:
    if rule.undecided is not None:
        yield "undecided", "undecided", None, rule.place
        return
    if rule.keep is not None:
        kind = "never-deleted" if rule.keep.unlimited is not None else "keep-for-duty"
        yield "keep", kind, None, rule.place
    for index, stage in enumerate(rule.stages):
        kind = "delete-when-released" if stage.bound is Bound.AFTERWARDS else _KINDS[stage.action]
        yield _WORDS.get(stage.action, stage.action.value), kind, index, stage.place
