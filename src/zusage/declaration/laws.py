"""Laws of a mapping: what its keys mean together, decided without looking at any other part of the declaration.

Law: one function per word that the grammar names with `!`; each yields errors and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from itertools import pairwise

from zusage.declaration.node import Entry, Mapping, Node, Scalar, Sequence
from zusage.declaration.scalars import is_time
from zusage.declaration.secret import shown
from zusage.model.errors import DeclarationError
from zusage.model.period import AT_ONCE, Period, parse_period
from zusage.model.place import Place

ENDINGS = ("delete", "clear", "shorten", "pseudonymise", "anonymise")
ACTIONS = (*ENDINGS, "lock", "restrict")
_WITHOUT_START = ("same_as", "undecided")


@dataclass(frozen=True, slots=True)
class Found:
    """A mapping that was written, the keys that its law is about, and where it stands."""

    node: Mapping
    keys: tuple[str, ...]
    path: str
    place: Place

    def present(self, keys: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Which of the keys stand here."""
        written = {entry.key for entry in self.node.entries}
        return tuple(key for key in (self.keys if keys is None else keys) if key in written)

    def text(self, key: str) -> str:
        """The scalar under `key`, or ""."""
        node = self.node.get(key)
        return node.value if isinstance(node, Scalar) else ""

    @property
    def name(self) -> str:
        """The last key of the path."""
        return self.path.rpartition(".")[2]


def one(found: Found) -> Iterator[DeclarationError]:
    """Exactly one of the keys."""
    present = found.present()
    if len(present) != 1:
        second = found.node.entry(present[1]) if len(present) > 1 else None
        place = second.place if second else found.place
        yield DeclarationError("ZE152", place, owner=found.path, choices=", ".join(found.keys), found=", ".join(present))


def some(found: Found) -> Iterator[DeclarationError]:
    """At least one of the keys; a name needs its country."""
    if not found.present():
        yield DeclarationError("ZE159", found.place, owner=found.path, choices=", ".join(found.keys))
    if found.node.get("name") is not None and found.node.get("country") is None:
        yield DeclarationError("ZE111", found.place, key="country", owner=found.path, hint="DE")


def role(found: Found) -> Iterator[DeclarationError]:
    """A table belongs to one group of people, is owned by one table, or holds no person; short forms may leave it open."""
    if (parts := found.present(("for", "basis", "label", "activity"))) and found.node.get("keep") is None:
        second = found.node.entry(parts[0])
        yield DeclarationError(
            "ZE111", second.place if second else found.place, key="keep", owner=found.path, hint="2 years after closed_at"
        )
    alone = found.present(("accessed_by", "belongs_to", "register", "keep"))
    if found.present() or not alone:
        yield from one(found)


def event(found: Found) -> Iterator[DeclarationError]:
    """One moment; `all_gone` needs the column of the end in `at`, `after` needs `plus`."""
    keys = tuple(key for key in found.keys if not (key == "at" and found.node.get("all_gone") is not None))
    yield from one(Found(found.node, keys, found.path, found.place))
    for key, needed, hint in (("all_gone", "at", "system.table.ended_at"), ("after", "plus", "30 days")):
        if found.node.get(key) is not None and found.node.get(needed) is None:
            yield DeclarationError("ZE111", found.place, key=needed, owner=found.path, hint=hint)


def consent(found: Found) -> Iterator[DeclarationError]:
    """Withdrawing is as easy as giving (Art. 7(3) GDPR), so every consent says how."""
    withdraw = found.node.get("withdraw")
    if withdraw is None or (isinstance(withdraw, Sequence) and not withdraw.items):
        yield DeclarationError(
            "ZE161", found.place, consent=found.name, allowed="link_in_mail, banner, self_service, request"
        )


def activity(found: Found) -> Iterator[DeclarationError]:
    """Subjects and basis unless it is part of another; role and basis fit; joint controllers are named."""
    if found.node.get("part_of") is None:
        for key, hint in (("subjects", "[…]"), ("basis", "contract")):
            if found.node.get(key) is None:
                yield DeclarationError("ZE111", found.place, key=key, owner=found.path, hint=hint)
    own = found.text("role") or "controller"
    yield from _basis(found, own)
    needed = {"processor": "on_behalf_of", "joint": "with"}.get(own)
    if needed and found.node.get(needed) is None:
        yield DeclarationError("ZE111", found.place, key=needed, owner=found.path)


