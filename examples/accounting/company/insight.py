"""The database of use: events, scores and recordings of people who agreed, clicks of the affiliate programme, traces.

Law: a visitor's number leads to an account only in the other database; no name and no address is written here.
"""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

from making.store import Sink
from making.world import World, office_hour, shares

from company.accounts import Member, address
from company.phrases import BROWSERS, COMMENTS, DEVICES, PAGES

TABLES = {
    "visitors": "id visitor_no created_at ended_at",
    "events": "id visitor_id kind page device browser at",
    "scores": "id visitor_id score comment locale device rated_at",
    "recordings": "id visitor_id ip screen device browser country language steps recorded_at",
    "clicks": "id visitor_no publisher advertisement referrer device browser at order_no ordered_at",
    "traces": "id trace_id host route status milliseconds account_no at",
}
CLICKED = (3, 400, 1_064, 1_127, 1_400)
"""Days ago: the last two are older than 36 months."""


def fill_insight(sink: Sink, world: World, members: tuple[Member, ...]) -> None:
    """Write everything."""
    dice = world.dice("insight")
    seen = [member for member in members if member.visitor_no]
    numbers = shares(world.size.events, [dice.uniform(0.4, 1.6) for _ in seen]) if seen else []
    for place, (member, events) in enumerate(zip(seen, numbers, strict=True)):
        ended = member.withdrawn or member.closed
        id = sink.add("visitors", None, member.visitor_no, member.since, ended)
        _use(sink, world, dice, id, member, events)
        if place % 2 == 0:
            rated = office_hour(dice, world.days_ago(5 + place % 300))
            if member.since < rated and (ended is None or rated < ended):
                row = dice.randrange(3, 11), dice.choice(COMMENTS), "de", dice.choice(DEVICES)
                sink.add("scores", None, id, *row, rated)
        _recording(sink, world, dice, id, place, member)
    _former(sink, world, dice)
    _clicks(sink, world, dice, members)
    _traces(sink, world, dice, members)


def _use(sink: Sink, world: World, dice: random.Random, id: int, member: Member, events: int) -> None:
    """Events over up to 400 days; the job that removes them after twelve months has been off for a month."""
    end = member.withdrawn or member.closed or world.utc
    begin = max(member.since, end - timedelta(days=400))
    length = int((end - begin).total_seconds())
    for _ in range(events):
        at = begin + timedelta(seconds=dice.randrange(max(1, length)))
        kind = dice.choice(("page", "page", "click"))
        sink.add("events", None, id, kind, dice.choice(PAGES), dice.choice(DEVICES), dice.choice(BROWSERS), at)


def _recording(sink: Sink, world: World, dice: random.Random, id: int, place: int, member: Member) -> None:
    """Only of the first 14 days; of 11 months and 29 days, of twelve months and a day, and younger ones."""
    at = member.since + timedelta(days=dice.randrange(0, 12), hours=1)
    if at > (member.withdrawn or member.closed or world.utc) or at < world.utc - timedelta(days=367):
        return
    record(sink, dice, id, at, ip=f"{address(dice).rpartition('.')[0]}.0")


def record(sink: Sink, dice: random.Random, id: int, at: datetime, ip: str) -> None:
    """One recording."""
    steps = json.dumps([[dice.randrange(1900), dice.randrange(1000)] for _ in range(6)])
    screen = dice.choice(("1920x1080", "390x844", "1440x900"))
    row = ip, screen, dice.choice(DEVICES), dice.choice(BROWSERS), "DE", "de", steps, at
    sink.add("recordings", None, id, *row)


def _former(sink: Sink, world: World, dice: random.Random) -> None:
    """Numbers of accounts that have long gone, with what was left behind; and the two days around twelve months."""
    for days in (5, 40, 180):
        ended = office_hour(dice, world.days_ago(days))
        id = sink.add("visitors", None, f"{dice.getrandbits(128):032x}", ended - timedelta(days=90), ended)
        sink.add("events", None, id, "page", PAGES[0], DEVICES[0], BROWSERS[0], ended - timedelta(days=1))
        sink.add(
            "scores", None, id, dice.randrange(0, 7), "Ich komme mit dem Export nicht zurecht.", "de", DEVICES[0], ended
        )
        record(sink, dice, id, ended - timedelta(days=80), "198.51.100.0")
    id = sink.add("visitors", None, f"{dice.getrandbits(128):032x}", office_hour(dice, world.days_ago(370)), None)
    for days in (364, 366):
        at = office_hour(dice, world.days_ago(days))
        sink.add("events", None, id, "page", PAGES[1], DEVICES[1], BROWSERS[1], at)
        record(sink, dice, id, at, "203.0.113.0")


def _clicks(sink: Sink, world: World, dice: random.Random, members: tuple[Member, ...]) -> None:
    for number in range(len(members)):
        at = office_hour(dice, world.days_ago(CLICKED[number % len(CLICKED)]))
        order = f"A{dice.randrange(10**6):06d}" if number % 3 == 0 else ""
        row = f"{dice.getrandbits(128):032x}", f"P-{dice.randrange(100, 130)}", f"banner-{number % 7}"
        where = f"https://ratgeber-{number % 9}.example/", dice.choice(DEVICES), dice.choice(BROWSERS)
        sink.add("clicks", None, *row, *where, at, order, at + timedelta(minutes=20) if order else None)


def _traces(sink: Sink, world: World, dice: random.Random, members: tuple[Member, ...]) -> None:
    for number in range(3 * len(members)):
        member = members[number % len(members)]
        at = world.utc - timedelta(seconds=dice.randrange(3_600, 45 * 86_400))
        who = "" if number % 29 == 8 else member.number
        row = f"{dice.getrandbits(128):032x}", f"web-{number % 4}", dice.choice(PAGES), dice.choice((500, 502, 200, 200))
        sink.add("traces", None, *row, dice.randrange(900, 20_000), who, at)
