"""Condition: the small closed language in which plans say "rows whose …".

Law: closed (see `Condition`), without SQL text, clock or personal data. Values are constants of the declaration; keys of
other systems arrive late as a `Feed`. `Before` is inclusive: the column's moment is at or before the cut-off, and a NULL,
a sentinel (first of January of year 1, 1900 or 1970, a zero date) or an unreadable value is never before anything.
Four readers interpret it: the SQL renderer, the stream interpreter (`zusage.plan.interpret`), the twin and the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

Constant = str | int | bool

TRUE_WORDS = ("true", "t", "yes", "y", "on", "1")
FALSE_WORDS = ("false", "f", "no", "n", "off", "0")
"""What a boolean is written as where a store keeps it as text; the words that PostgreSQL reads."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """One cut-off in the two shapes a column can have: an instant (UTC) and a calendar day."""

    instant: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Before:
    """The column holds a moment at or before the cut-off."""

    column: str
    cut_off: CutOff


@dataclass(frozen=True, slots=True)
class IsNull:
    """The column holds nothing."""

    column: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The column holds exactly this constant of the declaration (compared bytewise; a boolean in any of its words)."""

    column: str
    value: Constant


@dataclass(frozen=True, slots=True)
class Feed:
    """A set of keys that a Look of another system yields; its values live in memory only.

    `name` identifies it within a plan; the engine fills it by running `Keys(system, table, column, condition)`. With
    `among` only those values stay whose keyed digest another feed holds.
    """

    name: str
    system: str
    table: str
    column: str
    condition: Condition | None = None
    normalise: str = ""
    among: Among | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A list of keyed digests (HMAC-SHA-256), and the environment variable with its key: its name, never the key."""

    digests: Feed
    key: str


@dataclass(frozen=True, slots=True)
class In:
    """The column's value is one of the constants, or one of the keys of the feed."""

    column: str
    values: tuple[Constant, ...] | Feed


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one table to rows of another in the same system: pairs (column here, column there), joined by and."""

    table: str
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Exists:
    """At least one row over the edge fulfils the condition (None: any row)."""

    edge: Edge
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A hold that is materialised in this target covers the row: the whole table, or the row's key in `column`.

    `table` names the declared table whose holds count; placed under `Exists` it reaches holds of owners. `besides` is the id
    of a hold that is left out: "some other hold covers the row". Looks of SQL stores only; a reader that cannot tell holds
    apart takes it for any hold, and no act may use it.
    """

    table: str
    column: str
    besides: str = ""


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; no part means true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds; no part means false."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; unknown counts as "does not hold" before it is negated."""

    part: Condition


Condition = Before | IsNull | Equals | In | Exists | Held | And | Or | Not

ALWAYS = And(())
NEVER = Or(())


def both(*parts: Condition | None) -> Condition:
    """The conjunction of the parts that are given, flattened."""
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else () if part is None else (part,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(*parts: Condition | None) -> Condition:
    """The disjunction of the parts that are given, flattened."""
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else () if part is None else (part,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def feeds_of(condition: Condition | None) -> tuple[Feed, ...]:
    """All feeds that the condition needs, in order of appearance."""
    match condition:
        case In(_, Feed() as feed):
            return (feed,)
        case And(parts) | Or(parts):
            return tuple(feed for part in parts for feed in feeds_of(part))
        case Not(part):
            return feeds_of(part)
        case Exists(_, inner):
            return feeds_of(inner)
        case _:
            return ()
