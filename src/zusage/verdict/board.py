"""Board: every promise of a document with its state, and everything a verdict must say about itself.

Law: *kept* only for what was measured, recently, in every declared target; *attested* is a named role's dated statement and
never counts as kept; everything else is *unproven*. A verdict older than two run intervals decays to unproven. Only broken
is red. The board proves nothing about stores, papers and devices that nobody declared, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from zusage.kinds.base import Attestation, Judgement, State

ORDER = (State.BROKEN, State.UNPROVEN, State.ATTESTED, State.NOT_DUE, State.KEPT)


@dataclass(frozen=True, slots=True)
class Said:
    """Where a promise is said: document, section number and the sentence itself."""

    promise: str
    document: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One promise on the board. `previous` is its state at the last look ("" = never looked)."""

    promise: str
    digest: str
    kind: str
    duty: str
    state: State
    judgement: Judgement
    looked: datetime | None
    said: Said | None = None
    attestation: Attestation | None = None
    entry: int | None = None
    done: datetime | None = None
    previous: str = ""
    last_kept: datetime | None = None
    doubtful: bool = False
    """Its dates rest on a period of law that nobody has read."""

    @property
    def held(self) -> int:
        """Units kept beyond the sentence by a hold or a duty."""
        return sum(self.judgement.exceptions.values())


@dataclass(frozen=True, slots=True)
class Board:
    """All rows of all documents at one moment; `systems_unseen` are declared systems that nothing looked at."""

    organisation: str
    at: datetime
    policy: str
    rows: tuple[Row, ...]
    systems_seen: tuple[str, ...] = ()
    systems_unseen: Mapping[str, str] = field(default_factory=dict)
    previous_at: datetime | None = None
    unpublished: bool = True
    alone: bool = False
    """Whether nobody but those who write and run the declaration approves what it destroys."""

    def count(self, state: State) -> int:
        """How many promises are in a state."""
        return sum(row.state is state for row in self.rows)

    def only(self, state: State) -> Board:
        """The same board with the rows of one state."""
        return replace(self, rows=tuple(row for row in self.rows if row.state is state))

    def sorted_rows(self) -> tuple[Row, ...]:
        """Broken first, then unproven, attested, not due, kept; within a state in order of the notice."""
        return tuple(sorted(self.rows, key=lambda row: ORDER.index(row.state)))

    def changed(self) -> tuple[Row, ...]:
        """Rows whose state differs from the last look."""
        return tuple(row for row in self.rows if row.previous and row.previous != row.state.value)
