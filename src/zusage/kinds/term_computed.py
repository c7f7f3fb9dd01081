"""term-computed: a stored end is what the start and the term give.

Law: starts of the last two years are compared month by month: broken when an end does not lie within the month that the
term gives, a day or two at its edges allowed for. What a computation row by row would find within a month is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, split_place, starting, total
from zusage.kinds.spoken import Observed
from zusage.model.calendar import add_days
from zusage.model.period import Period, parse_period
from zusage.plan.condition import Before, CutOff, Not, both, either
from zusage.plan.look import Count

MONTHS = 24
"""How far back starts are looked at."""


class TermComputed(Observed):
    """Compares starts and ends month by month."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Rows whose start lies in a month and whose end does not lie in the computed one."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one row that ends in another month."""
        system, _, _ = split_place(scene.word("table"))
        wrong = total(starting(evidence, "wrong:"))
        found = Finding("wrong_end" if wrong else "", "", {"found": wrong, "examined": total(starting(evidence, "all:"))})
        return conclude(evidence, (system,), found)


def _ask(scene: Scene) -> Iterator[Question]:
    system, table, _ = split_place(scene.word("table"))
    term = parse_period(scene.word("term")) or Period()
    start, end = scene.word("start"), scene.word("end")
    for ground in scene.grounds(system):
        if table in ground.structure.tables:
            yield Question(ground.target.target, Count("all:rows", table, Before(start, _cut(scene.now.date()))))
            wrong = [
                both(
                    Before(start, _cut(last)),
                    Not(Before(start, _cut(first - timedelta(days=1)))),
                    either(
                        Not(Before(end, _cut(add_days(last, term) + timedelta(days=1)))),
                        Before(end, _cut(add_days(first, term) - timedelta(days=2))),
                    ),
                )
                for first, last in _months(scene.now.date())
            ]
            yield Question(ground.target.target, Count("wrong:rows", table, either(*wrong)))


def _months(today: date) -> Iterator[tuple[date, date]]:
    for back in range(MONTHS):
        months = today.year * 12 + today.month - 1 - back
        first = date(months // 12, months % 12 + 1, 1)
        yield first, date((months + 1) // 12, (months + 1) % 12 + 1, 1) - timedelta(days=1)


def _cut(day: date) -> CutOff:
    return CutOff(datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC), day)


KIND = TermComputed("term-computed")
