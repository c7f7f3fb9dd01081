"""Reading flows: which data of an activity go to which recipient, when, and how long they are kept there.

Law: a flow names a declared recipient, or describes a category of recipients of its own (`category:`). What a recipient
keeps is its own promise, never a step of ours.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zusage.declaration.node import Entry, Node, Scalar
from zusage.policy.activity import Datum, Flow, Kept
from zusage.policy.locate import locate_table
from zusage.policy.read_bases import known_laws
from zusage.policy.read_events import Calendar
from zusage.policy.read_times import read_time
from zusage.policy.read_where import read_where
from zusage.policy.reading import child, entries, field, fields, items
from zusage.policy.scope import Scope


def read_flows(scope: Scope, calendar: Calendar, node: Node | None, data: tuple[Datum, ...]) -> tuple[Flow, ...]:
    """All flows of an activity."""
    return tuple(_flow(scope, calendar, entry, data) for entry in entries(node))


def _flow(scope: Scope, calendar: Calendar, entry: Entry, data: tuple[Datum, ...]) -> Flow:
    node = entry.value
    category = scope.words(child(node, "category"))
    if category is None:
        scope.is_known("recipient", entry.key, entry.place)
    on_erasure = child(node, "on_erasure")
    within = scope.period(child(on_erasure, "within"))
    return Flow(
        recipient=entry.key,
        data=read_ids(scope, child(node, "data"), data),
        role=field(node, "role"),
        category=category,
        send_only=fields(node, "send_only"),
        **_when(scope, calendar, child(node, "when")),
        keeps=_kept(scope, calendar, child(node, "keeps")),
        on_erasure=(field(on_erasure, "call"), within) if on_erasure is not None else None,
        place=entry.place,
        data_text=scope.words(child(node, "category_of_data")),
        scrubbed=fields(node, "scrubbed"),
        hosts_from=field(node, "hosts_from"),
    )


def read_ids(
    scope: Scope, node: Node | None, data: tuple[Datum, ...], more: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The ids of data in a list, sorted; `all` and nothing written mean all of them and give ()."""
    names = [name for name in items(node) if isinstance(name, Scalar)]
    if [name.value for name in names] == ["all"]:
        return ()
    known = {datum.id for datum in data} | more
    for name in names:
        if name.value.strip() not in known:
            scope.unknown("ZE124", name.place, name.value.strip(), known, kind="datum")
    return tuple(sorted(name.value.strip() for name in names if name.value.strip() in known))


def _when(scope: Scope, calendar: Calendar, node: Node | None) -> dict[str, Any]:
    """The condition of a flow: a consent, a choice or row in a table, an event, a duty, or words."""
    if node is None:
        return {}
    if (consent := child(node, "consent")) is not None:
        return {"when_kind": "consent", "when_ref": next(iter(scope.known_texts("consent", consent)), "")}
    if (duty := child(node, "duty")) is not None:
        return {"when_kind": "duty", "when_ref": next(iter(known_laws(scope, duty)), "")}
    if (event := child(node, "event")) is not None:
        return {"when_kind": "event", "when_ref": calendar.read(event).id}
    if isinstance(row := child(node, "row"), Scalar):
        return _row(scope, "row", row, child(node, "where"))
    for choice in entries(child(node, "choice")):
        return _row(scope, "choice", Scalar(choice.place, choice.key), choice.value)
    return {"when_kind": "words", "when_text": scope.words(node)}


def _row(scope: Scope, kind: str, table: Scalar, where: Node | None) -> dict[str, Any]:
    spot = locate_table(scope, table)
    row = (spot.system, spot.table) if spot else None
    return {"when_kind": kind, "when": read_where(scope, where), "when_row": row}


def _kept(scope: Scope, calendar: Calendar, node: Node | None) -> Kept | None:
    if node is None:
        return None
    written_from = child(node, "from")
    event = calendar.read(written_from) if written_from is not None else None
    last = next((stage for stage in reversed(items(child(node, "stages")))), node)
    written = child(last, "delete")
    period = read_time(scope, written)[1] if written is not None else None
    kept = Kept(field(node, "evidence", "none"), period, scope.words(child(node, "as")))
    return kept if event is None else replace(kept, start=event.start, event=event.id or None)