def _basis(found: Found, own: str) -> Iterator[DeclarationError]:
    basis = found.node.get("basis")
    if basis is None:
        return
    for item in basis.items if isinstance(basis, Sequence) else (basis,):
        is_instruction = _is_instruction(item)
        if own == "processor" and not is_instruction:
            yield DeclarationError("ZE170", item.place)
        elif own != "processor" and is_instruction:
            yield DeclarationError("ZE171", item.place, role=shown(own))


def _is_instruction(item: Node) -> bool:
    return (isinstance(item, Scalar) and item.value == "instruction") or (
        isinstance(item, Mapping) and item.get("instruction") is not None
    )


def rule(found: Found) -> Iterator[DeclarationError]:
    """A rule says what it is about, what happens, and from when; its stages come in order of time."""
    if not found.present():
        yield DeclarationError("ZE159", found.place, owner=found.path, choices=", ".join(found.keys))
        return
    yield from _exclusive(found)
    about = ("data", "all_of")
    if len(found.present(about)) != 1 and found.node.get("same_as") is None:
        found_keys = ", ".join(found.present(about))
        yield DeclarationError("ZE152", found.place, owner=found.path, choices="data, all_of", found=found_keys)
    yield from _start(found)
    yield from stages(found)
    yield from _afterwards(found)


def _exclusive(found: Found) -> Iterator[DeclarationError]:
    whole = found.present(("stages", "one_of", "same_as", "undecided"))
    endings = found.present(ENDINGS)
    extra = found.present(("lock", "restrict"))
    if len(whole) + bool(endings or extra) > 1 or len(endings) > 1:
        both = (*whole, *endings, *extra)
        entry = found.node.entry(both[-1])
        place = entry.place if entry else found.place
        yield DeclarationError("ZE152", place, owner=found.path, choices=", ".join(found.keys), found=", ".join(both))


def _start(found: Found) -> Iterator[DeclarationError]:
    if found.present((*_WITHOUT_START, "from")):
        return
    timed = [entry for entry in found.node if entry.key in ACTIONS]
    if timed and isinstance(timed[0].value, Scalar):
        yield DeclarationError(
            "ZE133", timed[0].place, time=f"{timed[0].key} {shown(timed[0].value.value)}", rule=found.name
        )
    elif found.present(("stages", "one_of")):
        yield DeclarationError("ZE133", found.place, time="stages", rule=found.name)
    elif found.node.get("keep") is not None and not _is_unlimited(found.node.get("keep")):
        yield DeclarationError("ZE133", found.place, time="keep", rule=found.name)


def _is_unlimited(keep: Node | None) -> bool:
    return isinstance(keep, Mapping) and keep.get("unlimited") is not None


def stages(found: Found) -> Iterator[DeclarationError]:
    """Stages grow in time and deletion is the last one: after it nothing is left."""
    node = found.node.get("stages")
    if not isinstance(node, Sequence):
        return
    timed = [
        (entry, _time(entry.value))
        for item in node.items
        if isinstance(item, Mapping)
        for entry in item
        if entry.key in ACTIONS
    ]
    for (first, before), (second, after) in pairwise(timed):
        if before is None or after is None:
            continue
        if first.key == "delete" or after.longest_hours <= before.shortest_hours:
            yield DeclarationError("ZE134", second.place, later=_words(second), earlier=_words(first))


def _words(entry: Entry) -> str:
    return f"{entry.key} ({entry.value.value})" if isinstance(entry.value, Scalar) else entry.key


def _time(node: Node) -> Period | None:
    if not isinstance(node, Scalar) or not is_time(node.value):
        return None
    if node.value == "at once":
        return AT_ONCE
    return parse_period(node.value.partition(" ")[2])


def _afterwards(found: Found) -> Iterator[DeclarationError]:
    if found.node.get("keep") is not None or found.node.get("unless") is not None:
        return
    for entry in found.node:
        if entry.key in ACTIONS and isinstance(entry.value, Scalar) and entry.value.value == "afterwards":
            yield DeclarationError("ZE153", entry.value.place, rule=found.name)


LAWS: Table[str, Callable[[Found], Iterator[DeclarationError]]] = {
    "one": one,
    "some": some,
    "role": role,
    "event": event,
    "consent": consent,
    "activity": activity,
    "rule": rule,
}
"""Every word that may follow `!` in the grammar."""
