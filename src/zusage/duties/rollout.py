"""Rollout: how far a rule has come from being written to being carried out, and what it may do in the next run.

Law: pure; the phase follows from what the ledger says, never from a table that somebody could set. A rule is known by its
promise digest, by what it reaches (tables and files that go, or go along) and by what else decides how much is due: duties,
owners up to the last, zones, consents, what is kept newest. Whatever is not shown to delete the same or later begins anew
with *observe*: nothing is destroyed; one recorded run shows what would be. *Canary*: one instance of a fleet, or at most 100
rows of a table. *Stages*: oldest first, under the ceilings. *Routine*: the backlog is gone. Canary needs an approval of this
very plan, stages one given after the canary, routine any that covers it.

Example: "30 days" mistyped as "3 days" is another digest that deletes earlier: it is observed, whoever approved it before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from statistics import median

from zusage.model.canonical import digest
from zusage.plan.act import Act, Child, Clear, Delete, Drop, Replace, Shorten
from zusage.plan.plan import Step
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Bound, Rule, Stage
from zusage.policy.start import AllGone, ColumnStart, Earliest, Latest, Matched, Plus, Removed, Silence, Start, Withdrawn
from zusage.policy.system import Owner
from zusage.policy.undo_window import lead_of

CANARY_ROWS = 100
USUAL_RUNS, ENOUGH_RUNS, TIMES_USUAL = 10, 5, 3
_DUTIES = frozenset({"keep-for-duty", "never-deleted"})


class Phase(IntEnum):
    """How far a rule has come."""

    OBSERVE = 0
    CANARY = 1
    STAGES = 2
    ROUTINE = 3


@dataclass(frozen=True, slots=True)
class RuleMark:
    """By what a rule is known again: promise, digest, what it reaches (`system.table`), and the duties in its way."""

    promise: str
    digest: str
    reach: frozenset[str]
    guards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A rule took part in a run: in which phase, whether the run ended, what was done, and whether something was left.

    `order` is where the ledger tells how it ended: what was approved later has seen it. `short`: something was left or
    failed; `failed`: for another reason than a ceiling.
    """

    order: int
    run: str
    mark: RuleMark
    phase: Phase
    ended: bool
    done: int = 0
    short: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """The phase of a rule, since which place in the ledger, and how many units a run usually does (None: not known)."""

    phase: Phase
    since: int = -1
    usual: int | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A role approved: one plan by its digest, or (standing, `plan` "") the rules as they were, by promise and digest.

    `second` says that the role is another than those who write and run. `max_rows` is the ceiling per promise and run that
    it names (None: the usual ones). `shown` is what was due of each promise when it was given, with some room.
    """

    id: str
    order: int
    at: datetime
    until: datetime
    role: str
    second: bool
    plan: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    max_rows: int | None = None
    shown: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Admission:
    """What a promise may do in this run. `needs` says what is missing: observe, canary, confirm, routine, limit, or "".

    `limit` is the largest number of units in this run (None: the usual ceilings); `instance` the only one of a fleet.
    """

    phase: Phase
    due: int
    needs: str = ""
    limit: int | None = None
    instance: str = ""
    approval: str = ""
    named: bool = False
    """Whether the approval names the number, so that it may also be above the usual ceilings."""

    @property
    def admitted(self) -> bool:
        """Whether it may do anything."""
        return not self.needs


def is_destructive(act: Act) -> bool:
    """Whether what the act does cannot be taken back."""
    return isinstance(act, Delete | Clear | Shorten | Replace | Drop)


def reach_of(system: str, act: Act) -> frozenset[str]:
    """Everything the act changes: `system.table`, `system.table.column` where columns are emptied or replaced, and a system
    where it goes as a whole, or where files go along."""
    if not isinstance(act, Delete | Clear | Shorten | Replace):
        return frozenset({system})
    children, files = (act.children, act.files) if isinstance(act, Delete) else ((), ())
    along = (f"{system}.{name}" for name in _along(children))
    columns = (f"{system}.{act.table}.{name}" for name in _columns(act))
    return frozenset({f"{system}.{act.table}", *columns, *along, *(file.system for file in files)})


def _columns(act: Act) -> Iterable[str]:
    if isinstance(act, Clear):
        return [name for name, _ in act.columns]
    return [change.column for change in act.changes] if isinstance(act, Replace) else []


def _along(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        yield child.table
        yield from _along(child.children)


def marks_of(policy: Policy, acts: Iterable[tuple[str, Act]]) -> dict[str, RuleMark]:
    """The marks of all promises that destroy something, from the acts (with their systems) that a plan looked at."""
    reach: dict[str, frozenset[str]] = {}
    for system, act in acts:
        if is_destructive(act):
            reach[act.promise] = reach.get(act.promise, frozenset()) | reach_of(system, act)
    digests = {promise.id: promise.digest for promise in policy.promises}
    return {id: RuleMark(id, digests.get(id, ""), reached, _guards(policy, id, reached)) for id, reached in reach.items()}


def _guards(policy: Policy, id: str, reach: Collection[str]) -> frozenset[str]:
    """What else decides how much is due: duties in these systems, owners of rows, stores, zones, consents; each a digest."""
    promise = policy.promise(id)
    terms = promise.terms if promise is not None and isinstance(promise.terms, StageTerms) else None
    starts = list(_starts(terms.rule.start)) if terms is not None else []
    systems = {name.partition(".")[0] for name in reach}
    found = [p.digest for p in policy.promises if p.kind in _DUTIES and _near(p, systems)]
    found += [_store(policy, system) for system in systems | {s for start in starts for s in _read(start)}]
    found += [digest([f"{system}.{table}", owners]) for system, table, owners in _owned(policy, reach)]
    found += [digest(policy.consents.get(start.consent)) for start in starts if isinstance(start, Withdrawn)]
    if terms is not None:
        within = (stage for stage in _stages(terms) if stage.bound is Bound.WITHIN)
        found += [digest(["lead", lead_of(terms.rule, stage, policy.run)]) for stage in within]
    return frozenset(text[:16] for text in found)


def _store(policy: Policy, id: str) -> str:
    system = policy.systems[id]
    return digest([id, system.declared, system.each, system.zone, system.keep_newest, system.follows, policy.timezone])


def _owned(policy: Policy, reach: Collection[str]) -> Iterable[tuple[str, str, tuple[Owner, ...]]]:
    """The tables that are reached and those above them, with what owns their rows."""
    waiting, seen = sorted(reach), set[str]()
    while waiting:
        name = waiting.pop()
        system, _, table = name.partition(".")
        use = policy.systems[system].tables.get(table)
        owners = use.owners if use is not None else ()
        if name not in seen:
            waiting += [f"{system}.{owner.table}" for owner in owners]
            yield system, table, owners
        seen.add(name)


def _starts(start: Start) -> Iterable[Start]:
    """A start and those that it is made of."""
    yield start
    parts = start.starts if isinstance(start, Earliest | Latest) else (start.start,) if isinstance(start, Plus) else ()
    for part in parts:
        yield from _starts(part)


def _read(start: Start) -> Iterable[str]:
    """The systems in which a start is looked for."""
    if isinstance(start, Silence):
        yield from (system for system, _, _ in start.places)
    elif isinstance(start, ColumnStart | AllGone | Matched | Removed):
        yield start.system


def _stages(terms: StageTerms) -> tuple[Stage, ...]:
    return terms.rule.stages if terms.stage is None else (terms.rule.stages[terms.stage],)


def _near(promise: Promise, systems: Collection[str]) -> bool:
    return isinstance(promise.terms, StageTerms) and bool(_systems(promise.terms.rule) & set(systems))


def _systems(rule: Rule) -> set[str]:
    return {unit.system for unit in rule.units} | {name.partition(".")[0] for name in rule.whole}


def progress_of(mark: RuleMark, parts: Sequence[Part], later: Mapping[str, bool]) -> Progress:
    """How far the rule has come. `later`: whether it deletes the same or later than the promise with another digest did."""
    counting = [
        part
        for part in parts
        if part.mark.promise == mark.promise
        and (part.mark.digest == mark.digest or later.get(part.mark.digest, False))
        and part.mark.guards <= mark.guards
    ]
    names = mark.reach or frozenset({""})
    phases = [_reached(name, counting) for name in sorted(names)]
    phase, since = min(phases, key=lambda found: (found[0], -found[1]))
    return Progress(phase, since, usual_of(counting))


def _reached(name: str, parts: Sequence[Part]) -> tuple[Phase, int]:
    phase, since = Phase.OBSERVE, -1
    for part in parts:
        if name and name not in part.mark.reach:
            continue
        if part.phase is Phase.OBSERVE and part.ended:
            reached = Phase.CANARY
        elif part.phase is Phase.CANARY and (part.done or (part.ended and not part.failed)):
            reached = Phase.STAGES
        elif part.phase is Phase.STAGES and part.ended and not part.short:
            reached = Phase.ROUTINE
        else:
            continue
        if reached == phase + 1 or (reached is Phase.STAGES and phase is Phase.STAGES):
            phase, since = reached, part.order
    return phase, since


def usual_of(parts: Sequence[Part]) -> int | None:
    """The median of what the last routine runs did that had something to do; None with fewer than five of them."""
    done = [part.done for part in parts if part.phase is Phase.ROUTINE and part.done][-USUAL_RUNS:]
    return int(median(done)) if len(done) >= ENOUGH_RUNS else None


def admit(
    marks: Mapping[str, RuleMark],
    progress: Mapping[str, Progress],
    steps: Sequence[Step],
    approvals: Sequence[Approval],
    plan: str,
    *,
    second: bool,
    at_most: Phase = Phase.ROUTINE,
) -> dict[str, Admission]:
    """What each promise with something due may do. `approvals` are in force; `second`: only a second person's count."""
    due: dict[str, list[Step]] = {}
    for step in steps:
        if is_destructive(step.act):
            due.setdefault(step.act.promise, []).append(step)
    usable = [approval for approval in approvals if approval.second or not second]
    return {id: _admission(marks[id], progress[id], found, usable, plan, at_most) for id, found in due.items()}


