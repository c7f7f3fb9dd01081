"""Writes docs/benchmarks.md from what the benchmarks of one run have measured (`build/benchmarks.jsonl`).

Usage: `python benchmarks/page.py`, the last step of `make bench`. A missed target is a row like any other.
"""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path

from table import TABLE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`: every peer ran in the same run as Zusage, in turn, on the same machine, with the same durability.
Read the ratios; the absolute figures belong to this machine. {machine}.

| job | peer | Zusage | peer's figure | ratio | target | |
|---|---|---|---|---|---|---|
"""


def main() -> None:
    """The last row of each job and peer counts."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        found = json.loads(line)
        rows[found["job"], found["peer"]] = found
    load = max((float(found.get("load", 0)) for found in rows.values()), default=0.0)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    machine = f"{day}, {os.cpu_count()} cores, Python {platform.python_version()}, highest load average {load:.1f}"
    notes = PAGE.read_text().partition("\n## ")
    text = HEAD.format(machine=machine) + "".join(_row(found) for found in rows.values())
    PAGE.write_text(text + ("\n## " + notes[2] if notes[2] else ""))
    print(PAGE)


def _row(found: dict[str, object]) -> str:
    cells = [found[name] for name in ("job", "peer", "ours", "theirs")]
    ratio, target = (_number(found[name]) for name in ("ratio", "target"))
    met = "met" if found["met"] else "**missed**"
    return f"| {' | '.join(map(str, cells))} | {ratio} | {target} | {met} |\n"


def _number(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
