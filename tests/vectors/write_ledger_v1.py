"""How ledger_v1.json was made, once. It is never written again: a format that changes gets a new file beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path

from zusage.ledger.checkpoint import Checkpoint, Signer, checkpoint_text
from zusage.ledger.entry import GENESIS, line_text, seal
from zusage.ledger.kinds import batch_entry, checkpoint_entry, hold_added_entry, policy_entry, run_started_entry
from zusage.ledger.tree import Frontier, consistency_proof, fold, inclusion_proof
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

FILE = Path(__file__).with_name("ledger_v1.json")
AT = datetime(2026, 11, 22, 6, 0, 0, 7, tzinfo=UTC)


def main() -> None:
    signer, target = Signer("zusage-ledger-vectors", bytes(range(32))), TargetId("instance", "ab12cd34")
    news = [
        policy_entry("11" * 32, AT, "22" * 32, 49),
        run_started_entry("r-1", AT, "11" * 32, "admin", [target, TargetId("control")], "0.1.0"),
        *(
            batch_entry(Batch(target, "r-1", "a-1", "chat/messages/keep", n, {"messages": 1000}, AT), "33" * 32)
            for n in range(5)
        ),
        hold_added_entry("H-1", AT, "court", "dpo", AT, system="control"),
        (
            "attestation",
            AT,
            {"text": 'ä „Zeichen“ \u2028 \U0001f512 " \\ \n \x00', "n": -1, "t": True, "l": [1, {"a": None}]},
            None,
        ),
    ]
    lines, leaves, roots, notes = [], [], [], []
    frontier, previous = Frontier(), GENESIS
    for n in range(21):
        if n in (9, 20):
            note = signer.sign(checkpoint_text(Checkpoint(signer.name, n, frontier.root(), AT)))
            new = checkpoint_entry(note, signer.verifier(), n, frontier.root(), AT)
            notes.append(note)
        else:
            new = news[n] if n < 9 else ("board", AT, {"number": n}, None)
        row = seal(new, n, previous)
        lines.append(line_text(*row[:5], previous))
        previous = row[5]
        leaves.append(previous)
        frontier.extend([previous])
        roots.append(frontier.root().hex())

    def nodes(level: int, index: int) -> bytes:
        return fold(leaves[index << level : (index + 1) << level])

    size = len(leaves)
    told = {
        "format": "zusage ledger 1",
        "seed": signer.seed.hex(),
        "key": signer.verifier(),
        "lines": lines,
        "hashes": [leaf.hex() for leaf in leaves],
        "roots": roots,
        "notes": notes,
        "inclusion": {str(n): [part.hex() for part in inclusion_proof(nodes, n, size)] for n in range(size)},
        "consistency": {str(n): [part.hex() for part in consistency_proof(nodes, n, size)] for n in range(1, size + 1)},
    }
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if FILE.exists():
        raise SystemExit("ledger_v1.json is kept for ever")
    main()
