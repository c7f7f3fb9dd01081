"""Fill a folder with the example company: databases, logs, protocols, backups, mails, contracts. Same seed, same company.

Example: python examples/it-services/generate.py --into build/company
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from making.world import World

from company.build import build_company
from company.size import Size


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, required=True, help="an empty or new folder")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or the URL of a PostgreSQL or MariaDB server as its administrator"
    )
    default = Size()
    for name in ("clients", "tickets", "staff", "log-days", "backups"):
        parser.add_argument(f"--{name}", type=int, default=getattr(default, name.replace("-", "_")))
    parser.add_argument("--log-mb", type=float, default=default.log_mb)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.fromisoformat("2026-11-22T06:00:00+01:00"))
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    """Generate, and say how much."""
    options = vars(arguments(words))
    into, database, seed, now = (options.pop(name) for name in ("into", "database", "seed", "now"))
    if now.tzinfo is None:
        sys.exit("--now needs an offset from UTC, such as 2026-11-22T06:00:00+01:00")
    if min(options["clients"], options["tickets"], options["staff"]) < 1:
        sys.exit("--clients, --tickets and --staff must be at least 1")
    begun = time.perf_counter()
    counts = build_company(into, World(Size(**options), seed, now), database)
    words_ = ", ".join(f"{number:,} {name}".replace(",", " ") for name, number in counts.items())
    print(f"{into}: {words_}. {time.perf_counter() - begun:.1f} s. Variables: {into}/zusage.env")


if __name__ == "__main__":
    main()
