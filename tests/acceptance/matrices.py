"""What `make acceptance` prints: 400 days of every company, and every promise of each broken on purpose.

Writes build/acceptance/<company>.{life,sabotage}.{txt,json} and prints company by kind of promise. Exit code 1 on a fault.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from zusage.app.breaking import Broken, sabotage
from zusage.app.lives import lives, load_life
from zusage.app.rehearsal import EXAMPLES
from zusage.app.simulate_view import as_json, broken_line, broken_lines, matrix_lines, month_line, simulated_lines
from zusage.app.simulating import Simulated, simulate

BEGIN, SEED = date(2026, 11, 22), 7
OUT = Path("build") / "acceptance"


def live(company: str, days: int) -> Simulated:
    """Its days, written down."""
    folder = OUT / company
    shutil.rmtree(folder, ignore_errors=True)
    done = simulate(load_life(EXAMPLES / company, SEED), folder, BEGIN, days, company=company, seed=SEED)
    lines = [*(month_line(month, "en") for month in done.months), *simulated_lines(done, "en")]
    write(company, "life", lines, as_json(done))
    return done


def broken(company: str) -> list[Broken]:
    """Its promises broken, written down."""
    folder = OUT / company
    shutil.rmtree(folder, ignore_errors=True)
    found = sabotage(EXAMPLES / company, folder, BEGIN, SEED)
    write(company, "sabotage", [*(broken_line(one, "en") for one in found), *broken_lines(found, "en")], as_json(found))
    shutil.rmtree(folder, ignore_errors=True)
    return found


def write(company: str, what: str, lines: list[str], json: str) -> None:
    """Text and JSON."""
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{company}.{what}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (OUT / f"{company}.{what}.json").write_text(json, encoding="utf-8")


def life_lines(found: dict[str, Simulated]) -> list[str]:
    """Company by what became of its units and promises."""
    lines = [f"{'company':<14}{'days':>6}{'gone in time':>14}{'open':>8}{'faults':>8}  board at the end"]
    for name, done in found.items():
        states = Counter(line.board for line in done.lines)
        board = ", ".join(f"{count} {state}" for state, count in states.most_common())
        gone, still = sum(line.gone for line in done.lines), sum(line.open for line in done.lines)
        lines.append(f"{name:<14}{done.days:>6}{gone:>14}{still:>8}{len(done.faults):>8}  {board}")
    return lines


def main() -> None:
    """Live, break, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--company", action="append", default=[])
    options = parser.parse_args()
    names = options.company or lives(EXAMPLES)
    lived = {name: live(name, options.days) for name in names}
    destroyed = {name: broken(name) for name in names}
    lines = [*life_lines(lived), "", *matrix_lines(dict(destroyed), "en")]
    (OUT / "matrix.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    print("d detected, M missed, f could not be broken here, - no saboteur, . cannot be observed yet")
    faults = sum(len(done.faults) for done in lived.values()) + sum(
        one.fault for found in destroyed.values() for one in found
    )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
