"""Connector: how the engine speaks with one store; Descriptor: what a kind of store can do, known without its driver.

Law: a connector never sees the policy; it interprets Looks and Acts. What a store cannot do stands in its Descriptor, so
that it is a finding at check time and never a surprise at apply. Every connector passes `zusage.testing.conformance`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from zusage.plan.act import Act
    from zusage.plan.condition import Condition
    from zusage.plan.look import Look
    from zusage.plan.receipt import Batch, Observation, Receipt
    from zusage.plan.structure import Structure
    from zusage.plan.target import Identity, TargetId

API = 1


@dataclass(frozen=True, slots=True)
class Option:
    """A key that a system of this kind of store takes in the declaration; `secret` values must be `env:NAME`."""

    name: str
    required: bool = False
    secret: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Pure data about a kind of store: options, acts and looks by class name, erasure levels, fixed collections.

    `collections` maps the name of a built-in collection (such as `lines` of log files) to its pseudo-columns and kinds;
    it is empty for stores whose tables the declaration lists. `load` names module and class, imported only when used.
    `lacks` are acts that one product behind the connector cannot do although the others can (known when it is reached).
    """

    name: str
    options: tuple[Option, ...]
    acts: frozenset[str]
    looks: frozenset[str]
    levels: tuple[str, ...]
    load: str
    collections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    api: int = API
    lacks: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldScope:
    """One hold as a target needs it: all rows of `table` ("" = all tables), or the row whose key text is `key`.

    `since`/`until` bound the moment of lines and files (holds on logs). `key` lives in the target only. `followed`: the hold
    lies in the store that this one follows; which rows there it covers, and so which of their files, is decided there.
    """

    hold: str
    table: str = ""
    key: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    followed: bool = False


Feeds = Mapping[str, Collection[str]]
Values = Mapping[str, Collection[tuple[tuple[str, ...], tuple[str | None, ...]]]]
"""For each feed of a `Rectify`: the key of a row and what its columns become. In memory only."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one act on one target; `None` means no ceiling was set by anybody (never the default of `apply`).

    `batch` is the number of rows of the first batch; the next ones grow or shrink so that one lasts no longer than
    `batch_ms` (0: all have the same size).
    """

    max_rows: int | None = 10_000
    max_share: float | None = 0.05
    batch: int = 1_000
    batch_ms: int = 100
    statement_timeout_ms: int = 60_000
    lock_timeout_ms: int = 1_000


@dataclass(frozen=True, slots=True)
class Brakes:
    """When a store has to be left alone; looked at before each batch. `None`: this brake is off.

    `max_lag_s`: seconds that any replica may be behind. `max_load`: sessions at work besides ours. `max_slot_mb`: log that a
    stalled replication slot may hold back. `min_free_mb`: room that must stay on the disk where the store tells it.
    `patience_s`: how long to wait for it all before the act is refused (kind `pressure`).
    """

    max_lag_s: float | None = None
    max_load: int | None = None
    max_slot_mb: int | None = None
    min_free_mb: int | None = None
    patience_s: float = 300.0


Columns = Sequence[tuple[str, str]]
"""Names and types of columns, as the store writes them."""


class Draft(Protocol):
    """What one batch sets aside. Nothing of it counts before `keep`, and `keep` comes before the COMMIT of the batch."""

    def write(self, table: str, columns: Columns, rows: Sequence[Sequence[Any]]) -> None:
        """Set rows aside; children come before their parents."""
        ...

    def keep(self) -> None:
        """Make it durable; raises OSError, and then the batch must not be committed."""
        ...

    def drop(self) -> None:
        """The batch is not going to be committed."""
        ...


class Quarantine(Protocol):
    """What one run sets aside of one target, encrypted with a key of its own.

    `taken` are rows that could not be put back because their key was given again, by table; in memory only.
    """

    taken: dict[str, list[dict[str, Any]]]

    def draft(self, act: str, number: int) -> Draft:
        """Begin to set a batch aside; what an attempt that never committed left under this number is replaced."""
        ...

    def read(self, act: str, number: int) -> Iterator[tuple[str, Columns, Sequence[Sequence[Any]]]]:
        """The rows of a batch, last written first; raises LookupError where they are missing, damaged or cannot be read."""
        ...

    def counts(self, act: str, number: int) -> Mapping[str, int] | None:
        """Rows per table of a batch, or None where there is no file of it."""
        ...


@dataclass(frozen=True, slots=True)
class Order:
    """One act to run on one target: who runs it, with which limits, feeds and holds, and when "now" is.

    `stopped` is asked between batches beside the flag inside the target; `progress` hears of every committed batch.
    `identity` and `structure` (a fingerprint) are what the plan was made for; where given, every batch compares them.
    `ended` tells, between batches, why the run has to end now (window closed, run time over), or "". `keys` are the secrets
    of keyed operators by name; they live in memory only. `values` are what `Rectify` writes.
    """

    run: str
    now: datetime
    limits: Limits
    feeds: Feeds
    holds: tuple[HeldScope, ...] = ()
    stopped: Callable[[], bool] = lambda: False
    progress: Callable[[Batch], None] = lambda _: None
    remove_file: Callable[[str, str], None] | None = None
    identity: Identity | None = None
    structure: str = ""
    brakes: Brakes = Brakes()
    ended: Callable[[], str] = lambda: ""
    keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    values: Values = field(default_factory=dict, repr=False)
    quarantine: Quarantine | None = None
    """Where rows are set aside that can be put back: `Delete` with `undo` writes there, `Restore` reads."""


