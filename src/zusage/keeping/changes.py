"""Changes: what a stage makes of the columns of one table, and what of a row remains to tell it by.

Law: a change is taken where its column is, over all tables of the rule; where values of the person stand in other rows, the
one way over owners leads there, or the change is a problem. Columns by which a rule counts or chooses its rows are never
replaced: the row would fall due at another time, or under another rule. What remains of a row are all its columns but a
number or UUID as its key to which nothing refers: a key to which other rows refer links them, so it counts, and so does a
key that says something (a text, or a column declared as personal). A column elsewhere that is named like a reference
(`customer_id` for `customers`) is taken for one, since many databases declare none.

What a rule says must reach what it is about: a column that stands in none of its tables, a table in which it changes
nothing, a personal column that it forgets, and a text that is cleaned by a name that another rule may take away before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zusage.keeping.conditions import Ground
from zusage.keeping.duty import rules_on
from zusage.keeping.edges import dependants, path
from zusage.operators.removal import WHAT
from zusage.plan.change import Change, Reading, obstacles
from zusage.plan.condition import And, Before, Condition, Equals, Exists, In, IsNull, Not, Or
from zusage.plan.structure import Table
from zusage.plan.survey import Survey
from zusage.policy.rule import Action, Rule, Stage, Unit
from zusage.policy.start import AllGone, ColumnStart, Earliest, Latest, Plus, Silence, Start, Withdrawn

K = 5
"""So many rows must look alike where a rule states no number of its own."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a change of a column is not planned: a reason of `zusage.plan.change.Obstacle`, `no_way` or `needed`."""

    column: str
    reason: str


def replaces(stage: Stage) -> bool:
    """Whether the stage replaces values of columns."""
    return bool(stated(stage)) and stage.action in (Action.SHORTEN, Action.PSEUDONYMISE, Action.ANONYMISE)


def stated(stage: Stage) -> tuple[Change, ...]:
    """The changes that a stage states; lengths of IP addresses alone are one, too."""
    how = dict(stage.how)
    lengths = tuple((key, how[key]) for key in ("v4", "v6") if key in how)
    if stage.changes or not lengths or "field" not in how:
        return stage.changes
    return (Change(how["field"], "truncate", lengths),)


def changes_on(ground: Ground, stage: Stage, table: str) -> tuple[Change, ...]:
    """The changes whose columns are in the table, with the ways to what they read; one without a way keeps no reading."""
    shape = ground.structure.tables.get(table)
    if shape is None:
        return ()
    return tuple(
        _with_readings(ground, table, change) for change in stated(stage) if shape.column(change.column) is not None
    )


def hindrances(ground: Ground, stage: Stage, table: str) -> tuple[Hindrance, ...]:
    """Everything that stands in the way of the changes in this table."""
    shape = ground.structure.tables[table]
    changes = changes_on(ground, stage, table)
    found = [Hindrance(o.column, o.reason) for o in obstacles(ground.structure, shape, changes)]
    needed = needed_columns(ground, table)
    found += [Hindrance(change.column, "needed") for change in changes if change.column in needed]
    for change in changes:
        if len(change.reads) < sum(what in WHAT for what, _ in change.arguments):
            found.append(Hindrance(change.column, "no_way"))
    return tuple(found)


def remaining_columns(ground: Ground, table: str) -> tuple[str, ...]:
    """What a row can be told by: everything but a key of its own to which nothing refers."""
    shape = ground.structure.tables[table]
    hanging = dependants(ground.uses, ground.structure, table)
    referred = {here for dependant in hanging for here, _ in dependant.edge.on}
    own = set(shape.key) - referred if len(shape.key) == 1 and _says_nothing(ground, shape) else set()
    return tuple(column.name for column in shape.columns if column.name not in own)


def _says_nothing(ground: Ground, shape: Table) -> bool:
    """Whether the key of a table is a mere number of the row."""
    key, use = shape.column(shape.key[0]), ground.uses.get(shape.name)
    personal = (use.personal if use is not None else None) or ()
    if key is None or key.kind not in ("integer", "uuid") or key.name in personal:
        return False
    return not any(_names(shape.name, key.name, other) for other in ground.structure.tables.values())


def _names(table: str, key: str, other: Table) -> bool:
    """Whether a column of another table is named like a reference to the key of the table."""
    free = {c.name for c in other.columns} - {name for one in other.foreign_keys for name in one.columns} - set(other.key)
    for name in (name.lower() for name in free if other.name != table):
        stem = name.removesuffix(key.lower()).rstrip("_")
        if stem != name and len(stem) >= 3 and any(word.startswith(stem) for word in _words(table)):
            return True
    return False


def _words(table: str) -> tuple[str, ...]:
    """A name, and the ends of it that begin behind an underscore: crm_customers, customers."""
    parts = table.lower().split("_")
    return tuple("_".join(parts[at:]) for at in range(len(parts)))


