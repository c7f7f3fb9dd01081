"""Draft: a derived promise before it is dressed with duty, documents and digest.

Law: a value that the deriving modules hand to `derive`; nothing else sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from zusage.model.place import Place
from zusage.policy.promise import Terms


class Draft(NamedTuple):
    """Id, kind, terms and place; `activity` is "" for the organisation, `documents` () for where it usually stands."""

    id: str
    kind: str
    terms: Terms
    place: Place
    activity: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What the declaration states itself under `assure:`: (activity, kind, name) of everything a promise covers.

    What is stated is not derived once more.
    """

    covered: frozenset[tuple[str, str, str]]

    def covers_anywhere(self, kind: str, name: str) -> bool:
        """Whether the organisation or any of its activities states that kind about that name."""
        return any((one, what) == (kind, name) for _, one, what in self.covered)

    def covers(self, activity: str, kind: str, name: str = "") -> bool:
        """Whether the activity, or the organisation as a whole, states that kind about that name."""
        return bool({(activity, kind, name), ("", kind, name)} & self.covered)