class Connector(Protocol):
    """One opened store. Methods raise ConnectorError (transient or permanent); they never return half an answer."""

    target: TargetId

    def identity(self) -> Identity:
        """Which store this is; cheap."""
        ...

    def structure(self) -> Structure:
        """Its shape; reflected, no values."""
        ...

    def fingerprint(self) -> str:
        """A digest that changes when `structure()` changes; one cheap query."""
        ...

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one Look."""
        ...

    def keys(self, look: Look, feeds: Feeds) -> Iterable[str]:
        """Stream the values of a `Keys` look; used in memory only."""
        ...

    def rows(
        self, table: str, columns: tuple[str, ...], condition: Condition | None, feeds: Feeds
    ) -> Iterable[tuple[object, ...]]:
        """Stream some columns of a registry table (the rows that name the instances of a fleet); in memory only."""
        ...

    def mark(self, table: str, key: tuple[str, str], values: Mapping[str, str]) -> int:
        """Write the tombstone of a dropped instance into its registry row (key column, key); returns rows changed."""
        ...

    def apply(self, act: Act, order: Order) -> Receipt:
        """Do one act in batches; journal in the store's own transaction; resume where the same run stopped."""
        ...

    def journal(self, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Committed batches in order of their number in this store's journal, starting after position `after`."""
        ...

    def set_holds(self, holds: tuple[HeldScope, ...]) -> None:
        """Materialise exactly these holds; returns when every batch that starts from now on reads them."""
        ...

    def set_stop(self, stopped: bool) -> None:
        """Raise or lower the stop flag that every batch reads."""
        ...

    def set_up(self) -> None:
        """Create what apply needs (journal, holds, locks, marker); idempotent; needs the setup connection."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """What a store remembers of one ledger: whether it is closed since a restore, and the last pulse it was given.

    A pulse is random and renewed by every run: a copy that is put back carries an older one.
    """

    closed: bool = False
    pulse: str = ""


@runtime_checkable
class Gated(Protocol):
    """A connector whose store can keep a gate. Optional: others are closed in our own state only."""

    def gate(self, ledger: str) -> Gate | None:
        """The gate of that ledger; None where the store keeps none (not set up, or set up by an older version)."""
        ...

    def set_gate(self, ledger: str, gate: Gate) -> bool:
        """Write the gate durably; False where the store keeps none."""
        ...


@runtime_checkable
class Returning(Protocol):
    """A connector without a journal in its store that can tell that what it had ended lies there again."""

    def returned(self, after: datetime | None = None) -> int:
        """How many units that were ended after a moment are there again as they were."""
        ...


class Notebook(Protocol):
    """The journal of stores that have no transactions of their own; it lies in our state, intention first.

    A connector calls `intend` before it changes anything, `done` after the change is durable. `open_intentions` are the
    ones without `done`: the connector looks at the store and completes or withdraws each before it does anything else.
    """

    def intend(self, batch: Batch, detail: str) -> int:
        """Write the intention durably; `detail` names the unit without naming a person (digest, file index)."""
        ...

    def done(self, intention: int, counts: Mapping[str, int]) -> None:
        """The change is durable; what was really done."""
        ...

    def withdraw(self, intention: int) -> None:
        """The intention was not carried out and nothing changed."""
        ...

    def open_intentions(self, target: TargetId) -> tuple[tuple[int, Batch, str], ...]:
        """Intentions without an end, oldest first."""
        ...

    def entries(self, target: TargetId, after: int = 0) -> Iterator[tuple[int, Batch]]:
        """Finished batches of a target in order."""
        ...


@dataclass(frozen=True, slots=True)
class Opening:
    """What a connector is opened with: its target, its options with `env:` already resolved, and the notebook.

    `tables` are the declared tables (name -> columns that are personal, or empty for all); `template` the values of the
    registry row that fill `{column}` placeholders were already put into the options. `zone` is the zone that instants
    without zone are declared to be in ("" = not declared: the later of UTC and the organisation's zone counts).
    `sibling` gives the options of another instance of the fleet by its digest (for `Reach`), or None.
    """

    target: TargetId
    options: Mapping[str, str | tuple[str, ...]]
    tables: tuple[str, ...]
    notebook: Notebook
    timezone: str = "Europe/Berlin"
    zone: str = ""
    write: bool = False
    sibling: Callable[[str], Mapping[str, str | tuple[str, ...]] | None] = lambda _: None
    restricts: tuple[str, ...] = ()
    """Tables of which a rule restricts rows: setup makes the store keep the application from marked ones, if it can."""
    locks: tuple[str, ...] | None = None
    """Tables that a rule makes read-only: only they get guards, which cost time with every row. None: all declared ones."""


Opener = Callable[[Opening], Connector]
