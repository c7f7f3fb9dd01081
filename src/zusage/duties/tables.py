"""Tables: the acts of one rule on the rows of one place, and on what hangs on them.

Law: acts come in the order in which they must run: rows that hang on others first, files of a row before the row. The
condition of an act is strict (nothing with a life of its own may still hang on the row); its estimate counts on the acts
before it. A table that refers to itself is worked off from its leaves, a few levels in one run, the rest in the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zusage.duties.figures import Figures, moment_of
from zusage.duties.planned import PlannedAct
from zusage.duties.rows import Rows, up
from zusage.duties.stubs import emptied_values, filled, stubs_of
from zusage.duties.undo import undo_of
from zusage.keeping.changes import K, changes_on, remaining_columns
from zusage.keeping.edges import Dependant
from zusage.keeping.shown import also, still_shown
from zusage.plan.act import Act, Clear, Delete, Release, Replace, Restrict, Shorten
from zusage.plan.change import Change, secret_of
from zusage.plan.condition import And, Condition, Edge, Exists, Not, both
from zusage.plan.look import Count, Look, Moment, Profile
from zusage.policy.promise import Promise
from zusage.policy.rule import Action, Rule, Stage, Unit

LEVELS = 4
"""How many levels of a table that refers to itself one run works off."""

FULL_ADDRESSES = ("ipv4_full", "ipv6_full")


@dataclass(frozen=True)
class Planning:
    """One rule's stage in one target."""

    rows: Rows
    rule: Rule
    stage: Stage
    promise: Promise
    replaces: bool = False
    """Whether the store replaces values itself, where a log store would shorten addresses in its own way."""

    def acts(self, unit: Unit) -> Iterator[PlannedAct]:
        """The acts for one place of the rule."""
        match self.stage.action:
            case Action.DELETE:
                yield from self._delete(unit.table)
            case Action.CLEAR:
                yield from self._clear(unit)
            case Action.SHORTEN | Action.PSEUDONYMISE | Action.ANONYMISE if self.replaces:
                yield from self._replace(unit.table)
            case Action.SHORTEN | Action.ANONYMISE:
                yield self._shorten(unit)
            case Action.RESTRICT:
                yield from self._restrict(unit.table)
            case _:
                return

    def _delete(self, table: str) -> Iterator[PlannedAct]:
        for number, stub in enumerate(stubs_of(self.rows, self.rule, self.stage, table)):
            act = Clear(
                self._id("clear", table, number), self.promise.id, table, stub.columns, stub.condition, self._moment(table)
            )
            looks = self._figures(table).looks(act.id, stub.condition)
            first = number == 0
            yield self._planned(act, stub.condition, table, tuple(k for k in looks if first or _counts_due(k)))
        going = both(self.rows.going(self.rule, self.stage, table), *self._not_counted_before(table))
        yield from self._dependants(table, going, frozenset())
        due = self.rows.begun(self.rule, table, self.rows.timing(self.rule, self.stage).due)
        strict = both(due, self.rows.free(self.rule, table), self.rows.clear_of(table, strict=True))
        selves = self.rows.family(table).selves
        for level in range(LEVELS if selves else 1):
            estimate = (
                both(going, *_at_height(selves[0].edge, level, both(due, self.rows.free(self.rule, table))))
                if selves
                else going
            )
            deletion, figures = self._deletion(table, strict, estimate, level), self._figures(table)
            looks = figures.looks(deletion.id, estimate) + (() if level else figures.barred(deletion.id))
            yield self._planned(deletion, estimate, table, looks)

    def _not_counted_before(self, table: str) -> Iterator[Condition]:
        """Rows that an earlier rule deletes in the same run are counted there only."""
        for rule, stage in self.rows.deleters(table):
            if (rule, stage) == (self.rule, self.stage):
                return
            yield Not(self.rows.going(rule, stage, table))

    def _deletion(self, table: str, strict: Condition, estimate: Condition, level: int) -> Delete:
        family = self.rows.family(table)
        barred = (*family.barred, *family.before, *family.selves)
        return Delete(
            self._id("delete", table, level),
            self.promise.id,
            table,
            strict,
            self._moment(table),
            estimate,
            family.taken,
            tuple(dict.fromkeys(d.edge for d in barred if d.enforced and d.when is None)),
            self.rows.files(table),
            edges_read(strict, table),
            undo_of(self.rows, self.rule, self.stage, table, family.taken),
        )

    def _dependants(self, table: str, going: Condition, above: frozenset[str]) -> Iterator[PlannedAct]:
        """Acts for rows without a rule of their own that cannot go in the same statement as their owner."""
        for dependant in self.rows.family(table, above).before:
            condition = both(up(dependant, table).exists(going), Not(self.rows.held(dependant.table)))
            deeper = above | {table}
            yield from self._dependants(dependant.table, condition, deeper)
            yield self._with_owner(dependant, table, condition, deeper)

    def _with_owner(self, dependant: Dependant, table: str, condition: Condition, above: frozenset[str]) -> PlannedAct:
        strict = both(condition, self.rows.clear_of(dependant.table, strict=True, above=above))
        above_moment = self._moment(table)
        edge = up(dependant, table).edge
        moment = Moment(above_moment.column, (edge, *above_moment.over)) if above_moment else None
        taken = self.rows.family(dependant.table, above).taken
        act = Delete(
            self._id("delete", dependant.table, 0),
            self.promise.id,
            dependant.table,
            strict,
            moment,
            condition,
            taken,
            (),
            self.rows.files(dependant.table),
            edges_read(strict, dependant.table),
            undo_of(self.rows, self.rule, self.stage, dependant.table, taken),
        )
        looks = (Count(f"{act.id}#due", dependant.table, condition, moment, total=True),)
        return self._planned(act, condition, dependant.table, looks)

    def _clear(self, unit: Unit) -> Iterator[PlannedAct]:
        shape = self.rows.ground.structure.tables.get(unit.table)
        columns = tuple(value for key, value in self.stage.how if key == "column") or unit.columns or ()
        emptied = emptied_values(shape, columns) if shape is not None else ()
        if not emptied:
            return
        due = self.rows.begun(self.rule, unit.table, self.rows.timing(self.rule, self.stage).due)
        condition = both(due, self.rows.free(self.rule, unit.table), filled(emptied))
        act = Clear(
            self._id("clear", unit.table, 0),
            self.promise.id,
            unit.table,
            emptied,
            condition,
            self._moment(unit.table),
            None,
            edges_read(condition, unit.table),
        )
        yield self._planned(act, condition, unit.table)

    def _replace(self, table: str) -> Iterator[PlannedAct]:
        changes = changes_on(self.rows.ground, self.stage, table)
        if not changes:
            return
        due = self.rows.begun(self.rule, table, self.rows.timing(self.rule, self.stage).due)
        condition = both(due, self.rows.free(self.rule, table))
        act = Replace(
            self._id("replace", table, 0),
            self.promise.id,
            table,
            changes,
            condition,
            self.stage.action.value,
            self._moment(table),
            None,
            edges_read(condition, table),
            self.promise.id if any(secret_of(change, self.promise.id) for change in changes) else "",
            remaining_columns(self.rows.ground, table) if self.stage.action is Action.ANONYMISE else (),
            (self.stage.k or K) if self.stage.action is Action.ANONYMISE else 0,
        )
        looks = self._figures(table).looks(act.id, condition)
        yield self._planned(act, condition, table, tuple(_with_changes(look, changes) for look in looks))

    def _restrict(self, table: str) -> Iterator[PlannedAct]:
        """Rows whose time has come are marked; marks of rows whose time has not come (any more) are taken back."""
        due = self.rows.begun(self.rule, table, self.rows.timing(self.rule, self.stage).due)
        yield from self.restricted(table, due)

    def restricted(self, table: str, due: Condition) -> Iterator[PlannedAct]:
        """Marks for the rows of `due`, and the end of marks for all others."""
        marks, name = self.promise.id, self._id("release", table, 0)
        loose = Count(f"{name}#due", table, Not(due), marks=(marks, True))
        yield self._planned(Release(name, marks, table, due), Not(due), table, (loose,))
        name = self._id("restrict", table, 0)
        act = Restrict(name, marks, table, due, self._moment(table), None, edges_read(due, table))
        looks = (look for look in self._figures(table).looks(name, due) if look.id.endswith(("#due", "#overdue")))
        marked = tuple(replace(k, marks=(marks, False)) if isinstance(k, Count) and _counts_due(k) else k for k in looks)
        yield self._planned(act, due, table, marked)

    def _shorten(self, unit: Unit) -> PlannedAct:
        how = dict(self.stage.how)
        field = how.get("field") or (unit.columns[0] if unit.columns else "client_ip")
        due = self.rows.begun(self.rule, unit.table, self.rows.timing(self.rule, self.stage).due)
        condition = both(due, Not(self.rows.held(unit.table)))
        v4, v6 = int(how.get("v4", 24)), int(how.get("v6", 48))
        act = Shorten(
            self._id("shorten", unit.table, 0), self.promise.id, unit.table, field, condition, v4, v6, also(self.stage)
        )
        return self._planned(act, condition, unit.table, self._full_addresses(act, unit.table))

    def _full_addresses(self, act: Shorten, table: str) -> tuple[Look, ...]:
        """Lines that still show a full address: by the store's own pseudo-column, else by the shape of the values."""
        shape = self.rows.ground.structure.tables.get(table)
        figures = self._figures(table)
        if shape is not None and shape.column("full_ip") is not None:
            return figures.looks(act.id, both(act.condition, still_shown(self.stage)))
        late = both(self.rows.begun(self.rule, table, self.rows.timing(self.rule, self.stage).overdue), act.condition)
        return (
            Profile(f"{act.id}#full", table, act.field, FULL_ADDRESSES, act.condition),
            Profile(f"{act.id}#full_overdue", table, act.field, FULL_ADDRESSES, late),
            *(k for k in figures.looks(act.id, act.condition) if k.id.endswith(("#due", "#held", "#next"))),
        )

    def _planned(self, act: Act, due: Condition, table: str, looks: tuple[Look, ...] = ()) -> PlannedAct:
        timing = self.rows.timing(self.rule, self.stage)
        return PlannedAct(
            self.rows.ground.target.target,
            act,
            self.rule,
            self.stage,
            looks or self._figures(table).looks(act.id, due),
            timing.derivation,
        )

    def _figures(self, table: str) -> Figures:
        return Figures(self.rows, self.rule, self.stage, table)

    def _moment(self, table: str) -> Moment | None:
        return moment_of(self.rows, table, self.rule.start)

    def _id(self, verb: str, table: str, number: int) -> str:
        return f"{self.promise.id}:{verb}:{table}" + (f":{number + 1}" if number else "")


