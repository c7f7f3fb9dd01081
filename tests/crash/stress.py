"""kill -9 of `zusage apply` at random moments, again and again, on a firm that has every kind of store.

    python tests/crash/stress.py --kills 200 --seed 7

Each round fills the stores anew; runs are started and killed at any moment of their life, start-up too, until one ends by
itself. After each kill nothing may be gone that must stay, every row that is gone must be in the journal of its store
exactly once, and no file may be left whose row is gone. After each round everything due must be gone, the ledger must count
exactly that, and nothing of ours may lie about. Ends with 1 if any of this was ever otherwise.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.company import clock
from support.mariadb import running_mariadb
from support.mixed import ROUND, Mixed
from support.postgres import running

FREE = ("--yes", "--max-rows", "1000000", "--batch-time", "5ms")
MOST = 12
"""Kills in a round, after which a run is let live."""
EARLY = 0.25
"""The share of kills that strike at any moment of a run's life; the others wait until it has shown its plan."""


@dataclass
class Outcome:
    """What was done and what was wrong."""

    kills: int = 0
    rounds: int = 0
    runs: int = 0
    resumed: int = 0
    units: int = 0
    exact: int = 0
    overdue: int = 0
    early: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def table(self, seed: int) -> str:
        """For people."""
        rows = [
            ("kills", f"{self.kills} ({', '.join(f'{n} {when}' for when, n in sorted(self.struck.items()))})"),
            ("resumed", f"{self.resumed} of {self.kills}"),
            ("counts exact", f"{self.exact} of {self.rounds} rounds ({self.units} units)"),
            ("overdue left", str(self.overdue)),
            ("early gone", str(self.early)),
            ("otherwise wrong", str(len(self.wrong))),
            ("seed", str(seed)),
        ]
        return "\n".join(f"{name:16} {value}" for name, value in rows) + "".join(f"\n  {line}" for line in self.wrong[:40])

    @property
    def good(self) -> bool:
        """Whether all was as it should be."""
        return not (self.wrong or self.overdue or self.early) and self.exact == self.rounds and self.resumed == self.kills


