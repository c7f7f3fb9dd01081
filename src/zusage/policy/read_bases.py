"""Reading legal bases (Art. 6(1) GDPR) and their conditions.

Law: each basis says for which purposes or data, or under which condition, it applies; two that apply to one purpose without
a condition have no single meaning. An instruction (Art. 28) goes with the role of a processor and with nothing else.
"""

from __future__ import annotations

from zusage.declaration.node import Node, Scalar
from zusage.policy.activity import Basis, Purpose
from zusage.policy.reading import child, entries, field, fields, items, scalars
from zusage.policy.scope import Scope
from zusage.reference.law import laws
from zusage.reference.words import BASES


def read_bases(scope: Scope, node: Node | None) -> tuple[Basis, ...]:
    """The bases: one word, one mapping, or a list of them."""
    return tuple(basis for item in items(node) if (basis := _basis(scope, item)) is not None)


def _basis(scope: Scope, node: Node) -> Basis | None:
    if isinstance(node, Scalar):
        return Basis(node.value.strip(), place=node.place) if _is_kind(scope, node) else None
    kind = next((entry for entry in entries(node) if entry.key in BASES), None)
    if kind is None:
        return None
    when = child(node, "when")
    otherwise = isinstance(when, Scalar) and when.value.strip() == "otherwise"
    return Basis(
        kind=kind.key,
        purposes=fields(node, "purposes"),
        data=fields(node, "data"),
        consent=next(iter(scope.known_texts("consent", kind.value)), "") if kind.key == "consent" else "",
        interest=scope.words(kind.value) if kind.key == "legitimate_interests" else None,
        laws=known_laws(scope, kind.value) if kind.key == "legal_obligation" else (),
        when=None if otherwise else scope.words(when),
        otherwise=otherwise,
        weighed=scope.day(child(node, "weighed")),
        weighing=field(node, "weighing"),
        necessary=scope.words(child(node, "necessary")),
        expected=scope.words(child(node, "expected")),
        outweighs=scope.words(child(node, "outweighs")),
        text=scope.words(kind.value) if kind.key in ("vital", "public_task") else None,
        place=kind.place,
    )


def known_laws(scope: Scope, node: Node | None) -> tuple[str, ...]:
    """The ids of laws in a list; unknown ones are recorded with the nearest name."""
    found = []
    for name in scalars(node):
        if name.value.strip() in laws():
            found.append(name.value.strip())
        else:
            scope.unknown("ZE140", name.place, name.value.strip(), laws(), law=name.value.strip())
    return tuple(found)


def check_bases(scope: Scope, bases: tuple[Basis, ...], role: str, purposes: tuple[Purpose, ...]) -> None:
    """Record bases that contradict the role, unknown purposes, and two that apply to one purpose at once."""
    known = {purpose.id for purpose in purposes}
    for basis in bases:
        if role == "processor" and basis.kind != "instruction":
            scope.wrong("ZE170", basis.place, basis=basis.kind)
        if role != "processor" and basis.kind == "instruction":
            scope.wrong("ZE171", basis.place, role=role)
        for name in basis.purposes:
            if name not in known:
                scope.unknown("ZE124", basis.place, name, known, kind="purpose")
    for purpose in purposes:
        open_ones = [basis for basis in bases if _is_open(basis, purpose.id)]
        if len(open_ones) > 1:
            first, second = open_ones[0], open_ones[1]
            scope.wrong("ZE160", second.place, purpose=purpose.id, first=first.kind, second=second.kind)


def _is_open(basis: Basis, purpose: str) -> bool:
    if basis.kind == "legal_obligation" or basis.data or basis.otherwise or basis.when is not None:
        return False
    return not basis.purposes or purpose in basis.purposes


def _is_kind(scope: Scope, node: Scalar) -> bool:
    if node.value.strip() in BASES:
        return True
    scope.unknown("ZE124", node.place, node.value.strip(), BASES, kind="basis")
    return False
