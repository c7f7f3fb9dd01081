"""A second, independent reading of the ledger format, written from docs/spec/ledger.md alone: chain, root, checkpoints.

It imports nothing of Zusage and shares no code with it. Run: python tests/vectors/reread.py ENTRIES.jsonl
"""

import base64
import hashlib
import json
import sys
from pathlib import Path


def sha(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    """RFC 9162, 2.1.1, as it is defined."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha(b"")
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1" + root(leaves[:half]) + root(leaves[half:]))


def reread(data):
    """(number of entries, root in hex); ValueError naming the first entry that does not fit."""
    leaves, previous = [], "0" * 64
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise ValueError(f"entry {len(lines)}")
    for number, line in enumerate(lines):
        try:
            told = json.loads(line)
            text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        except ValueError as error:
            raise ValueError(f"entry {number}") from error
        names = ["at", "body", "index", "key", "kind", "previous"]
        if text != line or sorted(told) != names or told["index"] != number or told["previous"] != previous:
            raise ValueError(f"entry {number}")
        if told["kind"] == "checkpoint":
            note = told["body"]["note"].split("\n")
            if note[1:3] != [str(number), base64.b64encode(root(leaves)).decode()]:
                raise ValueError(f"entry {number}")
        leaves.append(sha(b"\0" + line))
        previous = leaves[-1].hex()
    return len(leaves), root(leaves).hex()


if __name__ == "__main__":
    print(*reread(Path(sys.argv[1]).read_bytes()))
