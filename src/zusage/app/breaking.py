"""Breaking: every promise of a made-up company is broken on purpose, one at a time, and the board has to see it.

Law: each breach is made on a fresh copy of the same company, by a hand that asks no question of the engine
(`zusage.testing.saboteurs`, or `company/sabotage.py` of the example). A promise is *detected* when the board called it
anything but broken before and calls it broken after; a promise that was kept and stays so is *missed*, and that is a fault.
Nothing is skipped in silence: a promise that nobody can break, and one that cannot be observed yet, are listed as such.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from zusage.app.lives import load_life, load_module
from zusage.app.simulating import Machine, Simulated, few_collections
from zusage.kinds.base import State
from zusage.kinds.registry import KINDS
from zusage.model.errors import UsageError, ZusageError
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Promise, StageTerms
from zusage.testing.saboteurs.ageing import starts_of
from zusage.testing.saboteurs.base import Cannot, Deed, Site
from zusage.verdict.board import Board

Saboteur = Callable[[Site], Deed]
WHOLE = 8
LIVED = 1
"""Days that the company lives before it is broken: its people have signed what they sign."""
_SEEN = (State.KEPT, State.NOT_DUE)


@dataclass(frozen=True, slots=True)
class Broken:
    """What became of one promise. `outcome`: detected, missed, failed (the saboteur could not), no saboteur, unseen."""

    promise: str
    kind: str
    before: str
    after: str
    outcome: str
    what: str = ""
    """What was done; or why nothing was, or which probe is missing."""
    also: tuple[tuple[str, str], ...] = ()
    """Other promises that turned red, and why they may ("" = they may not)."""

    @property
    def strays(self) -> tuple[str, ...]:
        """Promises that turned red without a reason."""
        return tuple(promise for promise, reason in self.also if not reason)

    @property
    def fault(self) -> bool:
        """Whether the board was wrong, or somebody else's promise turned red."""
        return self.outcome == "missed" or bool(self.strays)


