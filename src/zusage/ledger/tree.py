"""Merkle tree over the entries (RFC 9162, section 2.1): root, inclusion and consistency proofs, and how to verify them.

Law: a leaf is hashed with 0x00 in front, a node with 0x01, so neither can pose as the other. A `Frontier` holds only the
roots of the complete subtrees (at most one per bit of the size) and yields the root at any time; proofs ask for complete
subtrees by (level, index) and never need all leaves. No I/O: where subtrees are kept is the caller's business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256(b"").digest()
BAND = 4
"""Stores keep every `BAND`th level of nodes; what lies between is hashed again when a proof asks for it."""

Nodes = Callable[[int, int], bytes]
"""Hash of the complete subtree (level, index): the leaves index*2^level up to (index+1)*2^level."""

Completed = list[tuple[int, int, list[bytes]]]
"""Nodes that became complete: level, index of the first, hashes."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


def fold(nodes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbouring nodes."""
    while len(nodes) > 1:
        pairs = iter(nodes)
        nodes = [node_hash(left, right) for left, right in zip(pairs, pairs, strict=True)]
    return nodes[0]


@dataclass
class Frontier:
    """The complete subtrees of a growing tree: `peaks` maps a level to its root, one per bit of `size` that is set."""

    size: int = 0
    peaks: dict[int, bytes] = field(default_factory=dict)

    def extend(self, leaves: Sequence[bytes]) -> Completed:
        """Append leaf hashes; returns the nodes of every `BAND`th level above the leaves that became complete."""
        sha256, completed = hashlib.sha256, []
        nodes, first, level = list(leaves), self.size, 0
        self.size += len(nodes)
        while nodes:
            if level and level % BAND == 0:
                completed.append((level, first, list(nodes)))
            if first & 1:
                nodes.insert(0, self.peaks.pop(level))
            if len(nodes) & 1:
                self.peaks[level] = nodes.pop()
            pairs = iter(nodes)
            nodes = [sha256(b"\1" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
            first, level = first >> 1, level + 1
        return completed

    def root(self) -> bytes:
        """The Merkle tree hash of everything appended so far."""
        levels = sorted(self.peaks)
        if not levels:
            return EMPTY
        root = self.peaks[levels[0]]
        for level in levels[1:]:
            root = node_hash(self.peaks[level], root)
        return root

    def pack(self) -> bytes:
        """The peaks from the highest level down, 32 bytes each; with the size they are the whole frontier."""
        return b"".join(self.peaks[level] for level in sorted(self.peaks, reverse=True))


def unpack_frontier(size: int, packed: bytes) -> Frontier:
    """The frontier that `Frontier.pack` wrote; ValueError when the bytes do not fit the size."""
    levels = [level for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]
    if len(packed) != 32 * len(levels):
        raise ValueError("the frontier does not fit the size of the tree")
    return Frontier(size, {level: packed[32 * n : 32 * n + 32] for n, level in enumerate(levels)})


def tree_root(nodes: Nodes, size: int) -> bytes:
    """The root of the tree of the first `size` leaves."""
    return _subtree(nodes, 0, size) if size else EMPTY


def inclusion_proof(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in this tree")
    start, proof = 0, []
    while size > 1:
        half = _split(size)
        if index - start < half:
            proof.append(_subtree(nodes, start + half, size - half))
            size = half
        else:
            proof.append(_subtree(nodes, start, half))
            start, size = start + half, size - half
    return proof[::-1]


def consistency_proof(nodes: Nodes, old: int, new: int) -> list[bytes]:
    """Evidence that the tree of `new` leaves begins with the tree of `old` leaves (RFC 9162, 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError("a consistency proof leads from a smaller tree with entries to a larger one")
    start, size, whole, proof = 0, new, True, []
    while old - start != size:
        half = _split(size)
        if old - start <= half:
            proof.append(_subtree(nodes, start + half, size - half))
            size = half
        else:
            proof.append(_subtree(nodes, start, half))
            start, size, whole = start + half, size - half, False
    if not whole:
        proof.append(_subtree(nodes, start, size))
    return proof[::-1]


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows leaf hash `leaf` at `index` under `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, hash = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            hash = node_hash(part, hash)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            hash = node_hash(hash, part)
        at, last = at >> 1, last >> 1
    return last == 0 and hash == root


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree (`old`, `old_root`) is the beginning of (`new`, `new_root`) (2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, part)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _subtree(nodes: Nodes, start: int, size: int) -> bytes:
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return nodes(level, start >> level)
    half = _split(size)
    return node_hash(_subtree(nodes, start, half), _subtree(nodes, start + half, size - half))
