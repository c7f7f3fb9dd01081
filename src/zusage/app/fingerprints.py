"""Fingerprints: what a finding is, whatever line it stands on.

Law: a digest of rule, subject, arguments and the path of the place in the declaration. Arguments that move with the days
(numbers, and days as 2026-11-22) do not count, nor does the position in a list, so that neither a line nor a neighbour
that comes or goes makes an old finding new. Two findings that are alike share a fingerprint and are told apart by number.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from zusage.declaration.node import Mapping as Tree
from zusage.declaration.node import Node, Scalar, Sequence
from zusage.model.finding import Finding
from zusage.model.place import Place

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def paths(root: Node) -> Mapping[Place, str]:
    """The path of every place, such as `recipients.hoster.contracts[]`; of several at one place the outermost."""
    found: dict[Place, str] = {}
    for place, path in _walk(root, ""):
        found.setdefault(place, path)
    return found


def fingerprint(finding: Finding, path: str) -> str:
    """Thirty-two hexadecimal digits."""
    lasting = sorted((key, value) for key, value in finding.arguments.items() if _lasts(value))
    parts = [finding.rule, finding.subject, path, *(f"{key}={value}" for key, value in lasting)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def fingerprints(findings: Iterable[Finding], root: Node) -> Iterator[tuple[Finding, str, str, int]]:
    """Each finding with its path, its fingerprint, and its number among those that share it (from 1)."""
    known, seen = paths(root), Counter[str]()
    for finding in findings:
        path = known.get(finding.place, "")
        digest = fingerprint(finding, path)
        seen[digest] += 1
        yield finding, path, digest, seen[digest]


def _lasts(value: object) -> bool:
    return isinstance(value, str) and not _DAY.fullmatch(value)


def _walk(node: Node, path: str) -> Iterator[tuple[Place, str]]:
    if isinstance(node, Tree):
        for entry in node.entries:
            inner = f"{path}.{entry.key}" if path else entry.key
            yield entry.place, inner
            if not isinstance(entry.value, Scalar):
                yield from _walk(entry.value, inner)
            yield entry.value.place, inner
    elif isinstance(node, Sequence):
        for item in node.items:
            yield item.place, f"{path}[]"
            yield from _walk(item, f"{path}[]")
