"""Fill a folder with Klarwerk GmbH: databases, logs, recordings, mails, backups, contracts. Same seed, same company.

Example: python examples/website/generate.py --into build/klarwerk
"""

from __future__ import annotations

import argparse
import dataclasses
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
    for name in (field.name for field in dataclasses.fields(Size) if field.name not in ("drift", "log_mb")):
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(default, name))
    parser.add_argument("--log-mb", type=float, default=default.log_mb)
    parser.add_argument("--drift", action="store_true", help="also what no run can put right")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.fromisoformat("2026-11-22T06:00:00+01:00"))
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    """Generate, and say how much."""
    options = vars(arguments(words))
    into, database, seed, now = (options.pop(name) for name in ("into", "database", "seed", "now"))
    if now.tzinfo is None:
        sys.exit("--now needs an offset from UTC, such as 2026-11-22T06:00:00+01:00")
    if min(value for name, value in options.items() if name not in ("drift", "log_mb")) < 1:
        sys.exit("every number must be at least 1")
    begun = time.perf_counter()
    counts = build_company(into, World(Size(**options), seed, now), database)
    told = ", ".join(f"{number:,} {name}".replace(",", " ") for name, number in counts.items())
    print(f"{into}: {told}. {time.perf_counter() - begun:.1f} s. Variables: {into}/zusage.env")


if __name__ == "__main__":
    main()
