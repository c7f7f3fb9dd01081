"""Reading the routine run: how often, who decides, when it may work.

Law: values only. Where approvers are named, a second person is needed; where nobody is named, that is said ("") and never
guessed. Fast stages need an environment that declares all its data made up, so that no real store can have them.
"""

from __future__ import annotations

from zusage.declaration.node import Node
from zusage.model.period import Period
from zusage.model.place import NOWHERE
from zusage.policy.organisation import Freeze, Run, Window
from zusage.policy.reading import child, entries, field, fields, flag, items
from zusage.policy.scope import Scope

_DAY = Period(days=1)
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_run(scope: Scope) -> Run:
    """The run as declared; every day with one day of grace where nothing is written."""
    node = scope.root.get("run")
    approvers = fields(node, "approvers")
    stated = child(node, "approval")
    if stated is not None and (field(node, "approval") == "second") != bool(approvers):
        scope.wrong("ZE144", stated.place)
    return Run(
        every=scope.period(child(node, "every"), _DAY),
        grace=scope.period(child(node, "grace"), _DAY),
        undo=_undo(scope, child(node, "undo")),
        authors=fields(node, "authors"),
        operators=fields(node, "operators"),
        approvers=approvers,
        approval=field(node, "approval") or ("second" if approvers else ""),
        windows=tuple(_window(item) for item in items(child(node, "window"))),
        freezes=tuple(filter(None, (_freeze(scope, item) for item in items(child(node, "freeze"))))),
        place=node.place if node is not None else NOWHERE,
    )


def read_fast(scope: Scope, environment: str) -> bool:
    """Whether the environment does without stages and approvals; ZE142 where its data are not all made up."""
    chosen = child(child(scope.root, "environments"), environment)
    for entry in entries(child(scope.root, "environments")):
        written = child(entry.value, "rollout")
        if field(entry.value, "rollout") == "fast" and written is not None and not flag(entry.value, "synthetic"):
            scope.wrong("ZE142", written.place, environment=entry.key)
    return field(chosen, "rollout") == "fast" and flag(chosen, "synthetic")


def _undo(scope: Scope, node: Node | None) -> Period | None:
    return None if node is None else scope.period(node) or None


def _window(node: Node) -> Window:
    days = sorted({day for words in fields(node, "days") for day in _days(words)})
    return Window(tuple(days) or tuple(range(7)), _minutes(field(node, "from")), _minutes(field(node, "to")))


def _days(words: str) -> tuple[int, ...]:
    """`mon-fri` as 0 to 4, `sat-mon` as 5, 6, 0."""
    first, _, last = words.partition("-")
    begin, end = _WEEK.index(first), _WEEK.index(last or first)
    return tuple(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _freeze(scope: Scope, node: Node) -> Freeze | None:
    first, last = scope.day(child(node, "from")), scope.day(child(node, "to"))
    if first is None or last is None:
        return None
    if last < first:
        scope.wrong("ZE143", node.place, first=first.isoformat(), last=last.isoformat())
    return Freeze(first, last, field(node, "because"))
