"""The compiler is total: whatever the tree, it answers with a policy or with errors that have a place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.declared import KNOWN, TODAY, declared
from zusage.declaration.node import Declaration, Entry, Mapping, Node, Scalar, Sequence
from zusage.language.messages import render
from zusage.model.errors import DeclarationErrors
from zusage.policy.compiler import compile_policy

EXAMPLE = Path(__file__).parents[3] / "examples" / "live-chat" / "zusage.yml"
TREE = declared(EXAMPLE.read_text(encoding="utf-8"))
WORDS = (
    "",
    "all",
    "a.b.c",
    "control",
    "control.customers",
    "instance.users.email",
    "after x",
    "env:X",
    "de/vouchers",
    "{",
    "1",
)

START = TREE.root.place
REPLACEMENTS = (None, Sequence(START, ()), Mapping(START, ()), *(Scalar(START, word) for word in WORDS))


def count(node: Node) -> int:
    inner = [entry.value for entry in node.entries] if isinstance(node, Mapping) else ()
    return 1 + sum(map(count, node.items if isinstance(node, Sequence) else inner))


def changed(node: Node, at: list[int], new: Node | None) -> Node | None:
    """The tree with its n-th node replaced, or removed where `new` is None."""
    at[0] -= 1
    if at[0] == -1:
        return new
    if isinstance(node, Mapping):
        kept = [Entry(e.key, e.place, value) for e in node.entries if (value := changed(e.value, at, new)) is not None]
        return Mapping(node.place, tuple(kept))
    if isinstance(node, Sequence):
        return Sequence(node.place, tuple(item for old in node.items if (item := changed(old, at, new)) is not None))
    return node


EDITS = st.lists(st.tuples(st.integers(1, 10_000), st.sampled_from(range(len(REPLACEMENTS)))), min_size=1, max_size=3)


def broken(edits: list[tuple[int, int]]) -> Declaration:
    root: Node = TREE.root
    for at, new in edits:
        edited = changed(root, [1 + at % (count(root) - 1)], REPLACEMENTS[new])
        assert edited is not None
        root = edited
    assert isinstance(root, Mapping)
    return Declaration(root, TREE.files)


@settings(max_examples=150, deadline=None)
@given(edits=EDITS)
def test_every_tree_is_compiled_or_told_why_not(edits: list[tuple[int, int]]) -> None:
    declaration = broken(edits)
    try:
        policy = compile_policy(declaration, KNOWN, TODAY).policy
    except DeclarationErrors as errors:
        assert all(error.place.line for error in errors.errors)
        assert render(errors, "de") and render(errors, "en")
    else:
        assert policy.digest


def test_an_empty_declaration_is_compiled_too() -> None:
    empty = Declaration(Mapping(TREE.root.place, ()), ())
    assert compile_policy(empty, {}, TODAY).policy.promises


@pytest.mark.parametrize("key", TREE.root.keys())
def test_no_part_of_a_declaration_is_taken_for_granted(key: str) -> None:
    rest = Mapping(TREE.root.place, tuple(entry for entry in TREE.root.entries if entry.key != key))
    try:
        assert compile_policy(Declaration(rest, ()), KNOWN, TODAY).policy
    except DeclarationErrors as errors:
        assert errors.errors
