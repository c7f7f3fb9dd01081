"""Start: the event from which a period counts, as a closed set that can be observed in data.

Law: every start is monotone: what is due for one cut-off is due for every later one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zusage.model.period import Period
from zusage.model.text import Text
from zusage.plan.condition import Condition


@dataclass(frozen=True, slots=True)
class ColumnStart:
    """The moment in a column. `system.table` may be the deleted table itself, a table on its owner path, or (grain
    `each`) the registry row of the instance."""

    system: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class AllGone:
    """The moment the last of the `members` that belong to a row of `of` ended (`column`); members fulfilling `present`
    are still there."""

    system: str
    members: str
    of: str
    column: str
    present: Condition


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The moment a consent was withdrawn and no other one of the same person is open."""

    consent: str


@dataclass(frozen=True, slots=True)
class Matched:
    """The moment in `column` of the row whose `key` holds the value that `value` holds in a row of `of`; of several rows
    the last one counts. The two tables may stand in different systems."""

    system: str
    table: str
    column: str
    key: str
    of_system: str
    of: str
    value: str


@dataclass(frozen=True, slots=True)
class Removed:
    """The row itself was removed by the application: nothing is left to delete, only copies."""

    system: str
    table: str


@dataclass(frozen=True, slots=True)
class Silence:
    """No row in any of the places (system, table, column) for a period."""

    places: tuple[tuple[str, str, str], ...]
    period: Period
    of: str = ""


@dataclass(frozen=True, slots=True)
class Earliest:
    """Whichever of the starts comes first."""

    starts: tuple[Start, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """Whichever of the starts comes last."""

    starts: tuple[Start, ...]


@dataclass(frozen=True, slots=True)
class Plus:
    """A fixed period after another start."""

    start: Start
    period: Period


@dataclass(frozen=True, slots=True)
class Unseen:
    """An event that no declared store shows (manual, requested, received): unproven, nothing is planned."""

    kind: str


Start = ColumnStart | AllGone | Withdrawn | Matched | Removed | Silence | Earliest | Latest | Plus | Unseen


@dataclass(frozen=True, slots=True)
class Event:
    """A named start; `for_each` is the fleet system whose instances it is about ("" = rows).

    `empty` says what an empty moment means: "not_yet" happened, or "missing" ("" = see `zusage.keeping.blanks`).
    `label` are its words as they follow "nach" and "after": "dem Ende der Buchung", "the end of the booking".
    """

    id: str
    start: Start
    for_each: str = ""
    label: Text | None = field(default=None, metadata={"digest": False})
    empty: str = field(default="", metadata={"digest": False})
