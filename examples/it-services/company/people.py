"""Staff and applicants: contracts, wages, working time, absences, applications."""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from making.people import PLACES, Person, person, street
from making.sealed import seal
from making.store import Sink
from making.world import World, midnight, office_hour

from company.phrases import JOBS, POSITIONS
from company.size import EPOCH

LEFT = {4: 60, 9: 300, 14: 900, 19: 1900}
"""How many days ago the n-th employee left; the last is due, because the year of leaving ended more than three years ago."""


@dataclass(frozen=True, slots=True)
class Worker:
    """An employee, as the desk needs to know them."""

    number: str
    who: Person
    job: str
    joined_on: date
    left_on: date | None


def workers(world: World) -> Iterator[Worker]:
    """Everybody who works or worked here and is still on record."""
    dice = world.dice("workers")
    for index in range(world.size.staff):
        left = LEFT.get(index)
        until = None if left is None else world.days_ago(left)
        since = max(EPOCH, (until or world.today) - timedelta(days=dice.randrange(400, 3000) if index else 3300))
        who = person(dice, index + 1, "nordnetz-it.example")
        yield Worker(f"P-{100 + index}", who, "Technik" if index in LEFT else JOBS[index % len(JOBS)], since, until)


def fill_people(sink: Sink, world: World, team: tuple[Worker, ...], key: str) -> None:
    """Write everything."""
    for index, worker in enumerate(team):
        dice = world.dice(f"worker/{index}")
        digits = f"{dice.randrange(10**18):018d}"
        iban = seal(f"DE{98 - int(digits + '131400') % 97:02d}{digits}", key, dice, midnight(worker.joined_on))
        row = worker.number, worker.who.name, worker.who.email, street(dice), *dice.choice(PLACES), worker.job, iban
        id = sink.add("employees", None, *row, worker.joined_on, worker.left_on)
        _wages(sink, world, dice, id, worker, undone=index % 6 == 0)
        _time(sink, world, dice, id, worker, undone=index == 2)
    _applications(sink, world)


def _wages(sink: Sink, world: World, dice: random.Random, id: int, worker: Worker, undone: bool) -> None:
    """Accounts of six calendar years back; where nobody tidied up, of eight."""
    gross, tax, church = dice.randrange(280_000, 620_000), dice.choice((1, 1, 3, 4)), dice.choice(("", "", "ev", "rk"))
    day = max(worker.joined_on, date(world.today.year - (8 if undone else 6), 1, 1))
    end = worker.left_on or world.today
    if worker.left_on is not None and worker.left_on < world.days_ago(1800):
        day = date(world.today.year - 6, 1, 1)
    while True:
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if last > end:
            return
        sink.add("payroll", None, id, last, gross, round(gross * 0.64), tax, church)
        day = last + timedelta(days=1)


def _time(sink: Sink, world: World, dice: random.Random, id: int, worker: Worker, undone: bool) -> None:
    """Working time of two years, absences of one; where nobody tidied up, two months more."""
    more = 60 if undone else 0
    day = max(worker.joined_on, world.days_ago(729 + more))
    end = worker.left_on or world.today
    while day < end:
        if day.weekday() < 5:
            begun = midnight(day) + timedelta(hours=6, minutes=dice.randrange(150))
            sink.add("hours", None, id, day, begun, begun + timedelta(hours=8, minutes=dice.randrange(20, 60)), 30)
        day += timedelta(days=1)
    for age in (30, 120, 200, 300, *((420,) if undone else ())):
        since = world.days_ago(age + dice.randrange(20))
        if worker.joined_on <= since < end - timedelta(days=14):
            kind = dice.choice(("leave", "leave", "sick"))
            sink.add("absences", None, id, kind, since, since + timedelta(days=dice.randrange(1, 12)))


def _applications(sink: Sink, world: World) -> None:
    """Some open, most decided, a few decided more than six months ago and still there."""
    dice = world.dice("applications")
    for number in range(world.size.staff):
        who = person(dice, number)
        decided = (None, 20, 90, 150, 170, 260)[number % 6]
        received = office_hour(dice, world.days_ago((decided or 0) + dice.randrange(15, 40)))
        outcome = None if decided is None else ("declined", "withdrawn")[number % 2]
        letter = f"Guten Tag, ich bewerbe mich als {POSITIONS[number % 3]}."
        row = who.name, who.email, "", POSITIONS[number % 3], letter, "", "mail", received
        sink.add("applications", None, *row, None if decided is None else world.days_ago(decided), outcome)
