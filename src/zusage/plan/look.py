"""Look: a question to a store that changes nothing and returns no value of a person (except `Keys`, in memory only).

Law: closed. A connector answers each Look with an `Observation`; what it cannot see it reports as not visible, never as
zero. Unknown kinds of Look are a programming error (`assert_never`).
"""

from __future__ import annotations

from dataclasses import dataclass

from zusage.plan.change import Change
from zusage.plan.condition import Condition, Edge


@dataclass(frozen=True, slots=True)
class Moment:
    """The column that shows when something began, reached over edges from the counted row (empty: its own column)."""

    column: str
    over: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows fulfil the condition; with `moment` also the oldest and newest start among them.

    Observation numbers: `count`; `total` (rows of the table) when `total` is set; moments: `oldest`, `newest`. With
    `changes` only rows count of which one value is not yet as these changes would make it; no key is needed to tell.
    `marks` (a promise, and whether) keeps to rows that carry, or do not carry, the mark of that promise's restriction.
    """

    id: str
    table: str
    condition: Condition
    moment: Moment | None = None
    total: bool = False
    changes: tuple[Change, ...] = ()
    marks: tuple[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """How the values of one column look: counts per shape, never the values.

    `shapes` are names of recognisers in `zusage.operators.shapes` (such as argon2, fernet, ipv4_full, url, card_number).
    Numbers: `examined`, `empty`, and one count per shape. `sample` bounds the values examined (None: all, streamed).
    """

    id: str
    table: str
    column: str
    shapes: tuple[str, ...]
    condition: Condition | None = None
    sample: int | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The values of one column as a feed (in memory only); `normalise` names an operator such as "email".

    The Observation has no numbers but `count`; the values travel beside it and are never stored.
    """

    id: str
    table: str
    column: str
    condition: Condition | None = None
    normalise: str = ""


@dataclass(frozen=True, slots=True)
class Moments:
    """Quality of a start column. Numbers: `examined, null, sentinel, future, zoneless`; moments: `oldest, newest`."""

    id: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Try to write as the application's own role inside a transaction that is rolled back.

    Numbers: `tried`, `stopped`, `named` (the error named the promise), `bypass` (1 when that role owns the table or may
    bypass the lock). Ways tried where the store has them: insert, update, delete, truncate, copy, cascade.
    With `reads` the role tries to read restricted rows instead; `stopped` counts the ways that showed none of them, and
    `unable` is 1 where the store has no means to hide them from that role.
    """

    id: str
    table: str
    promise: str
    reads: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Who may log in and read. Facts: the role names as text `roles` (comma separated); numbers: `superusers`, `count`."""

    id: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether the credentials of this instance open another one (`other` is its instance digest).

    Numbers: `tried`, `opened`. A store without credentials of its own reports not visible.
    """

    id: str
    other: str


@dataclass(frozen=True, slots=True)
class Level:
    """Which level of erasure the store reached for a table. Fact `level`: logical, reclaimed, rewritten; `copies`: names."""

    id: str
    table: str


@dataclass(frozen=True, slots=True)
class Linkable:
    """How well the rows that fulfil `condition` can still be told apart by `columns` together.

    Numbers: `rows`, `groups` (different combinations), `unique` (rows that are alone in their group), `smallest` (rows in
    the smallest group: the k of k-anonymity, Samarati and Sweeney 1998). No value leaves the store.
    """

    id: str
    table: str
    columns: tuple[str, ...]
    condition: Condition | None = None


Look = Count | Profile | Keys | Moments | Trial | Roles | Reach | Level | Linkable