def _admission(
    mark: RuleMark, progress: Progress, steps: Sequence[Step], approvals: Sequence[Approval], plan: str, at_most: Phase
) -> Admission:
    due = sum(step.estimate.due for step in steps)
    reached = progress.phase
    if reached is Phase.OBSERVE or at_most is Phase.OBSERVE:
        return Admission(Phase.OBSERVE, due, "observe")
    phase = min(reached, at_most)
    fitting = [a for a in approvals if _covers(a, mark, plan, reached, progress.since)]
    if not fitting:
        return Admission(phase, due, {Phase.CANARY: "canary", Phase.STAGES: "confirm"}.get(reached, "routine"))
    best = max(fitting, key=lambda a: (a.max_rows or 0, a.order))
    limit, named = best.max_rows, best.max_rows is not None
    if limit is None:
        limit = best.shown.get(mark.promise)
    if phase is Phase.CANARY:
        few = CANARY_ROWS if limit is None else min(limit, CANARY_ROWS)
        return Admission(phase, due, "", few, _smallest(steps), best.id)
    if phase is Phase.ROUTINE and not named and progress.usual is not None:
        usual = max(CANARY_ROWS, TIMES_USUAL * progress.usual)
        limit = usual if limit is None else min(limit, usual)
    if phase is Phase.ROUTINE and limit is not None and due > limit:
        return Admission(phase, due, "limit", limit, "", best.id)
    return Admission(phase, due, "", limit, "", best.id, named)


def _covers(approval: Approval, mark: RuleMark, plan: str, phase: Phase, since: int) -> bool:
    standing = not approval.plan
    if standing and (phase is Phase.CANARY or approval.rules.get(mark.promise) != mark.digest):
        return False
    if not standing and approval.plan != plan:
        return False
    return phase is Phase.ROUTINE or approval.order > since


def _smallest(steps: Sequence[Step]) -> str:
    """The instance of a fleet with the least to do; "" where no step is in a fleet."""
    due: dict[str, int] = {}
    for step in steps:
        if step.target.instance:
            due[step.target.instance] = due.get(step.target.instance, 0) + step.estimate.due
    return min(due, key=lambda instance: (due[instance], instance), default="")


def within(step: Step, admissions: Mapping[str, Admission]) -> bool:
    """Whether a step may run: what can be taken back always may; of a canary in a fleet only the chosen instance."""
    if not is_destructive(step.act):
        return True
    admission = admissions.get(step.act.promise)
    if admission is None or not admission.admitted:
        return False
    return not (admission.instance and step.target.instance) or step.target.instance == admission.instance
