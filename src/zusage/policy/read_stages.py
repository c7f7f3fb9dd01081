"""Reading the stages of a retention rule: one act and its time each, in order of time.

Law: stages come one surely after the other, deletion last; otherwise nothing would be left for the later one. A stage that
waits for `keep` (`afterwards`) comes after all others. `one_of` gives the first as stage and the others as alternatives.
"""

from __future__ import annotations

from itertools import pairwise

from zusage.declaration.node import Mapping, Node, Scalar
from zusage.model.place import Place
from zusage.policy.read_changes import read_changes
from zusage.policy.read_times import read_time
from zusage.policy.reading import child, entries, items, number, pairs, text
from zusage.policy.rule import Action, Bound, Stage
from zusage.policy.scope import Scope

_ACTIONS = {action.value: action for action in Action if action is not Action.DROP}
_FINAL = {Action.DELETE, Action.DROP}


def read_stages(scope: Scope, node: Node) -> tuple[Stage, ...]:
    """The stages of a rule in order of time; a wrong order is recorded."""
    written = items(child(node, "stages"))
    if written:
        stages = [stage for item in written for stage in _stages(scope, item)]
    else:
        stages = sorted(_stages(scope, node), key=lambda stage: stage.bound is Bound.AFTERWARDS)
    one_of = items(child(node, "one_of"))
    stages += _stages(scope, one_of[0]) if one_of else []
    _check_order(scope, stages)
    return tuple(stages)


def read_alternatives(scope: Scope, node: Node) -> tuple[Stage, ...]:
    """What would also keep the promise: every choice of `one_of` but the first."""
    return tuple(stage for item in items(child(node, "one_of"))[1:] for stage in _stages(scope, item))


def read_stage(scope: Scope, node: Node) -> Stage | None:
    """The single stage that a node states, or None."""
    return next(iter(_stages(scope, node)), None)


def _stages(scope: Scope, node: Node) -> list[Stage]:
    return [_stage(scope, node, _ACTIONS[e.key], e.value, e.place) for e in entries(node) if e.key in _ACTIONS]


def _stage(scope: Scope, node: Node, action: Action, time: Node, place: Place) -> Stage:
    bound, period = read_time(scope, time)
    how = child(node, "how")
    if action is Action.DELETE and text(how) == "drop_instance":
        return Stage(Action.DROP, bound, period, (), place)
    if action in _FINAL | {Action.LOCK, Action.RESTRICT}:
        return Stage(action, bound, period, (), place)
    columns = tuple(sorted(text(item) for item in items(child(node, "columns"))))
    if action is not Action.CLEAR and (changes := read_changes(scope, how, columns)):
        named = tuple(("column", change.column) for change in changes)
        return Stage(action, bound, period, named, place, changes, number(node, "k"))
    told = _how(how) + (tuple(("column", column) for column in columns) if action is Action.CLEAR else ())
    return Stage(action, bound, period, told, place)


def _how(node: Node | None) -> tuple[tuple[str, str], ...]:
    """`{client_ip: {truncate: {v4: 24}}}` becomes field=client_ip, v4=24; one word becomes `by`."""
    if isinstance(node, Scalar):
        return (("by", node.value.strip()),)
    found: set[tuple[str, str]] = set()
    for key, value in pairs(node) if isinstance(node, Mapping) else ():
        *path, last = key.split(".")
        found |= {("field", part) for part in path if part != "truncate"}
        found.add((last, value))
    return tuple(sorted(found))


def _check_order(scope: Scope, stages: list[Stage]) -> None:
    for earlier, later in pairwise(stages):
        if earlier.action in _FINAL or not _surely_before(earlier, later):
            scope.wrong("ZE134", later.place, earlier=_named(earlier), later=_named(later))


def _surely_before(earlier: Stage, later: Stage) -> bool:
    if later.bound is Bound.AFTERWARDS:
        return True
    if earlier.bound is Bound.AFTERWARDS:
        return False
    return earlier.period == later.period or earlier.period.longest_hours <= later.period.shortest_hours


def _named(stage: Stage) -> str:
    return f"{stage.action} ({stage.period})"
