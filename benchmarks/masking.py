"""Shortening a combined log: our act with scan, journal and fsync against GNU sed, in megabytes per CPU-second.

Usage: `python benchmarks/masking.py [MEGABYTES] [FOLDER]` (default 50). Both shorten IPv4 to /24 and IPv6 to /48 anywhere in
the line; sed by one pass with three expressions (it knows neither time, nor mapped addresses, nor holds). The log is made
from a fixed seed: 85 % IPv4 clients, 15 % IPv6, one line in ten with an address in the query.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.streams import FREE, FileNotebook, before, opening, order
from zusage.adapters.connectors.logfiles.connector import open_logfiles
from zusage.operators import ip
from zusage.plan.act import Shorten

START = datetime(2026, 1, 1, tzinfo=UTC)
H = "[0-9a-f]{1,4}"
SED = (
    f"s/({H}:{H}:{H}):{H}:{H}:{H}:{H}:{H}/\\1::/g;"
    f"s/({H}:{H}:{H})(:{H}){{0,4}}::({H}(:{H}){{0,4}})?/\\1::/g;"
    "s/([0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})\\.[0-9]{1,3}/\\1.0/g"
)
AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.7444.60 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
)


def generate(path: Path, size: int) -> None:
    """A log of about `size` bytes."""
    dice, at, written = random.Random(7), START, 0
    with path.open("wb") as out:
        while written < size:
            lines = []
            for _ in range(5_000):
                at += timedelta(seconds=dice.random() / 3)
                query = f"?from={address(dice)}" if dice.random() < 0.1 else f"?page={dice.randrange(99)}"
                page = f"/de/hilfe/{dice.randrange(9999)}{query}"
                lines.append(
                    f'{address(dice)} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {page} HTTP/1.1" '
                    f'200 {dice.randrange(200, 90000)} "https://www.hafenchat.example/de/" "{dice.choice(AGENTS)}"\n'
                )
            written += out.write("".join(lines).encode())


def address(dice: random.Random) -> str:
    """A client."""
    if dice.random() < 0.85:
        return ".".join(str(dice.randrange(1, 255)) for _ in range(4))
    groups = ["2a01", "4f8", *(f"{dice.randrange(1, 65536):x}" for _ in range(6))]
    return ":".join(groups) if dice.random() < 0.7 else ":".join(groups[:4]) + f"::{groups[7]}"


def cpu(job: Callable[[], object]) -> float:
    """CPU seconds of a job in this process and its children."""
    before_self, before_children = usage(resource.RUSAGE_SELF), usage(resource.RUSAGE_CHILDREN)
    job()
    return usage(resource.RUSAGE_SELF) - before_self + usage(resource.RUSAGE_CHILDREN) - before_children


def usage(who: int) -> float:
    """User and system seconds."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Generate, run both, print."""
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        folder = Path(name)
        source, log = folder / "source", folder / "access.log.1"
        generate(source, megabytes * 1_000_000)
        size = source.stat().st_size / 1_000_000
        shutil.copyfile(source, log)
        act = Shorten("a", "p", "lines", "client_ip", before("time", START + timedelta(days=9999)))
        store = open_logfiles(opening(FileNotebook(folder / "notebook"), paths=(str(log),)))
        wall = time.perf_counter()
        ours = cpu(lambda: store.apply(act, order("r1", FREE)))
        wall = time.perf_counter() - wall
        again = cpu(lambda: store.apply(act, order("r2", FREE)))
        blocks = [source.read_bytes()] if megabytes <= 100 else []
        pure = cpu(
            lambda: [ip.shorten(block[at : at + (1 << 20)]) for block in blocks for at in range(0, len(block), 1 << 20)]
        )
        command = f"LC_ALL=C sed -E '{SED}' {source} > {folder}/sed"
        theirs = cpu(lambda: subprocess.run(command, shell=True, check=True))
        same = (folder / "sed").read_bytes() == log.read_bytes() if megabytes <= 400 else None
    print(
        f"{size:.0f} MB; zusage {size / ours:.0f} MB/cpu-s ({wall:.1f} s wall), again with nothing left {size / again:.0f},"
    )
    alone = f"{size / pure:.0f}" if pure else "not measured"
    print(f"operator alone {alone}; sed {size / theirs:.0f} MB/cpu-s; ratio {theirs / ours:.2f}; same bytes: {same}")


if __name__ == "__main__":
    main()
