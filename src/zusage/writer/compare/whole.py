"""Everything that changed between two declarations.

Law: pure and complete for what people can read: every promise, purpose, basis, datum, recipient, device item, consent,
document, store and way to us is compared; what is only worded otherwise is no change. The same declarations give the same
changes in one order.

Example: `compare(old, new, "de")`; `grouped(...)` sorts them by what follows, the gravest first.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.writer.compare.activities import activity_changes
from zusage.writer.compare.change import Change, Consequence
from zusage.writer.compare.details import detail_changes
from zusage.writer.compare.parties import party_changes
from zusage.writer.compare.promises import promise_changes
from zusage.writer.compare.sides import Sides
from zusage.writer.compare.stores import store_changes


def compare(old: Policy, new: Policy, language: Language) -> tuple[Change, ...]:
    """All changes in substance, with the words of both sides."""
    sides = Sides(old, new, language)
    return (
        *activity_changes(sides), *party_changes(sides), *detail_changes(sides), *store_changes(sides),
        *promise_changes(sides),
    )  # fmt: skip


def grouped(changes: Iterable[Change]) -> tuple[tuple[Consequence, tuple[Change, ...]], ...]:
    """The changes by what follows from them, the gravest first; without empty groups."""
    known = tuple(changes)
    groups = ((follows, tuple(change for change in known if change.consequence is follows)) for follows in Consequence)
    return tuple((follows, found) for follows, found in groups if found)


def people_are_told(changes: Iterable[Change]) -> bool:
    """Whether somebody must hear of it before it takes effect."""
    return any(change.consequence not in (Consequence.NONE, Consequence.COLLECTION) for change in changes)
