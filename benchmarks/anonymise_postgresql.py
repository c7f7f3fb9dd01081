"""Anonymising in place on PostgreSQL: three columns of 500 000 of 1 000 000 rows against one naive UPDATE.

Usage: `python benchmarks/anonymise_postgresql.py [ROWS] [ROUNDS]`. Columns become NULL; ours in batches with journal.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import retention_store as bench
from retention_postgresql import LIKE_A_SERVER, copied, fill, timed
from table import interleaved, ratio_of, row, spread

from support.postgres import running

COLUMNS = ("body", "mail", "phone")


def main() -> None:
    """Empty by both."""
    size, rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running(folder, **LIKE_A_SERVER) as server:
            server.run("CREATE DATABASE template_bench")
            fill(server.url("template_bench"), size)
            update = f"UPDATE events SET {', '.join(f'{column} = NULL' for column in COLUMNS)} WHERE at <= %s"
            act = bench.clear(size, dict.fromkeys(COLUMNS))
            theirs, mine = interleaved(
                lambda: timed(copied(server), update, bench.cut(size)),
                lambda: bench.apply(copied(server), act)[0],
                rounds,
            )
            job = f"anonymise 3 columns of {size // 2:,} rows in place, PostgreSQL"
            row(job, "one naive UPDATE", spread(mine), spread(theirs), ratio_of(theirs, mine), 0.5)


if __name__ == "__main__":
    main()
