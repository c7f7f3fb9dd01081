"""Mutation: how many faults the rules find in declarations that are clean but for one fact.

Usage: `python benchmarks/mutation.py [--most N] [--seed N] [--jobs N] [--show-missed FILE]`. The declarations of the five
example companies and the base of the rules' cases; of each operator (`zusage.testing.mutation`) at most `--most` mutants per
declaration, drawn by the seed. Caught is what a rule or the compiler reports at the thing that was changed or at one
that names it; what is reported anywhere else counts as missed. Target: 98 %, and nothing on the originals.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml
from table import row

from zusage.app.mutating import checker
from zusage.testing.mutation.judge import Check, Seen, Verdict, breed, judge
from zusage.testing.mutation.mutant import Mutant
from zusage.testing.mutation.operators import OPERATORS

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)
TARGET = 0.98
KINDS = ("accounting", "it-services", "website", "projects", "live-chat")


@cache
def declarations() -> dict[str, Any]:
    """The clean declarations by name."""
    files = {kind: ROOT / "examples" / kind / "zusage.yml" for kind in KINDS} | {
        "base": ROOT / "tests" / "rules" / "base.yml"
    }
    return {name: yaml.load(file.read_text(), yaml.BaseLoader) for name, file in files.items() if file.exists()}


@cache
def check_today() -> Check:
    """The check at the law of the day of the benchmark."""
    return checker(DAY)


@cache
def original(name: str) -> Counter[Seen]:
    """What the check finds in a clean declaration."""
    return check_today()(declarations()[name])


def judged(mutants: list[Mutant]) -> list[Verdict]:
    """Verdicts over some mutants."""
    return [judge(one, declarations()[one.declaration], original(one.declaration), check_today()) for one in mutants]


def spread(mutants: list[Mutant], jobs: int) -> list[Verdict]:
    """Verdicts in the order of the mutants, by several processes."""
    size = max(1, len(mutants) // (jobs * 8))
    parts = [mutants[at : at + size] for at in range(0, len(mutants), size)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:  # with what is loaded and known already
        return [verdict for part in pool.map(judged, parts) for verdict in part]


def table(verdicts: list[Verdict], key: Callable[[Verdict], str], title: str) -> None:
    """Mutants, caught by a rule, by the compiler, noticed elsewhere only, missed: one line per key."""
    print(f"\n{title:42}{'mutants':>8}{'rule':>7}{'compiler':>10}{'elsewhere':>11}{'missed':>8}{'caught':>9}")
    for name in dict.fromkeys(map(key, verdicts)):
        mine = [one for one in verdicts if key(one) == name]
        outcome = Counter(one.outcome for one in mine)
        share = sum(one.caught for one in mine) / len(mine)
        counts = f"{outcome['rule']:>7}{outcome['compiler']:>10}{outcome['elsewhere']:>11}{outcome['missed']:>8}"
        print(f"{name:42}{len(mine):>8}{counts}{share:>9.1%}")


def clean() -> bool:
    """Whether the originals have no finding of level error or warning; says what they have."""
    worst = 0
    for name in declarations():
        levels = Counter(dict.fromkeys(("error", "warning", "info"), 0))
        for seen, times in original(name).items():
            levels[seen.level] += times
        worst += levels["error"] + levels["warning"]
        print(f"original {name}: {levels['error']} errors, {levels['warning']} warnings, {levels['info']} hints")
        for seen in sorted(original(name), key=lambda one: (one.id, str(one.path))):
            print(f"  {seen.level} {seen.id} {'.'.join(map(str, seen.path))}")
    return worst == 0


def main() -> int:
    """Breed, judge, report."""
    options = argparse.ArgumentParser()
    options.add_argument("--most", type=int, default=1_000, help="mutants of one operator in one declaration")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--show-missed", type=Path)
    given = options.parse_args()
    begin = time.perf_counter()
    fine = clean()
    mutants = breed(declarations(), OPERATORS, given.most, given.seed)
    verdicts = spread(mutants, given.jobs)
    table(verdicts, lambda one: one.mutant.operator, "operator")
    table(verdicts, lambda one: one.mutant.declaration, "declaration")
    missed = [one for one in verdicts if not one.caught]
    if given.show_missed:
        lines = [json.dumps([one.outcome, list(one.by), str(one.mutant)], ensure_ascii=False) for one in missed]
        given.show_missed.write_text("\n".join(lines) + "\n" if lines else "")
    share = 1 - len(missed) / len(verdicts)
    rules = len({id for one in verdicts if one.outcome == "rule" for id in one.by})
    print(f"\n{len(verdicts)} mutants, {share:.1%} caught, {rules} rules took part, {time.perf_counter() - begin:.0f} s")
    job = f"faults found in {len(verdicts)} mutants"
    row(
        job,
        "one fact deleted or changed",
        f"{share:.1%}",
        "-",
        share,
        TARGET,
        share >= TARGET and fine and len(verdicts) >= 1_000,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
