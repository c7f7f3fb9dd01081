"""The command line of every generator: one option per size, the same words for where, when and which seed."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from making.world import World

Build = Callable[[Path, World, str], Mapping[str, int]]


def run_generator(
    about: str, size: type[Any], build: Build, least: Mapping[str, int] | None = None, words: list[str] | None = None
) -> None:
    """Generate, and say how much. The fields of `size` are the options; none may be less than `least` names, or 0."""
    options = vars(_arguments(about, size, words))
    into, database, seed, now = (options.pop(name) for name in ("into", "database", "seed", "now"))
    if now.tzinfo is None:
        sys.exit("--now needs an offset from UTC, such as 2026-11-22T06:00:00+01:00")
    for name, value in options.items():
        if value < (bound := (least or {}).get(name, 0)):
            sys.exit(f"--{name.replace('_', '-')} must be at least {bound}")
    begun = time.perf_counter()
    counts = build(into, World(size(**options), seed, now), database)
    told = ", ".join(f"{number:,} {name}".replace(",", " ") for name, number in counts.items())
    print(f"{into}: {told}. {time.perf_counter() - begun:.1f} s. Variables: {into}/zusage.env")


def _arguments(about: str, size: type[Any], words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, required=True, help="an empty or new folder")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or the URL of a PostgreSQL or MariaDB server as its administrator"
    )
    for field in fields(size):
        option = f"--{field.name.replace('_', '-')}"
        if isinstance(field.default, bool):
            parser.add_argument(option, action="store_true", help="also break promises that no run repairs (see README)")
        else:
            parser.add_argument(option, type=type(field.default), default=field.default)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.fromisoformat("2026-11-22T06:00:00+01:00"))
    return parser.parse_args(words)
