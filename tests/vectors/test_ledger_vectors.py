"""The committed vectors read the same for ever: by the ledger, and by a second reader that shares no code with it."""

import hashlib
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from zusage.ledger.checkpoint import Signer, checkpoint_text, read_checkpoint, signed_by
from zusage.ledger.entry import GENESIS, line_hash, line_text, seal
from zusage.ledger.tree import Frontier, consistent, included

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "ledger_v1.json").read_text(encoding="utf-8"))
FILE_DIGEST = "e1e999b9b93d37eaf1184515956fd5d19a2fe00cc4993aac92928126445bc86a"


def test_the_vectors_were_not_edited() -> None:
    assert hashlib.sha256((HERE / "ledger_v1.json").read_bytes()).hexdigest() == FILE_DIGEST


def test_lines_are_written_and_hashed_the_same() -> None:
    previous = GENESIS
    for n, (line, hash) in enumerate(zip(VECTORS["lines"], VECTORS["hashes"], strict=True)):
        told = json.loads(line)
        row = seal((told["kind"], datetime.fromisoformat(told["at"]), told["body"], told["key"]), n, previous)
        assert line_text(*row[:5], previous) == line
        assert line_hash(line).hex() == row[5].hex() == hash
        previous = row[5]


def test_roots_and_proofs_are_the_same() -> None:
    leaves, frontier, size = [bytes.fromhex(h) for h in VECTORS["hashes"]], Frontier(), len(VECTORS["hashes"])
    roots = [bytes.fromhex(root) for root in VECTORS["roots"]]
    for n, leaf in enumerate(leaves):
        frontier.extend([leaf])
        assert frontier.root() == roots[n]
        assert included(leaf, n, size, [bytes.fromhex(p) for p in VECTORS["inclusion"][str(n)]], roots[-1])
        assert consistent(n + 1, roots[n], size, roots[-1], [bytes.fromhex(p) for p in VECTORS["consistency"][str(n + 1)]])


def test_notes_are_signed_the_same() -> None:
    signer = Signer("zusage-ledger-vectors", bytes.fromhex(VECTORS["seed"]))
    assert signer.verifier() == VECTORS["key"]
    for note in VECTORS["notes"]:
        assert signer.sign(checkpoint_text(read_checkpoint(note))) == note
        assert signed_by(note, VECTORS["key"])


def reread(data: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "entries.jsonl").write_bytes(data)
    command = [sys.executable, "-I", str(HERE / "reread.py"), str(folder / "entries.jsonl")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_second_reader_comes_to_the_same_root(tmp_path: Path) -> None:
    data = "".join(f"{line}\n" for line in VECTORS["lines"]).encode()
    assert reread(data, tmp_path).stdout.split() == [str(len(VECTORS["lines"])), VECTORS["roots"][-1]]


@pytest.mark.parametrize("old, new", [(b'"number":2', b'"number":3'), (b"\n", b"\n\n"), (b'"index":9', b'"index":8')])
def test_the_second_reader_finds_changes(old: bytes, new: bytes, tmp_path: Path) -> None:
    data = "".join(f"{line}\n" for line in VECTORS["lines"]).encode()
    assert old in data
    assert "ValueError: entry" in reread(data.replace(old, new, 1), tmp_path).stderr
