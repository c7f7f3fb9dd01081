"""routine-run: the routine run comes as often as promised and visits every store.

Law: broken when the last run is older than the interval and its margin, or when it missed a store.
"""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.model.calendar import Term, end_of
from zusage.model.period import parse_period


class RoutineRun(Observed):
    """Reads the runs in the ledger."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the ledger."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when late or when a store was left out."""
        runs = evidence.history.runs
        if not runs:
            return conclude(evidence, (), Finding(unproven="no_run_yet"), asks=False)
        last = max(runs, key=lambda run: run.at)
        every = parse_period(scene.word("every")) or scene.policy.run.every
        until = end_of(last.at, Term(every + scene.policy.run.grace), ZoneInfo(scene.policy.timezone))
        late = until <= scene.now
        missed = [m for m in last.missed if m in scene.policy.systems]
        broken = "run_late" if late else "store_missed" if missed else ""
        facts = {"places": ", ".join(missed)}
        numbers = {"days": max((scene.now - last.at).days, 0), "found": len(missed), "examined": len(last.visited)}
        return conclude(evidence, (), Finding(broken, "", numbers, facts, {"last": last.at}, next=until), asks=False)


KIND = RoutineRun("routine-run")
