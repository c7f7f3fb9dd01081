"""Changes: what a stage makes of the columns of one table, and what of a row remains to tell it by.

Law: a change is taken where its column is, over all tables of the rule; where values of the person stand in other rows, the
one way over owners leads there, or the change is a problem. Columns by which a rule counts or chooses its rows are never
replaced: the row would fall due at another time, or under another rule. What remains of a row are all its columns but a key
that nobody refers to: a key to which other rows refer links them, so it counts.
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
from zusage.policy.rule import Action, Stage
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
    own = set(shape.key) - referred if len(shape.key) == 1 else set()
    return tuple(column.name for column in shape.columns if column.name not in own)


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
