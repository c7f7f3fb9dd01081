"""Tombstones: promises that a published policy made and that went by another name since.

Law: a promise that is gone while a new one means exactly the same was renamed without `was:`, and its evidence would be
orphaned; that is an error (ZE181). A promise that is gone with nothing in its place was retired; that is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from zusage.model.errors import DeclarationError
from zusage.policy.policy import Policy


class Made(Protocol):
    """A promise as it was published."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def digest(self) -> str: ...


def renamed_silently(published: Policy, now: Policy) -> tuple[DeclarationError, ...]:
    """One error for every promise that was renamed without saying so, at the place of the new one."""
    return renamed_since(published.promises, now)


def renamed_since(made: Iterable[Made], now: Policy, day: str = "") -> tuple[DeclarationError, ...]:
    """The same for the promises of a policy that was published on a day."""
    published = tuple(made)
    before = {promise.id for promise in published}
    new = [promise for promise in now.promises if promise.id not in before and promise.id not in now.renamed.values()]
    ids = {promise.id for promise in now.promises}
    found = []
    for old in published:
        if old.id in ids or old.id in now.renamed:
            continue
        same = next((p for p in new if (p.kind, p.digest) == (old.kind, old.digest)), None)
        if same is not None:
            dated = {"date": day} if day else {}
            found.append(DeclarationError("ZE181", same.place, old=old.id, new=same.id, **dated))
    return tuple(found)
