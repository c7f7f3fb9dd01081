"""Masking logs: `zusage mask-logs` against anonip, GNU sed and two passes of Python's `re`, in CPU seconds side by side.

Usage: `python benchmarks/masking.py [MEGABYTES] [ROUNDS] [FOLDER]` (default 200 MB, 3 rounds). Every tool is a process of
its own that reads a file and writes one; CPU seconds are its own and its children's, start included. Rounds are
interleaved, the median counts. The first log has addresses of clients only (85 % IPv4, 15 % IPv6); its result is compared
byte by byte with a slow reference that knows nothing but Python's `ipaddress`. The second has addresses and e-mail
addresses in queries, too.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
START = datetime(2026, 1, 1, tzinfo=UTC)
H = "[0-9a-f]{1,4}"
SED = (
    f"s/({H}:{H}:{H}):{H}:{H}:{H}:{H}:{H}/\\1::/g;"
    f"s/({H}:{H}:{H})(:{H}){{0,4}}::({H}(:{H}){{0,4}})?/\\1::/g;"
    "s/([0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3})\\.[0-9]{1,3}/\\1.0/g"
)
TWO_PASSES = """
import ipaddress, re, sys
V4, V6 = rb"(?:[0-9]{1,3}\\.){3}[0-9]{1,3}", rb"(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}"
IP = re.compile(rb"(?<![0-9A-Fa-f:.])(?:" + V4 + rb"|" + V6 + rb")(?![0-9A-Fa-f:.])")
MAIL = re.compile(rb"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}")
seen = {}
def short(match):
    text = match[0]
    if text not in seen:
        try:
            address = ipaddress.ip_address(text.decode())
            network = ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False)
            seen[text] = str(network.network_address).encode()
        except ValueError:
            seen[text] = text
    return seen[text]
source, out = sys.stdin.buffer, sys.stdout.buffer
while block := source.read(8 << 20):
    block += source.readline()
    out.write(MAIL.sub(b"-", IP.sub(short, block)))
"""
AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.7444.60 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
)


def generate(path: Path, size: int, queries: float = 0.1, mails: float = 0.0) -> None:
    """A log of about `size` bytes; in these shares of the lines the query holds an address or an e-mail address."""
    dice, at, written = random.Random(7), START, 0
    with path.open("wb") as out:
        while written < size:
            lines = []
            for _ in range(5_000):
                at += timedelta(seconds=dice.random() / 3)
                page = f"/de/hilfe/{dice.randrange(9999)}{query(dice, queries, mails)}"
                lines.append(
                    f'{address(dice)} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {page} HTTP/1.1" '
                    f'200 {dice.randrange(200, 90000)} "https://www.hafenchat.example/de/" "{dice.choice(AGENTS)}"\n'
                )
            written += out.write("".join(lines).encode())


def query(dice: random.Random, queries: float, mails: float) -> str:
    """The query of a request."""
    draw = dice.random()
    if draw < queries:
        return f"?from={address(dice)}"
    return (
        f"?mail=user{dice.randrange(9999)}@post{dice.randrange(99)}.example&x=1"
        if draw < queries + mails
        else f"?page={dice.randrange(99)}"
    )


def address(dice: random.Random) -> str:
    """A client."""
    if dice.random() < 0.85:
        return ".".join(str(dice.randrange(1, 255)) for _ in range(4))
    groups = ["2a01", "4f8", *(f"{dice.randrange(1, 65536):x}" for _ in range(6))]
    return ":".join(groups) if dice.random() < 0.7 else ":".join(groups[:4]) + f"::{groups[7]}"


def reference(source: Path) -> str:
    """Digest of the first log, masked line by line with the standard library."""
    total = hashlib.sha256()
    with source.open("rb") as lines:
        for line in lines:
            client, rest = line.split(b" ", 1)
            found = ipaddress.ip_address(client.decode())
            network = ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False)
            total.update(str(network.network_address).encode() + b" " + rest)
    return total.hexdigest()


@dataclass
class Tool:
    """A command that masks from standard input to standard output, and what its runs took."""

    name: str
    command: tuple[str, ...]
    cpu: list[float]
    wall: list[float]

    def run(self, source: Path, sink: Path) -> None:
        """One run."""
        before, begin = usage(), time.perf_counter()
        with source.open("rb") as data, sink.open("wb") as out:
            subprocess.run(self.command, stdin=data, stdout=out, check=True, env={**os.environ, "LC_ALL": "C"})
        self.cpu.append(usage() - before)
        self.wall.append(time.perf_counter() - begin)


def usage() -> float:
    """CPU seconds of all children that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tool(name: str, *command: str) -> Tool:
    """A tool without runs."""
    return Tool(name, command, [], [])


