"""Reading device items: what is stored on or read from the end device, and why (§ 25 TDDDG).

Law: each item names who sets it and either the necessity or the consent that allows it.
"""

from __future__ import annotations

from zusage.declaration.node import Entry, Node, Scalar
from zusage.policy.activity import DeviceItem
from zusage.policy.reading import child, entries, field, fields, number
from zusage.policy.scope import Scope


def read_devices(scope: Scope, node: Node | None) -> tuple[DeviceItem, ...]:
    """All device items of an activity."""
    return tuple(_item(scope, entry) for entry in entries(node))


def _item(scope: Scope, entry: Entry) -> DeviceItem:
    node = entry.value
    by, lifetime, access = child(node, "by"), child(node, "lifetime"), child(node, "access")
    if isinstance(by, Scalar) and by.value.strip() != "self":
        scope.knows("recipient", by)
    written = field(node, "lifetime")
    return DeviceItem(
        id=entry.key,
        name=field(node, "name", entry.key),
        by=field(node, "by", "self"),
        kind=field(node, "kind", "cookie"),
        party=field(node, "party", "first"),
        lifetime=scope.lifetime(lifetime) if written not in {"", "session", "none"} else None,
        session=written == "session",
        necessary=scope.words(child(access, "necessary")),
        consent=next(iter(scope.known_texts("consent", child(access, "consent"))), ""),
        place=entry.place,
        read_by=fields(node, "read_by"),
        count=number(node, "count"),
    )
