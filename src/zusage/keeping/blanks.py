"""Blanks: what an empty start means.

Law: nothing without a start is ever due. An empty `ended_at` is an end that has not come: right as it is, and counted. An
empty `created_at` is a row of which nobody will ever know when it falls due: the promise about it is unproven. Which of the
two it is says the declaration (`empty: not_yet` or `missing`); where it is silent, the words of the column's name decide.
A column that cannot be empty (NOT NULL) never asks the question.

Example: `invoices.issued_on` is a moment that every invoice has; `customers.left_at` is not.
"""

from __future__ import annotations

import re

from zusage.policy.rule import Rule
from zusage.policy.start import ColumnStart, Plus, Start

MISSING = "missing"
_FROM_THE_BEGINNING = frozenset({"captured", "collected", "created", "entered", "inserted", "issued", "logged"}) | {
    "made",
    "received",
    "recorded",
    "registered",
}


def is_missing(rule: Rule) -> bool:
    """Whether a row in the scope of the rule without a start is a gap, and not one whose time has not come."""
    return rule.empty == MISSING or (not rule.empty and _is_from_the_beginning(rule.start))


def _is_from_the_beginning(start: Start) -> bool:
    match start:
        case ColumnStart(_, _, column):
            return bool(_FROM_THE_BEGINNING & set(re.split(r"[^a-z]+", column.lower())))
        case Plus(inner, _):
            return _is_from_the_beginning(inner)
        case _:
            return False
