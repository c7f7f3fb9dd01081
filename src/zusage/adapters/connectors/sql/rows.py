"""Rows: carry out one Delete, Clear or Replace, batch by batch, each in a transaction of its own.

Law: inside each transaction, in this order: our control row (stop flag, holds), that this batch was not committed before and
nobody else works here, that store and shape are those of the plan, the rows and what they depend on, files, children, the
rows, the ceilings, the journal. Files go before the row that points to them, children before parents: a crash leaves too
much, never too little. An act that depends on nothing but the row itself is one statement over a window: what it judges and
what it does cannot differ. A connection that breaks at COMMIT is no reason to guess: the journal, read under the same lock,
tells whether the batch is there. Between batches the brakes are looked at; a batch that runs is always finished.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.aside import MOST_AT_ONCE, SettingAside
from zusage.adapters.connectors.sql.batch import Selected, Ties, guarded, in_keys, key_of
from zusage.adapters.connectors.sql.brakes import Brake
from zusage.adapters.connectors.sql.ceiling import Ceiling, Uncounted
from zusage.adapters.connectors.sql.costs import refuse_unindexed
from zusage.adapters.connectors.sql.deed import Changed, Deed, RowAct, Stage, deed_of
from zusage.adapters.connectors.sql.errors import Again, Refused, is_transient, translate, word
from zusage.adapters.connectors.sql.gate import EVERY, Control, Watch, control, enter
from zusage.adapters.connectors.sql.moments import Truth
from zusage.adapters.connectors.sql.pace import Pace
from zusage.adapters.connectors.sql.products import ALONE, CHILDREN_FIRST
from zusage.adapters.connectors.sql.render import Renderer, Scope, reads_elsewhere
from zusage.adapters.connectors.sql.store import Store
from zusage.adapters.connectors.sql.triggers import deleted, has_rules, refuse_returned, refuse_triggers
from zusage.adapters.connectors.sql.window import Bound, Way, end_of, inside, way_of
from zusage.plan.act import Child, Delete, Replace
from zusage.plan.condition import And, Before, Condition, CutOff, Edge, Exists, Not, Or
from zusage.plan.connector import Order
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.structure import Structure

__all__ = ["ATTEMPTS", "apply_rows", "control"]
ATTEMPTS = 8
LONGEST_WAIT = 2.0
MOST, MOST_KEYS = 200_000, 5_000
HELD_BACK_MS = 50
STUCK = 3


@dataclass(frozen=True)
class Done:
    """A window that has been passed: the batch, if there was anything to do, and the bound (None: it was the last)."""

    batch: Batch | None
    bound: Bound | None
    open_end: bool = False
    narrowed: bool = False


def apply_rows(store: Store, act: RowAct, order: Order) -> Receipt:
    """Carry the act out, or as much of it as is allowed; raises ConnectorError."""
    run = _Run(store, act, order)
    refusal = None
    try:
        run.prepare()
        run.passes()
    except Refused as refused:
        refusal = refused.refusal
    level = store.finish() if run.batches else ""
    counts: dict[str, int] = {}
    for batch in run.batches:
        for table, count in batch.counts.items():
            counts[table] = counts.get(table, 0) + count
    reached = run.deed.reached() if run.batches else ""
    end = (len(run.batches), order.now, refusal, level, reached, run.figures())
    return Receipt(store.target, order.run, act.id, act.promise, counts, *end)


class _Run:
    def __init__(self, store: Store, act: RowAct, order: Order) -> None:
        self.store, self.act, self.order = store, act, order
        self.deed: Deed = deed_of(act, order, store)
        self.batches: list[Batch] = []
        self.structure: Structure = Structure({})
        self.key: tuple[str, ...] = ()
        self.pace = Pace(order.limits, MOST)
        self.brake = Brake(store, order)
        self.aside = self.deed if isinstance(self.deed, SettingAside) else None
        self.worked = 0.0
        self._looked = float("-inf")
        self.is_quiet = False

    def prepare(self) -> None:
        """See what the act works on, and what this run has done before. Raises Refused."""
        store, act = self.store, self.act
        if _latest(act.condition, self.order):
            raise Refused(Refusal(RefusalKind.CHANGED, "a cut-off lies in the future"))
        with store.reading("apply") as connection:
            if not store.is_set_up(connection):
                raise Refused(Refusal(RefusalKind.NOT_SETUP, "no journal in the store"))
            self.structure, fingerprint = store.structure(connection), store.fingerprint(connection)
            self.batches = store.books.of_run(connection, store.target, self.order.run, act.id)
            table = self.structure.tables.get(act.table)
            if table is None:
                raise Refused(Refusal(RefusalKind.UNABLE, f"missing table {act.table}"))
            self.key = key_of(table)
            self.deed.prepare(self.structure)
            refuse_unindexed(connection, self._renderer(frozenset()), act)
            self.watch = Watch(store, self.order, act.id, self.structure, fingerprint)
            self.watch.begin(connection)
            self.has_rules = has_rules(connection, self._renderer(None), act.table)
        self.condition = guarded(self.structure, act)
        self.way = Way(self.key) if self._moves_itself() else way_of(table, act, self.key, store.product)
        self.own_edges = _own_edges(self.structure, act)
        self.is_tied = self._is_tied()
        self.searches = bool(Ties.searches(self.structure, act))
        self.is_quiet = not self.is_tied and table.kind == "table" and not table.triggers and not self.has_rules
        self.ceiling = Ceiling(store, self.structure, self.order.limits)
        limits = self.order.limits
        if self.is_tied and Ties.searches(self.structure, act):
            limits = replace(limits, batch_ms=min(limits.batch_ms, HELD_BACK_MS))
        most = MOST_AT_ONCE if self.aside is not None else MOST
        self.pace = Pace(limits, MOST_KEYS // len(self.key) if self.is_tied else most, store.patience)

    def figures(self) -> dict[str, int]:
        """How it went, for the receipt."""
        self.pace.waited_ms += self.brake.waited * 1000
        self.brake.waited = 0.0
        return self.pace.figures(len(self.batches))

    def passes(self) -> None:
        """Go through the table; where rows refer to rows of their own table, again until no leaf is left."""
        while self._one_pass() and self.own_edges:
            pass
        if self.own_edges and self._any_left():
            raise Refused(Refusal(RefusalKind.FOREIGN_KEY, f"{self.act.table} refers to its own rows"))

    def _one_pass(self) -> bool:
        bound: Bound | None = None
        moved, stuck = False, 0
        while True:
            self._may_go_on()
            begun = time.monotonic()
            done = self._until_done(bound)
            if done.batch is not None:
                self.batches.append(done.batch)
                self.order.progress(done.batch)
                moved = True
            due = done.batch.counts.get(self.act.table, 0) if done.batch is not None else 0
            seconds = time.monotonic() - begun
            self.pace.took(seconds, self.worked, due, open_end=done.open_end, narrowed=done.narrowed)
            if done.open_end:
                return moved
            stuck = stuck + 1 if self.way.is_stuck(bound, done.bound) else 0
            bound = done.bound or bound
            if stuck >= STUCK:
                self.way, bound, stuck = Way(self.key), None, 0

    def _give_way(self, connection: sa.Connection) -> None:
        if time.monotonic() - self._looked >= EVERY:
            self.pace.give_way(shared=self.store.is_shared(connection))
            self._looked = time.monotonic()

    def _may_go_on(self) -> None:
        if self.order.stopped():
            raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
        if reason := self.order.ended():
            raise Refused(Refusal(RefusalKind.WINDOW, reason))
        self.brake.wait()

    def _until_done(self, bound: Bound | None) -> Done:
        for attempt in range(ATTEMPTS):
            try:
                done = self._transaction(bound)
                self.watch.sure()
                return done
            except Uncounted as uncounted:
                self.ceiling.count(uncounted.table, self.batches)
                continue
            except Again:
                reason = "rows changed"
            except OSError as error:
                raise Refused(Refusal(RefusalKind.UNABLE, f"cannot set aside: {error.strerror or 'disk'}")) from None
            except exc.DBAPIError as error:
                if not is_transient(error):
                    raise self._stopping(error) from None
                reason = word(error)
            self.watch.lost()
            self.pace.failed()
            time.sleep(min(LONGEST_WAIT, 0.05 * 2**attempt) * random.uniform(0.5, 1.0))
        raise Refused(Refusal(RefusalKind.TIMEOUT, reason))

    def _transaction(self, bound: Bound | None) -> Done:
        name = f"{self.order.run}:{self.act.promise}"
        with self.store.engine("apply").connect() as connection, connection.begin() as transaction:
            self.store.limit(connection, self.order.limits, name, True, strict=self.searches)
            commits = False
            try:
                done = self._batch(connection, bound)
                commits = done.batch is not None
            finally:
                if self.aside is not None:
                    self.aside.end(commits=commits)
            if done.batch is None:
                transaction.rollback()
            return done

    def _batch(self, connection: sa.Connection, bound: Bound | None) -> Done:
        at_gate = enter(self.store, connection, self.order)
        number = self.batches[-1].number + 1 if self.batches else 1
        if found := self.watch.committed(connection, number):
            return Done(found, None)
        if self.aside is not None:
            self.aside.begin(number)
        written = {self.act.table, *_names(self.act.children)} if isinstance(self.act, Delete) else set()
        self.watch.compare(connection, self._tables(), written)
        renderer = self._renderer(at_gate.held)
        stage = Stage(connection, renderer, renderer.scope(self.act.table))
        self._give_way(connection)
        begun = time.monotonic()
        due = self._due(stage)
        end, narrowed = self._end(stage, bound, due)
        rows = sa.and_(inside(renderer, stage.scope, self.way, bound, end), due)
        counts = self._guarded(stage, rows)
        self.worked = time.monotonic() - begun
        if not any(counts.values()):
            return Done(None, end, end is None, narrowed)
        self.ceiling.check(self.batches, counts)
        batch = self._journal(connection, number, counts, at_gate)
        if self.act.table not in counts:
            return Done(batch, None)  # children only: their parents come with the next batch
        return Done(batch, end, end is None, narrowed)

    def _end(self, stage: Stage, bound: Bound | None, due: Truth) -> tuple[Bound | None, bool]:
        """The bound of the window: so many rows further, or nearer where more of them are due than the batch may take."""
        pace, way = self.pace, self.way
        end = end_of(stage, way, bound, None, pace.reach)
        if pace.reach <= pace.size or end_of(stage, way, bound, end, pace.size + 1, due) is None:
            return end, False
        return end_of(stage, way, bound, end, pace.size, due), True

    def _journal(self, connection: sa.Connection, number: int, counts: dict[str, int], at_gate: Control) -> Batch:
        act, order = self.act, self.order
        batch = Batch(self.store.target, order.run, act.id, act.promise, number, counts, order.now)
        self.store.books.write(connection, batch, at_gate.epoch)
        return batch

    def _guarded(self, stage: Stage, rows: Truth) -> dict[str, int]:
        """Pass our own guard, and see that no trigger of the application deletes more than was judged."""
        self.store.pass_guard(stage.connection, passing=True)
        before = 0 if self.is_quiet else deleted(stage.connection)
        counts = self._tied(stage, rows) if self.is_tied else self._plain(stage, rows)
        if isinstance(self.act, Delete) and not self.is_quiet:
            refuse_returned(stage.connection, stage.renderer, counts)
            if deleted(stage.connection) - before > sum(counts.values()):
                refuse_triggers(stage.connection, counts)
        self.store.pass_guard(stage.connection, passing=False)
        return counts

    def _plain(self, stage: Stage, rows: Truth) -> dict[str, int]:
        """One statement that judges and does. Where something could come between, the rows are locked and counted first."""
        if not self.deed.reads(stage) and not stage.scope.shape.triggers:
            return {self.act.table: self.deed.change(stage, rows).changed}
        return {self.act.table: self._exactly(stage, rows, _count_locked(stage, self.store.product, rows)).changed}

    def _tied(self, stage: Stage, rows: Truth) -> dict[str, int]:
        ties = Ties(stage.connection, stage.renderer, self.act, self.aside)
        keys = self._judged(stage, ties, rows)
        if self.aside is None:
            return self._tied_rows(stage, ties, keys)
        counts: dict[str, int] = {}
        late = self._late(stage, keys)
        for self.aside.keeps in (False, True):
            part = [key for key in keys if (key in late) is not self.aside.keeps]
            for table, count in self._tied_rows(stage, ties, part).items():
                counts[table] = counts.get(table, 0) + count
        return counts

    def _late(self, stage: Stage, keys: list[Bound]) -> set[Bound]:
        """Rows that would outlive their promise if they were set aside."""
        assert self.aside is not None
        if not keys:
            return set()
        columns = [stage.scope.column(name) for name in self.key]
        wanted = sa.select(*columns).where(in_keys(stage.scope, self.key, keys), self.aside.late(stage))
        return {tuple(row) for row in stage.connection.execute(wanted)}

    def _tied_rows(self, stage: Stage, ties: Ties, keys: list[Bound]) -> dict[str, int]:
        if not keys:
            return {}

        def selected(other: Scope) -> Truth:
            return in_keys(other, self.key, keys)

        counts: dict[str, int] = {}
        if isinstance(self.act, Delete):
            self.ceiling.check(self.batches, {self.act.table: len(keys)})
            ties.refuse_forbidden(selected)
            self._remove_files(stage, selected)
            counts = ties.delete_children(self.act.children, self.act.table, selected)
            if counts and self.store.product in CHILDREN_FIRST:
                return counts
            ties.refuse_taken_along(self.act.table, selected)
        changed = self._exactly(stage, selected(stage.scope), len(keys)).changed
        counts[self.act.table] = counts.get(self.act.table, 0) + changed
        return counts

    def _judged(self, stage: Stage, ties: Ties, rows: Truth) -> list[Bound]:
        """The keys of the rows that are still due after everything that they depend on has been locked."""
        scope, connection = stage.scope, stage.connection
        columns = [scope.column(name) for name in self.key]
        first = sa.select(*columns).where(rows)
        if self.store.product in ALONE:
            return [tuple(row) for row in connection.execute(first)]
        keys = [tuple(row) for row in connection.execute(first.with_for_update(of=scope.source))]
        if not keys:
            return []
        ties.lock_rows(lambda other: in_keys(other, self.key, keys))
        ties.lock_tables()
        again = sa.select(*columns).where(in_keys(scope, self.key, keys), self._due(stage))
        return [tuple(row) for row in connection.execute(again)]

    def _exactly(self, stage: Stage, rows: Truth, expected: int) -> Changed:
        done = self.deed.change(stage, rows)
        if done.met != expected:
            raise Again
        return done

    def _remove_files(self, stage: Stage, selected: Selected) -> None:
        """Files first: the row is the only pointer to its file. A file that a row which stays names too, stays."""
        assert isinstance(self.act, Delete)
        scope, renderer, connection = stage.scope, stage.renderer, stage.connection
        for file in self.act.files:
            if self.order.remove_file is None:
                raise Refused(Refusal(RefusalKind.UNABLE, f"nobody removes files of {file.system}"))
            column = scope.column(file.key)
            going = sa.select(column).where(selected(scope), column.is_not(None))
            paths = {str(row[0]) for row in connection.execute(going)}
            named = sa.select(renderer.text(scope, file.key)).where(renderer.among(scope, file.key, paths))
            staying = {str(row[0]) for row in connection.execute(named.where(sa.not_(selected(scope))))}
            for table, name in file.also:
                other = renderer.scope(table)
                also = sa.select(renderer.text(other, name)).where(renderer.among(other, name, paths))
                staying |= {str(row[0]) for row in connection.execute(also)}
            for path in sorted(paths - staying):
                if path:
                    self.order.remove_file(file.system, path)

    def _due(self, stage: Stage) -> Truth:
        due = sa.and_(stage.renderer.condition(self.condition, stage.scope), self.deed.not_yet(stage))
        return sa.and_(due, *(sa.not_(self._referred(stage.renderer, stage.scope, edge)) for edge in self.own_edges))

    def _referred(self, renderer: Renderer, scope: Scope, edge: Edge) -> Truth:
        other = renderer.fresh(edge.table)
        same = sa.and_(*(other.column(name) == scope.column(name) for name in self.key))
        return renderer.some(other, renderer.joined(scope, other, edge), sa.not_(same))

    def _is_tied(self) -> bool:
        act = self.act
        if any(True for _ in reads_elsewhere(act.condition)) or act.locks or self.own_edges:
            return True
        return isinstance(act, Delete) and bool(
            act.children or act.forbid or act.files or self.structure.children(act.table)
        )

    def _moves_itself(self) -> bool:
        """The act changes the column that its order would go by."""
        act = self.act
        if isinstance(act, Delete) or act.moment is None:
            return False
        names = [c.column for c in act.changes] if isinstance(act, Replace) else [name for name, _ in act.columns]
        return act.moment.column in names

    def _tables(self) -> set[str]:
        near = {edge.table for path in reads_elsewhere(self.act.condition) for edge in path} | {self.act.table}
        return near | {child.name for table in tuple(near) for child, _ in self.structure.children(table)}

    def _renderer(self, held: frozenset[str] | None) -> Renderer:
        store = self.store
        return Renderer(store.product, self.structure, store.zones, store.books, self.order.feeds, held)

    def _any_left(self) -> bool:
        with self.store.reading("apply") as connection:
            renderer = self._renderer(None)
            scope = renderer.scope(self.act.table)
            due = renderer.condition(self.condition, scope)
            return connection.execute(sa.select(sa.literal_column("1")).where(due).limit(1)).first() is not None

    def _stopping(self, error: exc.DBAPIError) -> Exception:
        """A lasting error of the database, as a refusal where it is one."""
        what, replaces = word(error), isinstance(self.act, Replace)
        if isinstance(error, exc.IntegrityError):
            return Refused(Refusal(RefusalKind.CONSTRAINT if replaces else RefusalKind.FOREIGN_KEY, what))
        if replaces and (isinstance(error, exc.DataError) or what == "check constraint"):
            return Refused(Refusal(RefusalKind.CONSTRAINT, what))
        if what == "permission denied":
            return Refused(Refusal(RefusalKind.UNABLE, what))
        return translate(error, self.store.system)


def _count_locked(stage: Stage, product: str, rows: Truth) -> int:
    if product == "mariadb":
        counted: sa.Select[Any] = sa.select(sa.func.count()).select_from(stage.scope.source).where(rows)
        return int(stage.connection.execute(counted.with_for_update()).scalar_one())
    inner: sa.Select[Any] = sa.select(sa.literal_column("1").label("one")).select_from(stage.scope.source).where(rows)
    if product not in ALONE:
        inner = inner.with_for_update(of=stage.scope.source)
    return int(stage.connection.execute(sa.select(sa.func.count()).select_from(inner.subquery())).scalar_one())


def _names(children: tuple[Child, ...]) -> set[str]:
    return {child.table for child in children} | {name for child in children for name in _names(child.children)}


def _own_edges(structure: Structure, act: RowAct) -> tuple[Edge, ...]:
    """Ways from a row to rows of the same table that refer to it, unless the act takes them along as children."""
    if not isinstance(act, Delete) or any(child.table == act.table for child in act.children):
        return ()
    keys = structure.tables[act.table].foreign_keys
    own = (key for key in keys if key.target == act.table)
    return tuple(Edge(act.table, tuple(zip(key.target_columns, key.columns, strict=True))) for key in own)


def _latest(condition: Condition | None, order: Order) -> bool:
    """Whether any cut-off lies after now: such a plan is for another day."""
    match condition:
        case Before(_, CutOff(instant, _)):
            return instant > order.now
        case And(parts) | Or(parts):
            return any(_latest(part, order) for part in parts)
        case Not(part):
            return _latest(part, order)
        case Exists(_, inner):
            return _latest(inner, order)
        case _:
            return False