def compare(source: Path, folder: Path, tools: tuple[Tool, ...], rounds: int) -> dict[str, str]:
    """Interleaved runs; the digest of what each tool wrote last."""
    for _ in range(rounds):
        for one in tools:
            one.run(source, folder / one.name.replace(" ", "-"))
    return {one.name: hashlib.sha256((folder / one.name.replace(" ", "-")).read_bytes()).hexdigest() for one in tools}


def told(job: str, peer: Tool, ours: Tool, size: float, target: float) -> None:
    """Print one ratio and keep it for the table."""
    mine, theirs = (size / statistics.median(one.cpu) for one in (ours, peer))
    ratio = mine / theirs
    print(f"{job}: zusage {mine:.0f} MB/cpu-s, {peer.name} {theirs:.1f}; ratio {ratio:.2f} (target {target})", flush=True)
    record(job, peer.name, f"{mine:.0f} MB/cpu-s", f"{theirs:.1f} MB/cpu-s", ratio, target)


def record(job: str, peer: str, ours: str, theirs: str, ratio: float, target: float) -> None:
    """One line for the table of benchmarks."""
    row = {"job": job, "peer": peer, "ours": ours, "theirs": theirs, "ratio": round(ratio, 2)}
    path = ROOT / "build" / "benchmarks.jsonl"
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as out:
        out.write(json.dumps(row | {"target": f">= {target}x", "met": ratio >= target}) + "\n")


def clients(folder: Path, size: int, rounds: int) -> None:
    """The first job: clients only."""
    source = folder / "clients.log"
    generate(source, size, 0.0)
    ours = tool("zusage", zusage(), "mask-logs", "--format", "combined")
    two = tool("zusage with two processes", zusage(), "mask-logs", "--format", "combined", "--jobs", "2")
    sed = tool("GNU sed", "sed", "-E", SED)
    anonip = tool("anonip", sys.executable, "-m", "anonip", "--ipv4mask", "8", "--ipv6mask", "80")
    digests = compare(source, folder, (ours, sed, anonip, two), rounds)
    same = digests["zusage"] == digests["zusage with two processes"] == reference(source)
    megabytes = source.stat().st_size / 1e6
    told("mask client IPs, v4 + v6", anonip, ours, megabytes, 10)
    told("mask client IPs, v4 + v6", sed, ours, megabytes, 1)
    walls = [statistics.median(one.wall) for one in (ours, two)]
    print(f"byte-identical to the slow reference: {same}; sed as well: {digests['GNU sed'] == digests['zusage']}")
    print(f"wall: one process {walls[0]:.2f} s, two processes {walls[1]:.2f} s; ratio {walls[0] / walls[1]:.2f}")
    if not same:
        raise SystemExit("the result differs from the slow reference")


def anywhere(folder: Path, size: int, rounds: int) -> None:
    """The second job: addresses and e-mail addresses anywhere."""
    source = folder / "anywhere.log"
    generate(source, size, 0.1, 0.1)
    ours = tool("zusage", zusage(), "mask-logs", "--format", "anywhere", "--emails")
    peer = tool("two-pass re", sys.executable, "-c", TWO_PASSES)
    digests = compare(source, folder, (ours, peer), rounds)
    told("mask IPs and e-mails anywhere", peer, ours, source.stat().st_size / 1e6, 3.5)
    print(f"same bytes: {digests['zusage'] == digests['two-pass re']}")


def zusage() -> str:
    """The command beside this interpreter."""
    return str(Path(sys.executable).with_name("zusage"))


def main() -> None:
    """Both jobs."""
    size = int(sys.argv[1]) * 1_000_000 if len(sys.argv) > 1 else 200_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as name:
        clients(Path(name), size, rounds)
        anywhere(Path(name), size, rounds)


if __name__ == "__main__":
    main()
