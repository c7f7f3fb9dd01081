"""Bundle: all entries, archived texts, seals and a first page, as files whose digests a signed manifest lists.

Law: pure; it yields names and pieces of bytes in the order in which they are written and holds no entry for longer than it
takes to write it. `entries.jsonl` holds the very lines that were hashed, always all of them: a part could not be verified.
Files: entries.jsonl, checkpoints.txt, key.txt, archive/<digest>.<ending>, index.html, manifest.json, manifest.note.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zusage.ledger.check import Head
from zusage.ledger.entry import GENESIS, Row, line_text, moment_text, open_row
from zusage.ledger.page import render_page
from zusage.ledger.tally import Scope, Tally
from zusage.ledger.tree import unpack_frontier
from zusage.model.canonical import encode

FORMAT = "zusage-evidence 1"


@dataclass(frozen=True, slots=True)
class Contents:
    """Where a bundle comes from: head and rows of one moment, archived texts by digest, how to sign, the public key."""

    head: Head
    rows: Iterable[Row]
    archived: Callable[[str], bytes | None]
    sign: Callable[[str], str]
    key: str
    at: datetime


def bundle_files(contents: Contents, scope: Scope) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Name and pieces of each file; the pieces of one file must be consumed before the next name is taken."""
    tally, notes, digests = Tally(scope), list[str](), dict[str, str]()

    def listed(name: str, pieces: Iterable[bytes]) -> tuple[str, Iterator[bytes]]:
        return name, _digested(name, pieces, digests)

    yield listed("entries.jsonl", _lines(contents.rows, tally, notes))
    yield listed("checkpoints.txt", ["\n".join(notes).encode()])
    yield listed("key.txt", [f"{contents.key}\n".encode()])
    for digest in sorted(set(tally.texts)):
        if (text := contents.archived(digest)) is not None:
            yield listed(f"archive/{digest}.{_ending(text)}", [text])
    head = contents.head
    root = unpack_frontier(head.size, head.frontier).root().hex()
    yield listed("index.html", [render_page(tally, head.origin, head.size, root, contents.key).encode()])
    told = {"format": FORMAT, "origin": head.origin, "size": head.size, "root": root, "key": contents.key}
    manifest = encode({**told, "made": contents.at, "files": digests})
    yield "manifest.json", iter([manifest])
    note = contents.sign(f"{head.origin}\n{hashlib.sha256(manifest).hexdigest()}\ntime {moment_text(contents.at)}\n")
    yield "manifest.note", iter([note.encode()])


def _lines(rows: Iterable[Row], tally: Tally, notes: list[str]) -> Iterator[bytes]:
    previous = GENESIS
    for row in rows:
        entry = open_row(row, previous)
        tally.add(entry)
        if entry.kind == "checkpoint":
            notes.append(str(entry.body.get("note", "")))
        index, at, kind, key, body, _ = row
        yield f"{line_text(index, at, kind, key, body, previous)}\n".encode()
        previous = entry.hash


def _digested(name: str, pieces: Iterable[bytes], digests: dict[str, str]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    digests[name] = digest.hexdigest()


def _ending(text: bytes) -> str:
    start = text[:64].lstrip().lower()
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "json" if start.startswith((b"{", b"[")) else "txt"