class Stress:
    """Kills until there have been enough; `say` is told of each round."""

    def __init__(self, firm: Mixed, seed: int, say: object = None) -> None:
        self.firm, self.dice, self.outcome = firm, random.Random(seed), Outcome()
        self._say = say if callable(say) else lambda _: None
        self._life = self._work = 0.0

    def go(self, kills: int) -> Outcome:
        """At least one round, and as many as it takes."""
        firm, number = self.firm, 0
        while not number or self.outcome.kills < kills:
            number += 1
            firm.fill(number)
            if number == 1:
                firm.hold(ROUND + 1)
            self._round(kills if number > 1 else 0, number)
            self._settle(number, again=number % 5 == 0 or self.outcome.kills >= kills)
            self._say(f"round {number}: {self.outcome.kills} kills, {len(self.outcome.wrong)} wrong")
        return self.outcome

    def _round(self, kills: int, number: int) -> None:
        """Start and kill until a run comes to its end; every other round applies one saved plan again and again."""
        words, pending, most = list(FREE), 0, self.outcome.kills + MOST
        if number % 2 == 0:
            self.firm.zusage("plan", "-o", "plan.json")
            words.insert(0, "plan.json")
        for _ in range(4 * MOST):
            spare = self.outcome.kills >= min(kills, most)
            ended = self._run(words, None if spare else self.dice.random(), at_work=self.dice.random() > EARLY)
            pending += ended is None
            if ended is not None:
                self._expect(ended == 0, f"round {number}: a run ended with {ended}: {self._errors()}")
                self.outcome.resumed += pending
                return
        self.outcome.wrong.append(f"round {number}: no run came to its end")

    def _run(self, words: list[str], share: float | None, *, at_work: bool = False) -> int | None:
        """The exit code of a run, or None when it was killed after this share of its life, or of its work."""
        with (self.firm.folder.parent / "stderr").open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", "from zusage.cli.main import main; main()", "--lang", "en", "apply", *words],
                cwd=self.firm.folder,
                env={name: value for name, value in os.environ.items() if not name.startswith("ZUSAGE")},
                stdout=errors,
                stderr=errors,
                start_new_session=True,
            )
            self.outcome.runs += 1
            begun, shown = time.monotonic(), self._shown(process) if at_work or share is None else None
            try:
                seconds = 300 if share is None else share * (self._work if at_work else self._life)
                ended = process.wait(seconds)
                self._learn(begun, shown)
                return ended
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            self._expect(share is not None, "a run did not end within 300 s")
        self.outcome.kills += 1
        self._after_kill(process.pid)
        return None

    def _shown(self, process: subprocess.Popen[bytes]) -> float:
        """Wait until the run has shown its plan; the moment."""
        file = self.firm.folder.parent / "stderr"
        while process.poll() is None and b"Why?" not in file.read_bytes():
            time.sleep(0.005)
        return time.monotonic()

    def _learn(self, begun: float, shown: float | None) -> None:
        now = time.monotonic()
        took = 1.1 * (now - begun)
        self._life = (self._life + took) / 2 if self._life else took
        if shown is not None:
            self._work = (self._work + now - shown) / 2 if self._work else now - shown

    def _after_kill(self, process: int) -> None:
        firm, total = self.firm, self.firm.total()
        gone, wrong = firm.look()
        ledger = firm.in_ledger()
        began = bool(firm.state_rows(f"SELECT 1 FROM lease WHERE process = {process}"))
        rest = sum(total.values()) - sum(gone.values())
        when = "before the run began" if not began else "at work" if rest else "after the last row"
        self.outcome.struck[when] += 1
        self.outcome.early += sum(line.startswith(("early", "line ")) for line in wrong)
        self.outcome.wrong += [f"after kill {self.outcome.kills}: {line}" for line in wrong]
        for name, count in ledger.items():
            self._expect(count <= gone[name], f"after kill {self.outcome.kills}: ledger counts {count} {name}, {gone[name]}")

    def _settle(self, number: int, *, again: bool) -> None:
        """What must be true when a run has come to its end; `again`: and that the next one finds nothing to do."""
        firm, total = self.firm, self.firm.total()
        for second in (False, True)[: 1 + again]:
            if second:
                self._expect(self._run(list(FREE), None) == 0, f"round {number}: the run after it did not end well")
            gone, wrong = firm.look()
            ledger = firm.in_ledger()
            self.outcome.wrong += [f"round {number}: {line}" for line in (*wrong, *firm.left_over())]
            due = {name: count for name, count in total.items() if count}
            exact = due == dict(+gone) and ledger == {name: n for name, n in due.items() if name != "media"}
            self._expect(exact, f"round {number}: due {total}, gone {dict(gone)}, ledger {ledger}")
            self.outcome.overdue += sum(total.values()) - sum(gone.values())
            self.outcome.units = sum(ledger.values())
            self.outcome.exact += exact and not second
        done = firm.zusage("ledger", "verify", ok=None)
        self._expect(done.exit == 0, f"round {number}: ledger verify ended with {done.exit}")
        self.outcome.rounds += 1
        firm.close_round()

    def _errors(self) -> str:
        return (self.firm.folder.parent / "stderr").read_text(errors="replace")[-1500:]

    def _expect(self, true: bool, otherwise: str) -> None:
        if not true:
            self.outcome.wrong.append(otherwise)


def main() -> int:
    """Servers, a firm, and the table at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--size", type=int, default=1500, help="rows per table and round that are due")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="zusage-stress-"))
    folder.chmod(0o755)
    begun = time.monotonic()
    try:
        with ExitStack() as stack:
            (folder / "pg").mkdir()
            (folder / "maria").mkdir()
            for place in ("pg", "maria"):
                (folder / place).chmod(0o755)
            postgres = stack.enter_context(running(folder / "pg"))
            maria = stack.enter_context(running_mariadb(folder / "maria"))
            urls = {"DESK": postgres.url(postgres.create()), "FORUM": maria.url(maria.create())}
            firm = Mixed.found(folder / "firm", clock().replace(microsecond=0), urls, asked.size)
            outcome = Stress(firm, asked.seed, lambda text: print(text, flush=True)).go(asked.kills)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(outcome.table(asked.seed))
    print(f"{outcome.runs} runs in {time.monotonic() - begun:.0f} s")
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main())
