"""Doubt: whether a date of a rule rests on a period of law that nobody has read the source of.

Law: such a period never steers unmarked. It is computed with, because a duty that may exist must not be broken, and every
date and every sentence that rests on it carries the mark: plan, explanation, board and documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zusage.model.text import Text
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import DatedTerm, Keep, Rule

UNREAD = Text("nicht geprüft", "to be verified")


def is_unread(keep: Keep | None, on: date) -> bool:
    """Whether the term of a duty on a day (or its last, where none is in force) was not read."""
    if keep is None or not keep.terms:
        return False
    term: DatedTerm = keep.term(on) or keep.terms[-1]
    return not term.sure


def rests_on_unread(rule: Rule, on: date) -> bool:
    """Whether a duty of the rule, or one that holds some of its rows back, was not read."""
    return is_unread(rule.keep, on) or (rule.unless is not None and is_unread(rule.unless.keep, on))


def doubtful(promises: Iterable[Promise], on: date) -> frozenset[str]:
    """The ids of the promises whose dates rest on such a period."""
    return frozenset(p.id for p in promises if isinstance(p.terms, StageTerms) and rests_on_unread(p.terms.rule, on))
