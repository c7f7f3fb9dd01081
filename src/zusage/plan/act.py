"""Act: the closed list of things that Zusage changes in a store.

Law: closed; plug-ins add connectors, operators and rules, never kinds of act. An act names the promise it keeps. Its
`condition` is judged again inside each batch transaction; it holds no value of a person. Floor for all readers: what an
act does not name is never touched. (`Drop`, the end of a whole instance, was added by
ADR 0003; `Replace`, `Restrict`, `Release` and `Reclaim` by ADR 0011, `Rectify` by ADR 0018,
`Restore` by ADR 0021.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zusage.plan.change import Change
from zusage.plan.condition import Condition, Edge
from zusage.plan.look import Moment


@dataclass(frozen=True, slots=True)
class Child:
    """Rows of a child table that go with their parent because no rule of their own keeps them; deepest first."""

    table: str
    edge: Edge
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """The file that a row points to: deleted before the row. `key` is the row's column that holds the path.

    `also` are (table, column) of the same store that name files there, too: what one of their rows names stays.
    """

    system: str
    key: str
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """What is deleted is set aside, encrypted, and can be put back `until`; by `latest` its key has to be destroyed.

    Rows that fulfil `late` would outlive their promise there by `latest`: they are deleted without a way back.
    """

    until: datetime
    latest: datetime
    late: Condition | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete the rows (lines, files) of `table` that fulfil `condition`, in batches ordered by (moment, key).

    `locks` are the edges to rows that the condition reads elsewhere; they are locked first. `forbid` are child tables
    that must be empty for the batch, or the batch is refused. `estimate` (default: `condition`) is what the plan counts.
    With `undo` no row goes before it was set aside durably, or is not to be.
    """

    id: str
    promise: str
    table: str
    condition: Condition
    moment: Moment | None = None
    estimate: Condition | None = None
    children: tuple[Child, ...] = ()
    forbid: tuple[Edge, ...] = ()
    files: tuple[File, ...] = ()
    locks: tuple[Edge, ...] = ()
    undo: Undo | None = None


@dataclass(frozen=True, slots=True)
class Clear:
    """Empty `columns` of the rows that fulfil `condition` (NULL, or the constant given for a NOT NULL column)."""

    id: str
    promise: str
    table: str
    columns: tuple[tuple[str, str | None], ...]
    condition: Condition
    moment: Moment | None = None
    estimate: Condition | None = None
    locks: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Shorten:
    """Shorten every IP address of the lines that fulfil `condition` to /v4 and /v6; all other bytes stay.

    `also` names what is taken out of these lines besides: emails, users, or the name of a query parameter.
    """

    id: str
    promise: str
    table: str
    field: str
    condition: Condition
    v4: int = 24
    v6: int = 48
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """From now on nobody but the engine writes `tables`; the refusal names the promise."""

    id: str
    promise: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unlock:
    """Take back the lock of `promise` on `tables` (the reason has ended)."""

    id: str
    promise: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drop:
    """End a whole instance: its database, folder or index is removed; absence afterwards is the evidence.

    `spares` are (table, rows that a duty keeps): one such row, and nothing is removed.
    """

    id: str
    promise: str
    spares: tuple[tuple[str, Condition], ...] | None = None


@dataclass(frozen=True, slots=True)
class Replace:
    """Replace values in place, in the rows that fulfil `condition` and are not yet as `changes` would make them.

    `aims` is what the rule wants (shorten, pseudonymise, anonymise); what was reached stands in the receipt (`reached`) and
    is never better than the weakest operator allows. `keyed` names the secret that keyed operators use: the order brings it.
    `remaining` are the columns by which a row can be told afterwards; only where at least `k` rows look alike in all of them
    is anything anonymised.
    """

    id: str
    promise: str
    table: str
    changes: tuple[Change, ...]
    condition: Condition
    aims: str
    moment: Moment | None = None
    estimate: Condition | None = None
    locks: tuple[Edge, ...] = ()
    keyed: str = ""
    remaining: tuple[str, ...] = ()
    k: int = 0


@dataclass(frozen=True, slots=True)
class Restrict:
    """From now on the rows that fulfil `condition` are stored, but not used (Art. 18(2) GDPR, § 35(3) BDSG)."""

    id: str
    promise: str
    table: str
    condition: Condition
    moment: Moment | None = None
    estimate: Condition | None = None
    locks: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """Take back the restriction of `promise` for the rows of `table` that do not fulfil `condition` any more."""

    id: str
    promise: str
    table: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Reclaim:
    """Make what was deleted from `tables` unreadable on disk, up to `level` (reclaimed, rewritten, horizon).

    It may take the locks that `apply` never takes, so it runs in a window only, by `zusage reclaim`. `partitions` are
    deletions whose table is partitioned: a partition in which every row is due is detached and dropped.
    """

    id: str
    promise: str
    tables: tuple[str, ...]
    level: str
    partitions: tuple[Delete, ...] = ()


@dataclass(frozen=True, slots=True)
class Rectify:
    """Write what people are owed (a right value, a mark, values without a person) into rows that the order names.

    Keys and values come late, in `Order.values[feed]`, and live in memory only: `key` are the columns that name one row,
    `columns` those that are written. A row that is missing is left alone, or with `puts_in` put in. Rows that do not
    fulfil `condition` are left as they are: values that take something away yield to holds and duties.
    """

    id: str
    promise: str
    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    feed: str
    puts_in: bool = False
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Restore:
    """Put back what the batches `numbers` of the act `undoes` of `run` had set aside, the last batch first, parents first.

    A row whose key is there again stays as it is, and what hung on the old row stays away with it (`children`).
    """

    id: str
    promise: str
    table: str
    run: str
    undoes: str
    numbers: tuple[int, ...]
    children: tuple[Child, ...] = ()


Act = Delete | Clear | Shorten | Replace | Lock | Unlock | Restrict | Release | Drop | Reclaim | Rectify | Restore
