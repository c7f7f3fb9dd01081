"""How long a person waits: --help, check and hold list as whole commands, medians of five runs after one that warms up.

Usage: `python benchmarks/commands.py [DECLARATION]` (default: the example). Nothing is connected by any of them.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "live-chat" / "zusage.yml"
RUNS = 5
GOALS = {"--help": 0.2, "check": 0.7, "hold list": 0.5}


def seconds(words: list[str], folder: Path) -> float:
    """Wall time of one command in a process of its own."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", "from zusage.cli.main import main; main()", *words]
    subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Print a line per command."""
    declaration = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(declaration, folder / "zusage.yml")
        for words, goal in GOALS.items():
            seconds(words.split(), folder)
            taken = [seconds(words.split(), folder) for _ in range(RUNS)]
            print(f"zusage {words:<10} {statistics.median(taken):5.2f} s   best {min(taken):.2f} s   goal {goal:.1f} s")


if __name__ == "__main__":
    main()