def unplaced(survey: Survey, rule: Rule, stage: Stage) -> tuple[str, ...]:
    """Columns that a stage wants to change and that no table of the rule has; () as long as one system was not reached."""
    shapes: list[Table] = []
    for system in dict.fromkeys(unit.system for unit in rule.units):
        structures = [target.structure for target in survey.of(system) if target.structure is not None]
        if not structures:
            return ()
        tables = {unit.table for unit in rule.units if unit.system == system}
        shapes += [shape for one in structures for name, shape in one.tables.items() if name in tables]
    wanted = dict.fromkeys(change.column for change in stated(stage))
    return tuple(column for column in wanted if not any(shape.column(column) for shape in shapes))


def forgotten(ground: Ground, rule: Rule, stage: Stage, table: str) -> tuple[str, ...]:
    """Personal columns of a table that the rule is about and that its stage leaves as they are."""
    shape, use = ground.structure.tables[table], ground.uses.get(table)
    units = [unit for unit in rule.units if (unit.system, unit.table) == (ground.system, table)]
    whole = (use.personal if use is not None else None) or ()
    meant = [column for unit in units for column in (unit.columns or whole)]
    changed = {change.column for change in stated(stage)}
    return tuple(c for c in dict.fromkeys(meant) if c not in changed and shape.column(c) is not None)


def fading(ground: Ground, rule: Rule, stage: Stage, table: str) -> tuple[str, ...]:
    """Columns from which the stage reads who it was, and which another rule may empty or replace before."""
    found: dict[str, None] = {}
    for reading in (reading for change in changes_on(ground, stage, table) for reading in change.reads):
        place = reading.over[-1].table if reading.over else table
        for other in ground.policy.rules:
            mine = [unit for unit in other.units if (unit.system, unit.table) == (ground.system, place)]
            for their in other.stages if mine else ():
                if _takes(their, mine, reading.column) and not _later(rule, stage, other, their):
                    found[f"{place}.{reading.column}"] = None
    return tuple(found)


def _takes(stage: Stage, units: list[Unit], column: str) -> bool:
    if stage.action is Action.CLEAR:
        named = {value for key, value in stage.how if key == "column"}
        return column in (named or {c for unit in units for c in unit.columns or (column,)})
    return replaces(stage) and any(change.column == column for change in stated(stage))


def _later(rule: Rule, stage: Stage, other: Rule, their: Stage) -> bool:
    """Whether the other stage surely does not come before: it counts from the same, as long or longer."""
    if rule.start != other.start or their.bound is not stage.bound:
        return False
    return their.period == stage.period or their.period.shortest_hours >= stage.period.longest_hours


def needed_columns(ground: Ground, table: str) -> frozenset[str]:
    """Columns by which some rule counts from or chooses rows of the table."""
    found: set[str] = set()
    for rule in rules_on(ground, table):
        found |= set(_read(rule.where)) | set(_read(rule.unless.where if rule.unless else None))
    for rule in ground.policy.rules:
        found |= {column for place, column in _counted(ground, rule.start) if place == table}
    return frozenset(found)


def _with_readings(ground: Ground, table: str, change: Change) -> Change:
    found = []
    for what, place in change.arguments:
        if what in WHAT and (reading := _reading(ground, table, what, place)) is not None:
            found.append(reading)
    return replace(change, reads=tuple(found))


def _reading(ground: Ground, table: str, what: str, place: str) -> Reading | None:
    owner, _, column = place.rpartition(".")
    owner = owner.removeprefix(f"{ground.system}.")
    ways = path(ground.uses, ground.structure, table, owner) if owner and owner != table else ()
    shape = ground.structure.tables.get(owner or table)
    if ways is None or any(way.when is not None for way in ways) or shape is None or shape.column(column) is None:
        return None
    return Reading(what, column, tuple(way.edge for way in ways))


def _counted(ground: Ground, start: Start) -> Iterator[tuple[str, str]]:
    """Tables and columns of this system from which a start is read."""
    match start:
        case ColumnStart(system, table, column) | AllGone(system, table, _, column) if system == ground.system:
            yield table, column
            if isinstance(start, AllGone):
                yield from ((table, name) for name in _read(start.present))
        case Plus(inner, _):
            yield from _counted(ground, inner)
        case Earliest(starts) | Latest(starts):
            for one in starts:
                yield from _counted(ground, one)
        case Silence(places):
            yield from ((table, column) for system, table, column in places if system == ground.system)
        case Withdrawn(consent):
            proof = ground.policy.consents[consent]
            columns = (proof.withdrawn, proof.given, proof.confirmed, *dict(proof.where))
            yield from ((proof.table, column) for column in columns if column)
        case _:
            return


def _read(condition: Condition | None) -> Iterator[str]:
    match condition:
        case Before(column) | IsNull(column) | Equals(column) | In(column):
            yield column
        case And(parts) | Or(parts):
            for part in parts:
                yield from _read(part)
        case Not(part):
            yield from _read(part)
        case Exists(edge, _):
            yield from (here for here, _ in edge.on)
        case _:
            return
