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
from time import perf_counter, process_time

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
    rows: list[tuple[str, ...]] = [
        ("company", "days", "in time", "open", "overdue", "early", "kept back", "holds", "restores", "faults")
    ]
    boards = []
    for name, done in found.items():
        sums = (
            sum(getattr(line, what) for line in done.lines) for what in ("gone", "open", "overdue", "early", "kept_back")
        )
        holds = sum(what == "set" for _, what, _ in done.holds)
        rows.append((name, *(str(n) for n in (done.days, *sums, holds, len(done.restores), len(done.faults)))))
        states = Counter(line.board for line in done.lines)
        boards.append(f"{name}: {', '.join(f'{count} {state}' for state, count in states.most_common())}")
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows] + ["", *boards]


def broken_summary(found: dict[str, list[Broken]]) -> list[str]:
    """Company by outcome; what a document states is told apart from what no probe sees."""
    names = ("detected", "missed", "failed", "no saboteur", "attested", "unseen")
    lines = [f"{'company':<14}" + "".join(f"{name:>13}" for name in (*names, "faults"))]
    for company, ones in found.items():
        stated = [one.outcome == "unseen" and one.before == "attested" for one in ones]
        counts = Counter("attested" if told else one.outcome for one, told in zip(ones, stated, strict=True))
        numbers = (*(counts[name] for name in names), sum(one.fault for one in ones))
        lines.append(f"{company:<14}" + "".join(f"{number:>13}" for number in numbers))
    return lines


def main() -> None:
    """Live, break, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--company", action="append", default=[])
    options = parser.parse_args()
    names, begun = options.company or lives(EXAMPLES), perf_counter()
    lived = {name: live(name, options.days) for name in names}
    destroyed = {name: broken(name) for name in names}
    lines = [*life_lines(lived), "", *broken_summary(destroyed), "", *matrix_lines(dict(destroyed), "en")]
    lines += ["", f"{perf_counter() - begun:.0f} s, {process_time():.0f} s of one core"]
    (OUT / "matrix.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))
    print("d detected, M missed, f could not be broken here, - no saboteur, . cannot be observed yet")
    faults = sum(len(done.faults) for done in lived.values()) + sum(
        one.fault for found in destroyed.values() for one in found
    )
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