def sabotage(
    example: Path,
    folder: Path,
    begin: date,
    seed: int,
    *,
    kinds: Collection[str] | None = None,
    progress: Callable[[Broken], None] = lambda _: None,
) -> list[Broken]:
    """Break every promise in `folder`, and ask the whole board each time.

    `kinds`: only the first promise of each of these kinds that can be observed; then the board is asked about the promises
    that speak about the same units, and the whole of it each time that `WHOLE` promises have been broken.

    Raises UsageError ZE801 when there is something in the folder.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("ZE801", folder=str(folder))
    machine = Machine(load_life(example, seed), folder, Simulated(example.name, begin, LIVED, seed), 10**9)
    with few_collections(), tempfile.TemporaryDirectory() as kept:
        machine.begin(begin)
        machine.day(begin + timedelta(days=LIVED), last=False)
        machine.board()
        before, policy = machine.board(), machine.policy
        own, found = _own(example), list[Broken]()
        pristine = Path(kept) / "company"
        shutil.copytree(folder, pristine)
        for promise in _chosen(policy, before, kinds):
            shutil.rmtree(folder)
            shutil.copytree(pristine, folder)
            machine.forget()
            one = _break(machine, promise, before, own, whole=kinds is None or len(found) % WHOLE == 0)
            found.append(one)
            progress(one)
    return found


def _chosen(policy: Policy, before: Board, kinds: Collection[str] | None) -> Iterator[Promise]:
    """All promises, or one of each kind that the board can see."""
    states, done = {row.promise: row.state for row in before.rows}, set[str]()
    for promise in policy.promises:
        if kinds is None:
            yield promise
        elif promise.kind in kinds and promise.kind not in done and states[promise.id] in _SEEN:
            done.add(promise.kind)
            yield promise


def _break(
    machine: Machine, promise: Promise, before: Board, own: Callable[[Promise], Saboteur | None], *, whole: bool
) -> Broken:
    was = {row.promise: row for row in before.rows}
    state, reason = was[promise.id].state, was[promise.id].judgement.reason
    saboteur = own(promise) or saboteur_of(promise.kind)
    missing = KINDS[promise.kind].missing or reason
    if saboteur is None:
        outcome = "no saboteur" if state in _SEEN else "unseen"
        return Broken(promise.id, promise.kind, state.value, state.value, outcome, missing)
    try:
        deed = saboteur(machine.site(promise))
        _between(machine, deed)
        near = {other.id for other in machine.policy.promises if why(machine.policy, other.id, promise, deed)}
        after = machine.board(None if whole else near | {promise.id})
    except (Cannot, sqlite3.Error) as error:
        outcome = "failed" if state in _SEEN else "unseen"
        return Broken(promise.id, promise.kind, state.value, state.value, outcome, str(error))
    except ZusageError as error:
        return Broken(promise.id, promise.kind, state.value, "", "failed", error.brief)
    now = next((row.state for row in after.rows if row.promise == promise.id), None)
    red = [r.promise for r in after.rows if r.state is State.BROKEN and was[r.promise].state is not State.BROKEN]
    also = tuple((other, why(machine.policy, other, promise, deed)) for other in red if other != promise.id)
    detected = now is State.BROKEN
    outcome = "detected" if detected else "missed" if state in _SEEN else "unseen"
    what = deed.what if outcome != "unseen" else f"{deed.what}; {missing}"
    return Broken(promise.id, promise.kind, state.value, now.value if now else "", outcome, what, also)


def _between(machine: Machine, deed: Deed) -> None:
    """What has to happen between the deed and the look: a run that misses a store, or a copy that is put back."""
    if deed.hide:
        for file in deed.hide:
            file.rename(file.with_name(file.name + ".away"))
        machine.run(timedelta(hours=1))
        for file in deed.hide:
            file.with_name(file.name + ".away").rename(file)
    if deed.rewind is not None:
        copy = deed.rewind.read_bytes()
        machine.run(timedelta(hours=1))
        deed.rewind.write_bytes(copy)
        machine.run(timedelta(hours=2))


def saboteur_of(kind: str) -> Saboteur | None:
    """The hand that can break promises of a kind, or None."""
    name = f"zusage.testing.saboteurs.{kind.replace('-', '_')}"
    if find_spec(name) is None:
        return None
    found: Saboteur = import_module(name).sabotage
    return found


def _own(example: Path) -> Callable[[Promise], Saboteur | None]:
    """Saboteurs of the company itself: `SABOTEURS` of `company/sabotage.py`, by promise id or by kind."""
    if not (example / "company" / "sabotage.py").is_file():
        return lambda _: None
    known: dict[str, Saboteur] = dict(load_module(example, "sabotage").SABOTEURS)
    return lambda promise: known.get(promise.id) or known.get(promise.kind)


def why(policy: Policy, other: str, promise: Promise, deed: Deed) -> str:
    """Why another promise may turn red with the broken one: it speaks about the same units; "" where it does not."""
    found = policy.promise(other)
    if found is None:
        return ""
    if found.kind == "all-kept":
        return "speaks about all promises"
    rules = [p.terms.rule for p in (found, promise) if isinstance(p.terms, StageTerms)]
    starts = [set(starts_of(rule.start)) for rule in rules]
    if len(starts) == 2 and starts[0] & starts[1]:
        return "counts from the same event"
    touched = {*deed.places, *_places(policy, promise)}
    shared = {
        here
        for here, table in _places(policy, found)
        for there, other_table in touched
        if here == there and (table == other_table or not table or not other_table)
    }
    return f"same units in {', '.join(sorted(shared))}" if shared else ""


def _places(policy: Policy, promise: Promise) -> set[tuple[str, str]]:
    """Which (system, table) a promise speaks about; table "" for a whole system."""
    terms = promise.terms
    if isinstance(terms, StageTerms):
        return {(u.system, u.table) for u in terms.rule.units} | {(system, "") for system in terms.rule.whole}
    if not isinstance(terms, AssureTerms):
        return set()
    return set(_named(policy, promise, terms))


def _named(policy: Policy, promise: Promise, terms: AssureTerms) -> Iterator[tuple[str, str]]:
    for name, value in terms.parameters.items():
        words: Iterable[object] = (value,) if isinstance(value, str) else value
        for word in words:
            system, _, rest = str(word).partition(".")
            if system in policy.systems and name != "except":
                yield system, rest.partition(".")[0]
    if "register" in terms.parameters or promise.kind in ("contract-on-file", "evidence-fresh", "backup-made"):
        yield from ((s.id, "") for s in policy.systems.values() if s.connector == "register")
    consent = policy.consents.get(str(terms.parameters.get("consent", "")))
    if consent is not None and consent.system:
        yield consent.system, consent.table
        people = (place for subject in policy.subjects.values() for place in subject.found_in)
        yield from ((system, table) for system, table, _ in people if system == consent.system)
    activity = policy.activities.get(promise.activity)
    for datum in activity.data if activity is not None else ():
        if "data" in terms.parameters and datum.table:
            yield datum.system, datum.table
