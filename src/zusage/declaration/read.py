"""Read: the bytes of one or more files → one Declaration.

Law: pure; the files are handed in, in the order in which they count (byte order of path). Files add up and never override:
maps merge by id, lists of `assure` are joined, everything else may be written once. Size is checked before anything is
decoded, encoding and control characters before anything is parsed. All errors of all files are raised at once as
`DeclarationErrors`. The result is a tree with places; what its keys mean is checked by `shape`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Items

from zusage.declaration import limits
from zusage.declaration.node import Declaration, Entry, Mapping, Node, Scalar, Sequence
from zusage.declaration.tree import grow
from zusage.model.errors import DeclarationError, DeclarationErrors
from zusage.model.place import Place

MERGED = frozenset(
    ("documents", "subjects", "systems", "events", "consents", "recipients", "holds", "activities", "environments")
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def parse_declaration(files: Items[tuple[str, bytes]]) -> Declaration:
    """The declaration that the files are together; raises DeclarationErrors with everything that is wrong."""
    errors: list[DeclarationError] = []
    if not files:
        raise DeclarationErrors([DeclarationError("ZE195")])
    if sum(len(content) for _, content in files) > limits.BYTES:
        raise DeclarationErrors([DeclarationError("ZE190", Place(files[0][0]), limit="2 MB")])
    texts = tuple((name, _decode(name, content, errors)) for name, content in files)
    roots = [root for name, text in texts if text and (root := grow(name, text, errors)) is not None]
    if any(not text for _, text in texts) and not errors:
        errors.extend(DeclarationError("ZE195", Place(name, 1, 1)) for name, text in texts if not text)
    if errors or not roots:
        raise DeclarationErrors(errors)
    root = _merge(roots, errors)
    _count_activities(root, errors)
    if errors:
        raise DeclarationErrors(errors)
    return Declaration(root, tuple(name for name, _ in files), texts)


def _decode(name: str, content: bytes, errors: list[DeclarationError]) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        errors.append(DeclarationError("ZE193", Place(name, line, column)))
        return ""
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        errors.append(DeclarationError("ZE194", Place(name, line, column), hex=f"{ord(match[0]):04X}"))
        return ""
    return text


def _merge(roots: list[Mapping], errors: list[DeclarationError]) -> Mapping:
    if len(roots) == 1:
        return roots[0]
    merged: dict[str, Entry] = {}
    for root in roots:
        for entry in root:
            first = merged.get(entry.key)
            merged[entry.key] = entry if first is None else _join(first, entry, errors)
    return Mapping(roots[0].place, tuple(merged.values()))


def _join(first: Entry, second: Entry, errors: list[DeclarationError]) -> Entry:
    if first.key in MERGED and isinstance(first.value, Mapping) and isinstance(second.value, Mapping):
        return Entry(first.key, first.place, _join_maps(first.key, first.value, second.value, errors))
    if first.key == "assure":
        return Entry(first.key, first.place, Sequence(first.value.place, (*_items(first.value), *_items(second.value))))
    if first.key != "zusage" or not _same(first.value, second.value):
        errors.append(DeclarationError("ZE180", second.place, name=second.key, kind=second.key, first=str(first.place)))
    return first


def _join_maps(kind: str, first: Mapping, second: Mapping, errors: list[DeclarationError]) -> Mapping:
    known = {entry.key: entry for entry in first}
    fresh = []
    for entry in second:
        if entry.key in known:
            place = str(known[entry.key].place)
            errors.append(DeclarationError("ZE180", entry.place, name=entry.key, kind=kind, first=place))
        else:
            fresh.append(entry)
    return Mapping(first.place, (*first.entries, *fresh))


def _same(first: Node, second: Node) -> bool:
    return isinstance(first, Scalar) and isinstance(second, Scalar) and first.value == second.value


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def _count_activities(root: Mapping, errors: list[DeclarationError]) -> None:
    activities = root.get("activities")
    if isinstance(activities, Mapping) and len(activities.entries) > limits.ACTIVITIES:
        place = activities.entries[limits.ACTIVITIES].place
        errors.append(DeclarationError("ZE192", place, limit=limits.ACTIVITIES, what_de="Tätigkeiten", what_en="activities"))
