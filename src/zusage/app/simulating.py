"""Simulating: the time machine. A made-up company lives day by day, and keeps its promises with Zusage or does not.

Law: the daily run goes through the same use cases as the commands, with real stores, journals and ledger; only the moment is
made up, and roll-out is fast because all data are. Whether a promise was kept is never asked of the engine: the life's book
and its own queries judge, and the board is judged by them. Same seed, same days, same figures.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from zusage.app.applying import Ceiling, apply_plan
from zusage.app.granting import set_up_targets
from zusage.app.holds import HoldRequest, add_hold, release_hold
from zusage.app.judging import judge_board
from zusage.app.planning import look_ahead
from zusage.app.session import Session, open_session
from zusage.app.workspace import Workspace, read_workspace
from zusage.kinds.base import State
from zusage.model.errors import UsageError
from zusage.plan.receipt import RefusalKind
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.testing.life import Breach, Life, Query
from zusage.testing.saboteurs.base import Site
from zusage.verdict.board import Board

ROLE = "management"
HOUR = time(5)
OFTEN = 30
"""How many days lie between two looks at the board."""
_WANTED = frozenset({RefusalKind.HOLD, RefusalKind.DUTY})


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong: `kind` overdue, early, kept_back, query, board, refused, closed; `what` names no content."""

    kind: str
    promise: str
    day: date
    what: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a life: what happened, and how the book stood at its end."""

    name: str
    happened: Mapping[str, int]
    gone: int
    open: int
    faults: int


@dataclass(frozen=True, slots=True)
class Line:
    """A promise at the end: units gone in time, still owed, kept by a hold; faults by kind; what the board says."""

    promise: str
    gone: int
    open: int
    held: int
    overdue: int
    early: int
    kept_back: int
    asked: int
    """How often an independent query was asked about it."""
    failed: int
    board: str
    reason: str


@dataclass(slots=True)
class Simulated:
    """A whole simulation."""

    company: str
    begun: date
    days: int
    seed: int
    months: list[Month] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    holds: list[tuple[date, str, str]] = field(default_factory=list)
    """(day, set or released, kind and place)."""
    restores: list[tuple[date, str, int]] = field(default_factory=list)
    """(day, system, units that were put back to what was owed)."""
    done: int = 0
    """Units that runs deleted, shortened, cleared, locked …"""

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not self.faults


def simulate(
    life: Life,
    folder: Path,
    begin: date,
    days: int,
    *,
    company: str = "",
    seed: int = 0,
    often: int = OFTEN,
    progress: Callable[[Month], None] = lambda _: None,
) -> Simulated:
    """Let the company live in `folder` (empty or new). Raises UsageError ZE801 when there is something in it."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError("ZE801", folder=str(folder))
    machine = Machine(life, folder, Simulated(company, begin, days, seed), often)
    with few_collections():
        machine.begin(begin)
        for number in range(1, days + 1):
            if month := machine.day(begin + timedelta(days=number), last=number == days):
                progress(month)
    return machine.told


