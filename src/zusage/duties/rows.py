"""Rows: what one rule may do to the rows of one table in one target, and what stands in its way.

Law: a row goes only when its rule says so, no other rule with a claim on the row is still waiting, no duty protects it, no
hold covers it, and nothing hangs on it that has a life of its own. Rows without a rule of their own go with the row that
owns them; rows that merely refer, that belong to several, or that nobody declared, bar the deletion. The registry row of an
instance never goes before its instance is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zusage.keeping.conditions import Ground, due_condition
from zusage.keeping.duty import Protection, far_needs, protections, rules_on
from zusage.keeping.edges import Dependant, Way, dependants, owner_ways
from zusage.keeping.holds import held
from zusage.keeping.proofs import dating, deletions, shown_by
from zusage.keeping.timing import Timing, stage_timing
from zusage.plan.act import Child, File
from zusage.plan.condition import ALWAYS, NEVER, Condition, CutOff, Edge, Exists, Held, In, Not, both, either
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.policy.start import AllGone, ColumnStart, Removed, Start, Withdrawn


@dataclass(frozen=True)
class Family:
    """What hangs on the rows of a table: `taken` go with them in one statement, `before` need acts of their own that run
    first, `barred` must be gone for reasons of their own. `proofs` are those of the taken that have a rule of their own but
    show when the row began: gone before it, the row would have no start any more."""

    taken: tuple[Child, ...] = ()
    before: tuple[Dependant, ...] = ()
    barred: tuple[Dependant, ...] = ()
    selves: tuple[Dependant, ...] = ()
    proofs: tuple[Dependant, ...] = ()


class Rows:
    """Conditions on rows of one target at one moment."""

    def __init__(self, ground: Ground, now: datetime, holds: tuple[str, ...] = ()) -> None:
        """`holds` are the active ones, where the store can tell them apart."""
        self.ground = ground
        self.now = now
        self.holds = holds
        self._timings: dict[tuple[str, str, Stage], Timing] = {}
        self._protections: dict[str, tuple[Protection, ...]] = {}
        self._far_needs: dict[str, tuple[tuple[Protection, Condition], ...]] = {}
        self._families: dict[tuple[str, frozenset[str]], Family] = {}
        self._dependants: dict[str, tuple[Dependant, ...]] = {}

    def timing(self, rule: Rule, stage: Stage) -> Timing:
        """The cut-offs of a stage."""
        key = (rule.activity, rule.id, stage)
        if key not in self._timings:
            self._timings[key] = stage_timing(rule, stage, self.ground.policy.run, self.now, self.ground.zone)
        return self._timings[key]

    def protections(self, table: str) -> tuple[Protection, ...]:
        """What duties protect rows of a table."""
        if table not in self._protections:
            self._protections[table] = protections(self.ground, table, self.now)
        return self._protections[table]

    def far_needs(self, table: str) -> tuple[tuple[Protection, Condition], ...]:
        """What duties on rows further away need of rows of a table."""
        if table not in self._far_needs:
            self._far_needs[table] = far_needs(self.ground, table, self.now)
        return self._far_needs[table]

    def begun(self, rule: Rule, table: str, cut: CutOff) -> Condition:
        """Rows in the scope of the rule that began at or before `cut`."""
        return both(rule.where, due_condition(self.ground, table, rule.start, cut))

    def free(self, rule: Rule, table: str, above: frozenset[str] = frozenset()) -> Condition:
        """Nothing but age stands between the row and the rule: no duty, no other rule that still waits, no hold."""
        duties = [Not(p.condition) for p in self.protections(table)]
        waits = [self._waits(other, table) for other in rules_on(self.ground, table) if not _same(other, rule)]
        return both(*duties, *(Not(w) for w in waits if w != NEVER), Not(self.held(table)), self._no_proof(table, above))

    def held(self, table: str) -> Condition:
        """Rows under a hold, their own or an owner's."""
        return held(self.ground.uses, self.ground.structure, table)

    def going(self, rule: Rule, stage: Stage, table: str) -> Condition:
        """Rows that the rule deletes in this run, counting on what goes before them in the same run."""
        return self._going(rule, stage, table, frozenset())

    def family(self, table: str, above: frozenset[str] = frozenset()) -> Family:
        """How the dependants of a table fare when its rows go."""
        if (table, above) not in self._families:
            self._families[table, above] = self._family(table, above)
        return self._families[table, above]

    def _family(self, table: str, above: frozenset[str]) -> Family:
        taken: list[Child] = []
        before: list[Dependant] = []
        barred: list[Dependant] = []
        selves: list[Dependant] = []
        proofs: list[Dependant] = []
        if table not in self._dependants:
            self._dependants[table] = dependants(self.ground.uses, self.ground.structure, table)
        for dependant in self._dependants[table]:
            if dependant.table == table:
                selves.append(dependant)
            elif self._is_proof(dependant, table, above) and (child := self._child(dependant, above | {table})) is not None:
                taken.append(child)
                proofs.append(dependant)
            elif self._lives_alone(dependant, table, above):
                barred.append(dependant)
            elif dependant.owned and not rules_on(self.ground, dependant.table):
                child = self._child(dependant, above | {table})
                if child is None:
                    before.append(dependant)
                else:
                    taken.append(child)
        return Family(tuple(taken), tuple(before), tuple(barred), tuple(selves), tuple(proofs))

    def clear_of(self, table: str, strict: bool, above: frozenset[str] = frozenset()) -> Condition:
        """Nothing that hangs on the row is in its way. `strict` (at apply): nothing of its own is left at all."""
        family = self.family(table, above)
        parts = [
            Not(_hanging(d, None if strict else Not(self._goes_itself(d.table, above | {table})))) for d in family.barred
        ]
        parts += [Not(_hanging(d, Not(self._goes_itself(d.table, above | {table})))) for d in family.proofs]
        far = (Not(condition) for _, condition in self.far_needs(table))
        return both(*parts, *far, self._unhindered(table, strict, above))

    def only_kept_by_others(self, table: str) -> Condition:
        """Nothing keeps the row but rows with a rule of their own that do not go yet."""
        family = self.family(table)
        alive = [d for d in (*family.barred, *family.proofs) if rules_on(self.ground, d.table)]
        dead = [Not(_hanging(d, None)) for d in family.barred if d not in alive]
        staying = [_hanging(d, Not(self._goes_itself(d.table, frozenset({table})))) for d in alive]
        staying += [condition for _, condition in self.far_needs(table)]
        return both(either(*staying), *dead, self._unhindered(table, False, frozenset()))

    def _unhindered(self, table: str, strict: bool, above: frozenset[str]) -> Condition:
        """No hold, no file, no row of the same table and no instance stands in the way of the row."""
        family = self.family(table, above)
        parts: list[Condition] = []
        for dependant in family.before:
            inner = (
                None if strict else either(self._own_hold(dependant.table), self._stuck(dependant.table, above | {table}))
            )
            parts.append(Not(_hanging(dependant, inner)))
        parts += [Not(Exists(c.edge, self._stops(c, above | {table}))) for c in family.taken]
        if strict:
            parts += [Not(_hanging(s, None)) for s in family.selves]
        return both(*parts, self._registry(table))

    def barring(self, table: str) -> dict[str, Condition]:
        """Rows of `table` on which something hangs that keeps them with all their columns: rows nobody deletes, or rows
        with a rule of their own that hang on what would go along. By the name of the table they stand in."""
        family = self.family(table)
        found = [(d.table, _hanging(d, None)) for d in family.barred if not rules_on(self.ground, d.table)]
        found += [(d.table, _hanging(d, None)) for d in family.barred if self._is_proof(d, table, frozenset())]
        found += [(name, Exists(c.edge, bar)) for c in family.taken for name, bar in self._barring_below(c)]
        names = dict.fromkeys(name for name, _ in found)
        return {name: either(*(bar for other, bar in found if other == name)) for name in names}

    def _barring_below(self, child: Child) -> list[tuple[str, Condition]]:
        above = frozenset({child.table})
        found = [(d.table, _hanging(d, Not(self._goes_itself(d.table, above)))) for d in self.family(child.table).barred]
        deeper = [(name, Exists(c.edge, bar)) for c in child.children for name, bar in self._barring_below(c)]
        return found + deeper

    def files(self, table: str) -> tuple[File, ...]:
        """The files that rows of a table point to, with the other tables whose rows may point to the same ones."""
        use, tables = self.ground.uses.get(table), self.ground.structure.tables
        if use is None or not use.files_in or not use.files_key:
            return ()
        others = [
            u for u in self.ground.uses.values() if u.name != table and u.files_in == use.files_in and u.name in tables
        ]
        return (File(use.files_in, use.files_key, tuple((u.name, u.files_key) for u in others if u.files_key)),)

    def deleters(self, table: str) -> tuple[tuple[Rule, Stage], ...]:
        """Rules that delete rows of a table themselves."""
        return deletions(self.ground, table)

    def _going(self, rule: Rule, stage: Stage, table: str, above: frozenset[str]) -> Condition:
        due = self.begun(rule, table, self.timing(rule, stage).due)
        return both(due, self.free(rule, table, above), self.clear_of(table, strict=False, above=above))

    def _goes_itself(self, table: str, above: frozenset[str]) -> Condition:
        return either(*(self._going(rule, stage, table, above) for rule, stage in self.deleters(table)))

    def _waits(self, other: Rule, table: str) -> Condition:
        """Rows that another rule still wants: not before its period, or never because nobody has decided."""
        scope = other.where or ALWAYS
        if other.undecided is not None:
            return scope
        if isinstance(other.start, Removed):
            return NEVER
        late = [s for s in other.stages if s.bound in (Bound.AFTER, Bound.AFTERWARDS) and s.action is Action.DELETE]
        return either(*(both(scope, Not(self.begun(other, table, self.timing(other, s).due))) for s in late))

    def _lives_alone(self, dependant: Dependant, table: str, above: frozenset[str]) -> bool:
        """Whether the dependant's rows bar the deletion of the row they hang on."""
        if dependant.table in above:
            return dependant.enforced
        rules = rules_on(self.ground, dependant.table)
        if rules:
            leans = any(self._leans(r.start, dependant.table) for r in rules)
            with_columns = any(t == table for p in self.protections(dependant.table) for t, _ in p.columns)
            return dependant.enforced or with_columns or leans
        if not dependant.owned:
            return dependant.enforced
        ways = owner_ways(self.ground.uses, self.ground.structure, dependant.table)
        return sum(way.when is None for way in ways) > 1

    def _leans(self, start: Start, table: str) -> bool:
        """Whether the start of a table's rows is read from the rows that own them."""
        match start:
            case ColumnStart():
                return start.system == self.ground.system and start.table != table
            case AllGone():
                return True
            case Withdrawn(consent):
                return self.ground.policy.consents[consent].table != table
            case _:
                return True

    def _is_proof(self, dependant: Dependant, table: str, above: frozenset[str]) -> bool:
        """Whether the dependant's rows show when a row of `table` began, and have a rule of their own."""
        if dependant.table in above or not (dependant.owned and self.deleters(dependant.table)):
            return False
        return any(
            shown_by(self.ground, rule.start, dependant.table) is not None
            for dated in {table, *above}
            for rule, _ in self.deleters(dated)
        )

    def _no_proof(self, table: str, above: frozenset[str]) -> Condition:
        """The row is no proof of a row that still stands: that one takes it along."""
        return both(*(Not(shows) for shows in dating(self.ground, table, self.now, above)))

    def _child(self, dependant: Dependant, above: frozenset[str]) -> Child | None:
        """The dependant as rows that go in the same statement, or None where they need acts of their own."""
        if dependant.when is not None or self.files(dependant.table):
            return None
        family = self.family(dependant.table, above)
        if family.before:
            return None
        return Child(dependant.table, dependant.edge, family.taken)

    def _stops(self, child: Child, above: frozenset[str]) -> Condition:
        """A row that would go with its owner, but is held, or carries something that may not go (yet)."""
        here = above | {child.table}
        proofs = self.family(child.table, above).proofs
        stops = [_hanging(d, None) for d in self.family(child.table).barred if d not in proofs]
        stops += [_hanging(d, Not(self._goes_itself(d.table, here))) for d in proofs]
        stops += [Exists(c.edge, self._stops(c, here)) for c in child.children]
        return either(self._own_hold(child.table), *stops, self._unburied(child.table))

    def _stuck(self, table: str, above: frozenset[str]) -> Condition:
        return Not(self.clear_of(table, strict=False, above=above))

    def _own_hold(self, table: str) -> Condition:
        shape = self.ground.structure.tables.get(table)
        return Held(table, shape.key[0] if shape is not None and shape.key else "")

    def _registry(self, table: str) -> Condition:
        unburied = self._unburied(table)
        return ALWAYS if unburied == NEVER else Not(unburied)

    def _unburied(self, table: str) -> Condition:
        """A registry row whose instance has not been buried."""
        registries = [
            s.each
            for s in self.ground.policy.systems.values()
            if s.each is not None and (s.each.system, s.each.table) == (self.ground.system, table)
        ]
        buried = [both(*(In(column, values) for column, values in each.skip)) if each.skip else NEVER for each in registries]
        return either(*(Not(b) for b in buried))


def up(dependant: Dependant, table: str) -> Way:
    """The edge from a dependant's row up to the row of `table` that it hangs on."""
    return Way(dependant.table, Edge(table, tuple((b, a) for a, b in dependant.edge.on)), dependant.when)


def _hanging(dependant: Dependant, condition: Condition | None) -> Condition:
    parts = [part for part in (dependant.when, condition) if part is not None]
    return Exists(dependant.edge, both(*parts) if parts else None)


def _same(one: Rule, other: Rule) -> bool:
    return (one.activity, one.id) == (other.activity, other.id)