def _with_changes(look: Look, changes: tuple[Change, ...]) -> Look:
    """Only rows count that are not yet as the changes would make them; those that wait are counted as they are."""
    return replace(look, changes=changes) if isinstance(look, Count) and not look.id.endswith("#next") else look


def _counts_due(look: Look) -> bool:
    """What is held back is told once per table, by the first group of columns."""
    return look.id.endswith(("#due", "#overdue"))


def edges_read(condition: Condition, table: str) -> tuple[Edge, ...]:
    """The edges over which the condition reads other rows: they are locked before it is judged again."""
    found = dict.fromkeys(e for e in _edges(condition) if e.table != table)
    return tuple(found)


def _edges(condition: Condition) -> Iterator[Edge]:
    match condition:
        case Exists(edge, _):
            yield edge
        case Not(part):
            yield from _edges(part)
        case And(parts):
            for part in parts:
                yield from _edges(part)
        case _:
            yield from (e for part in getattr(condition, "parts", ()) for e in _edges(part))


def _at_height(edge: Edge, height: int, due: Condition) -> tuple[Condition, ...]:
    """Rows with exactly `height` levels of rows of the same table below them, all of them due."""
    below: Condition | None = None
    deeper: Condition = Exists(edge)
    for _ in range(height):
        below = Exists(edge, below)
        deeper = Exists(edge, deeper)
    return (*((below,) if below is not None else ()), Not(deeper), Not(Exists(edge, Not(due))))