@contextmanager
def few_collections() -> Iterator[None]:
    """Policies and plans are large trees without cycles; looking for some every few hundred objects costs a quarter."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Machine:
    """One company on its way through time; also the desk at which its people hold, release and say what was restored."""

    def __init__(self, life: Life, folder: Path, told: Simulated, often: int) -> None:
        self.life, self.folder, self.told, self._often = life, folder.resolve(), told, often
        self._known: Workspace | None = None
        self._text = b""
        self._now = datetime(1, 1, 1, tzinfo=UTC)
        self._day = told.begun
        self._ready: set[TargetId] = set()
        self._happened: Counter[str] = Counter()
        self._faults: Counter[tuple[str, str]] = Counter()
        self._told: set[tuple[str, ...]] = set()
        self._asked: Counter[str] = Counter()
        self._before = (0, 0)

    def begin(self, day: date) -> None:
        """Build the company and run once, so that it stands as somebody who has used Zusage for long."""
        self._now = datetime.combine(day, HOUR, ZoneInfo("Europe/Berlin"))
        self.life.begin(self.folder, self._now)
        self._routine()
        self._settle()

    def day(self, day: date, *, last: bool) -> Month | None:
        """Live one day, run, ask; the month when it has ended."""
        self._day, self._now = day, datetime.combine(day, HOUR, self._zone())
        self._happened.update(self.life.day(self._now, self))
        self._routine()
        breaches = self._settle()
        failed = self._query()
        if last or (day - self.told.begun).days % self._often == 0:
            self._judge(breaches, failed, last)
        if last or (day + timedelta(days=1)).day == 1:
            return self._month(day)
        return None

    @property
    def policy(self) -> Policy:
        """What the company promises now."""
        return self._workspace().policy

    def board(self, only: Collection[str] | None = None) -> Board:
        """The board of this moment; with `only`, the rows of these promises, which nobody writes down."""
        with self._open() as session:
            return judge_board(session, "en", record=only is None, only=only)

    def run(self, later: timedelta) -> None:
        """The routine run, so much later; nothing is lived meanwhile."""
        self._now += later
        self._routine()

    def forget(self) -> None:
        """Another folder of the same company lies in this place now."""
        self._known, self._now = None, datetime.combine(self._day, HOUR, self._zone())

    def site(self, promise: Promise) -> Site:
        """The company as a saboteur finds it."""
        known = self._workspace()
        return Site(promise, known.policy, known.variables, self.folder, self._now)

    def hold(self, kind: str, place: str, where: Mapping[str, str]) -> str:
        """As `zusage hold add`."""
        promise = place if "/" in place else ""
        since, until = (datetime.fromisoformat(where[n]) if n in where else None for n in ("since", "until"))
        with self._open() as session:
            instance = where.get("instance", "")
            request = HoldRequest(
                kind,
                ROLE,
                "made up",
                promise,
                "" if promise else place,
                where.get("key"),
                session.stores.instance_digest(instance) if instance else "",
                since,
                until,
            )
            done = add_hold(session, request)
        for target, problem in done.failed.items():
            self._fault("refused", promise or place, f"{target} did not take {done.hold}: {problem}")
        self.told.holds.append((self._day, "set", f"{done.hold} {kind}: {place}"))
        return done.hold

    def release(self, hold: str) -> None:
        """As `zusage hold release`."""
        with self._open() as session:
            done = release_hold(session, hold, ROLE)
        for target, problem in done.failed.items():
            self._fault("refused", hold, f"{target} still has {hold}: {problem}")
        self.told.holds.append((self._day, "released", hold))

    def restored(self, system: str) -> None:
        """As `zusage replay`: close what came from a copy, put back what was owed, open it."""
        from zusage.app.replaying import look_back, replay

        with self._open() as session:
            prospects = look_back(session, [system])
            if not prospects:
                self._fault("closed", "", f"{system}: nobody noticed that it was put back from a copy")
            closed = [prospect.closure for prospect in prospects if not prospect.problem]
            done = replay(session, closed, Ceiling(10**9, 1.0), ROLE, lambda _: None)
        for one in done:
            for refusal in one.left:
                self._fault("closed", "", f"{one.closure.target} stays closed: {refusal.kind} {refusal.detail}")
        units = sum(sum(one.counts.values()) for one in done)
        self.told.restores.append((self._day, system, units))

    def attest(self, promise: str, until: datetime, file: Path) -> None:
        """As `zusage attest`."""
        from zusage.app.attesting import attest

        with self._open() as session:
            owner = session.workspace.policy.organisation.tax_owner
            attest(session, promise, owner if promise.startswith("tax/") and owner else ROLE, until, file)

    def _routine(self) -> None:
        """The nightly run: set up what is new, plan, apply."""
        with self._open() as session:
            self._set_up(session)
            outlook = look_ahead(session, figures=False)
            for promise, target, reason, detail in outlook.gaps:
                if reason in ("not_visible", "row_barred"):
                    self._fault("refused", promise, f"{target} {reason} {detail}")
            seen = [(planned.target.system, planned.act) for planned, _ in outlook.forecast]
            done = apply_plan(session, outlook.plan, Ceiling(), None, lambda _: None, seen=seen)
        self.told.done += done.count()
        for receipt in done.refused:
            if receipt.refusal and receipt.refusal.kind not in _WANTED:
                self._fault("refused", receipt.promise, f"{receipt.target} {receipt.refusal.kind} {receipt.refusal.detail}")
        for target in done.restored:
            self._fault("closed", "", f"{target} is closed since a restore")
        for name in done.missed:
            self._fault("refused", "", f"{name} was missed")

    def _set_up(self, session: Session) -> None:
        done, failed = set_up_targets(session, self._ready)
        self._ready.update(done)
        for target, reason in failed.items():
            self._fault("refused", "", f"{target} could not be set up: {reason}")

    def _settle(self) -> list[Breach]:
        breaches = self.life.book.settle(self.life.present(self._now), self._now)
        for breach in breaches:
            owed = breach.owed
            told = (breach.kind, owed.place, owed.key, owed.promise)
            if told not in self._told:
                self._told.add(told)
                self._fault(breach.kind, owed.promise, f"{owed.place} {owed.key} ({owed.earliest} – {owed.latest})")
        return breaches

    def _query(self) -> list[Query]:
        failed = []
        for query in self.life.queries():
            self._asked[query.promise] += 1
            if count := query.count(self.folder, self._now):
                failed.append(query)
                self._fault("query", query.promise, f"{query.question}: {count}")
        return failed

    def _judge(self, breaches: list[Breach], failed: list[Query], last: bool) -> None:
        """The board against book and queries: neither may see what the other does not."""
        board = self.board()
        red = {breach.owed.promise for breach in breaches} | {query.promise for query in failed}
        for row in board.rows:
            if row.state is State.BROKEN and row.promise not in red:
                self._fault("board", row.promise, f"broken on the board ({row.judgement.reason}), and nobody else knows why")
            elif row.state in (State.KEPT, State.NOT_DUE) and row.promise in red:
                self._fault("board", row.promise, f"{row.state.value} on the board, but book or query disagree")
        if last:
            self.told.lines = list(self._lines(board))

    def _lines(self, board: Board) -> Iterator[Line]:
        owed: Counter[str] = Counter()
        held: Counter[str] = Counter()
        for claim in self.life.book.claims():
            owed[claim.promise] += 1
            held[claim.promise] += bool(claim.paused)
        rows = {row.promise: row for row in board.rows}
        known = {*rows, *owed, *self.life.book.settled, *self._asked}
        for promise in [*rows, *sorted(known - set(rows))]:
            row = rows.get(promise)
            yield Line(
                promise,
                self.life.book.settled.get(promise, 0),
                owed[promise],
                held[promise],
                self._faults["overdue", promise],
                self._faults["early", promise],
                self._faults["kept_back", promise],
                self._asked[promise],
                self._faults["query", promise],
                row.state.value if row else "unknown",
                row.judgement.reason if row else "",
            )

    def _month(self, day: date) -> Month:
        gone, faults = self.life.book.gone, len(self.told.faults)
        was_gone, had_faults = self._before
        happened = dict(sorted(self._happened.items()))
        month = Month(f"{day:%Y-%m}", happened, gone - was_gone, len(self.life.book), faults - had_faults)
        self._before = gone, faults
        self._happened.clear()
        self.told.months.append(month)
        return month

    def _fault(self, kind: str, promise: str, what: str) -> None:
        self._faults[kind, promise] += 1
        self.told.faults.append(Fault(kind, promise, self._day, what))

    def _open(self) -> AbstractContextManager[Session]:
        return open_session(self._workspace(), self._now, write=True)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._workspace().policy.timezone)

    def _workspace(self) -> Workspace:
        """The declaration, read again when it has changed and, where a rule moves with the day, every day."""
        text = (self.folder / "zusage.yml").read_bytes()
        if self._known is None or text != self._text or self._known.policy.moving:
            self._known, self._text = read_made_up(self.folder, self._now.date()), text
        return self._known


def read_made_up(folder: Path, day: date) -> Workspace:
    """The workspace of a made-up company: whatever environments it declares, nothing waits for stages or approvals."""
    found = read_workspace(folder, day)
    return replace(found, policy=replace(found.policy, fast=True, environment="simulated"))
