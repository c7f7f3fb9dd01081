"""The tree against a naive one written from the definition (RFC 9162, 2.1), and proofs against tampering."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zusage.ledger.tree import (
    EMPTY,
    Frontier,
    consistency_proof,
    consistent,
    fold,
    included,
    inclusion_proof,
    tree_root,
    unpack_frontier,
)

LEAVES = [hashlib.sha256(b"\0%d" % n).digest() for n in range(200)]


def naive(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + naive(leaves[:half]) + naive(leaves[half:])).digest()


def nodes(level: int, index: int) -> bytes:
    part = LEAVES[index << level : (index + 1) << level]
    assert len(part) == 1 << level, "a proof asked for an incomplete subtree"
    return naive(part)


@pytest.mark.parametrize("size", range(70))
def test_root_is_the_naive_root(size: int) -> None:
    frontier = Frontier()
    frontier.extend(LEAVES[:size])
    assert frontier.root() == naive(LEAVES[:size]) == tree_root(nodes, size)


def test_empty_root_is_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY == hashlib.sha256(b"").digest()


@given(st.lists(st.integers(0, 40), max_size=8))
@settings(max_examples=60, deadline=None)
def test_growing_in_pieces_changes_nothing(pieces: list[int]) -> None:
    frontier, size, kept = Frontier(), 0, {}
    for piece in pieces:
        part = LEAVES[size : size + piece]
        size += len(part)
        for level, first, hashes in frontier.extend(part):
            kept.update({(level, first + n): hash for n, hash in enumerate(hashes)})
        frontier = unpack_frontier(frontier.size, frontier.pack())
    assert frontier.size == size
    assert frontier.root() == naive(LEAVES[:size])
    assert set(kept) == {(level, n) for level in (4,) for n in range(size >> 4)}
    assert all(hash == nodes(level, index) for (level, index), hash in kept.items())


def test_fold_is_the_naive_root() -> None:
    assert fold(LEAVES[:64]) == naive(LEAVES[:64])


def test_a_frontier_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="frontier"):
        unpack_frontier(3, bytes(32))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_inclusion(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    root, proof = naive(LEAVES[:size]), inclusion_proof(nodes, index, size)
    assert included(LEAVES[index], index, size, proof, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index)) if size > 1 else None
    if other is not None:
        assert not included(LEAVES[other], index, size, proof, root)
        assert not included(LEAVES[index], other, size, proof, root)
        assert not included(LEAVES[index], index, size, proof[:-1], root)
    assert not included(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
    assert not included(LEAVES[index], size, size, proof, root)
    for n, part in enumerate(proof):
        bad = [*proof[:n], bytes([part[0] ^ 1]) + part[1:], *proof[n + 1 :]]
        assert not included(LEAVES[index], index, size, bad, root)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_consistency(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, 130))
    old = data.draw(st.integers(1, new))
    old_root, new_root = naive(LEAVES[:old]), naive(LEAVES[:new])
    proof = consistency_proof(nodes, old, new)
    assert consistent(old, old_root, new, new_root, proof)
    assert not consistent(old, LEAVES[150], new, new_root, proof)
    assert not consistent(old, old_root, new, LEAVES[150], proof)
    assert not consistent(old, old_root, new, new_root, [*proof, LEAVES[0]])
    for n, part in enumerate(proof):
        bad = [*proof[:n], bytes([part[0] ^ 1]) + part[1:], *proof[n + 1 :]]
        assert not consistent(old, old_root, new, new_root, bad)


@pytest.mark.parametrize("index, size", [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_for_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="leaf"):
        inclusion_proof(nodes, index, size)


@pytest.mark.parametrize("old, new", [(0, 3), (4, 3)])
def test_no_consistency_from_nothing_or_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="consistency"):
        consistency_proof(nodes, old, new)
    assert not consistent(old, EMPTY, new, naive(LEAVES[:new]), [])
