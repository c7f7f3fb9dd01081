"""Kind: one kind of promise in one file — its sentence, its observer and what it needs to be seen.

Law: a kind is pure. `sentence` builds the words of the notice from policy and terms only; `questions` derives Looks from
policy and survey; `judge` turns observations and ledger facts into a judgement. A kind judges only what was measured:
whatever was not visible makes the judgement `unproven` with the reason, never `kept`. Deeds are planned in
`zusage.duties`, from the same terms. A kind without a test in `tests/sabotage/` cannot be registered (architecture test).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from zusage.model.text import Language
from zusage.plan.look import Look
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.promise import Duty, Promise


class State(StrEnum):
    """The five states of a promise on the board."""

    KEPT = "kept"
    BROKEN = "broken"
    ATTESTED = "attested"
    UNPROVEN = "unproven"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Question:
    """A Look for one target. `look.id` is unique within the promise; the engine prefixes nothing."""

    target: TargetId
    look: Look


@dataclass(frozen=True, slots=True)
class Attestation:
    """A dated statement of a role for what no machine can see; `file` is the digest of the signed document."""

    promise: str
    promise_digest: str
    by: str
    made: datetime
    until: datetime
    file: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActiveHold:
    """A hold in force: no reason in words here, only what verdicts and plans need."""

    id: str
    kind: str
    promise: str
    system: str
    table: str
    since: datetime
    review: datetime
    scope: str


@dataclass(frozen=True, slots=True)
class RunFact:
    """A finished routine run: when, and which systems it visited or missed."""

    run: str
    at: datetime
    visited: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The latest receipt of a promise on a target, from the ledger."""

    promise: str
    target: TargetId
    at: datetime
    counts: Mapping[str, int]
    entry: int
    level: str = ""
    reached: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """A target that came back from a backup, and when what had been erased was erased again (None: not yet)."""

    target: TargetId
    at: datetime
    replayed: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Units of a promise that a run deleted and that can be put back `until`; their key has to be gone by `latest`."""

    promise: str
    run: str
    target: TargetId
    units: int
    until: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger knows: runs, latest receipts, attestations, holds, last inventories and published policies."""

    runs: tuple[RunFact, ...] = ()
    done: tuple[Done, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    holds: tuple[ActiveHold, ...] = ()
    inventories: Mapping[str, int] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    first_run: datetime | None = None
    restores: tuple[Restored, ...] = ()
    changed: Mapping[str, datetime] = field(default_factory=dict)
    """Documents whose version in force replaced one that said something else, and since when."""
    secrets: frozenset[str] = frozenset()
    """Names of keys of keyed operators that have not been destroyed."""
    aside: tuple[SetAside, ...] = ()
    """What was deleted and not yet destroyed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a judge may look at. `observations` are those that answer this promise's questions, by (look id, target)."""

    observations: tuple[Observation, ...]
    survey: Survey
    history: History

    def of(self, look: str) -> tuple[Observation, ...]:
        """All answers to the look of that id, one per target."""
        return tuple(o for o in self.observations if o.look == look)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a kind concludes. `numbers` explain it (overdue, examined, held …), `facts` are short texts of structure.

    `reason` is a message key of `zusage.language.reasons` with `numbers`/`facts` as arguments; every broken or unproven
    judgement has one. `seen`/`unseen` name targets. `exceptions` maps a hold id or statute to a number of units.
    """

    state: State
    reason: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    seen: tuple[TargetId, ...] = ()
    unseen: tuple[TargetId, ...] = ()
    exceptions: Mapping[str, int] = field(default_factory=dict)
    level: str = ""
    next: datetime | None = None


class Kind(Protocol):
    """One kind of promise. `observed_by` names connectors that can decide it; empty with `missing` = not yet observable."""

    name: str
    duty: Duty
    missing: str
    """Name of the probe that would be needed (website, egress, request_canary, provider), "" when it can be observed."""

    def sentence(self, promise: Promise, policy: Policy, language: Language) -> str:
        """One full natural sentence for the notice, with its final stop; "" when the notice says it elsewhere."""
        ...

    def questions(self, promise: Promise, policy: Policy, survey: Survey, now: datetime) -> tuple[Question, ...]:
        """What must be asked to judge the promise at `now`."""
        ...

    def judge(self, promise: Promise, policy: Policy, evidence: Evidence, now: datetime) -> Judgement:
        """The judgement from measured evidence alone."""
        ...
