"""What comes back from a store: observations, batches, receipts and refusals.

Law: counts, moments and names of structure only; no key, no content, no person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from zusage.plan.target import TargetId


@dataclass(frozen=True, slots=True)
class Observation:
    """The answer to one Look on one target. `visible` False with a `reason` means: not or not fully seen, so no verdict."""

    look: str
    target: TargetId
    at: datetime
    visible: bool = True
    reason: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


class RefusalKind(StrEnum):
    """Why an act, or a part of it, was not done. Each is a normal outcome, not an error."""

    HOLD = "hold"
    DUTY = "duty"
    CEILING = "ceiling"
    CHANGED = "changed"
    CASCADE = "cascade"
    STOPPED = "stopped"
    FOREIGN_KEY = "foreign_key"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"
    UNABLE = "unable"
    NOT_SETUP = "not_setup"
    PRESSURE = "pressure"
    WINDOW = "window"
    UNAPPROVED = "unapproved"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not done and why; `detail` names structure (a table, a constraint), never a value."""

    kind: RefusalKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One committed journal row: at most one exists for (target, run, act, number). `counts` per table."""

    target: TargetId
    run: str
    act: str
    promise: str
    number: int
    counts: Mapping[str, int]
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The end of one act on one target: what was done in how many batches, or why it stopped.

    `reached` is what replacing came to (shortened, pseudonymised, anonymised) or how a restriction holds (marked, enforced).
    `figures` tell how it went: `longest_batch_ms`, `waited_ms`, `retries` and what a store adds; never part of evidence.
    """

    target: TargetId
    run: str
    act: str
    promise: str
    counts: Mapping[str, int]
    batches: int
    finished: datetime
    refusal: Refusal | None = None
    level: str = ""
    reached: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)
