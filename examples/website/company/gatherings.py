"""Where people meet: video conferences with chat, recordings and files, and events with guests and what they need."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from making.people import Person, person, phone
from making.store import Sink
from making.world import World, office_hour

from company.office import CANARY, write_file
from company.phrases import BARRIERS, CHAT, DIETS, EVENTS, TOPICS

DEVICES = ("Firefox 144, Linux", "App 6.5, Windows 11", "App 6.5, iOS 18", "Telefon")


def fill_meetings(sink: Sink, world: World, recordings: Path, shared: Path) -> None:
    """Meetings of the last months; every third was recorded with the consent of all. Some are over for too long."""
    dice = world.dice("meetings")
    for number in range(1, world.size.meetings + 1):
        ago = (
            dice.randrange(65, 200)
            if number % 4 == 0
            else dice.randrange(1, 26)
            if number % 4 == 1
            else dice.randrange(1, 57)
        )
        starts = office_hour(dice, world.days_ago(ago))
        ends = starts + timedelta(minutes=dice.randrange(20, 90))
        meeting = sink.add("meetings", None, f"m-{dice.getrandbits(48):012x}", dice.choice(TOPICS), starts, ends)
        recorded = number % 3 == 0 or number == 1
        people = [
            _participant(
                sink,
                dice,
                meeting,
                CANARY if (number, place) == (1, 1) else person(dice, number * 10 + place),
                starts,
                ends,
                recorded,
            )
            for place in range(2 if number == 1 else dice.randrange(2, 6))
        ]
        _left_behind(sink, dice, people, number, ends, shared)
        if recorded:
            path = f"{starts:%Y/%m}/besprechung-{number:05d}.mp4"
            write_file(recordings / path, b"\x00\x00\x00\x18ftypmp42" + dice.randbytes(600), ends)
            sink.add("recordings", None, people[0], path, int((ends - starts).total_seconds()), ends)


def _participant(
    sink: Sink, dice: random.Random, meeting: int, who: Person, starts: datetime, ends: datetime, recorded: bool
) -> int:
    joined, device = starts + timedelta(seconds=dice.randrange(0, 200)), dice.choice(DEVICES)
    tel = phone(dice) if device == "Telefon" else ""
    id = sink.add("participants", None, meeting, who.name, who.email, tel, device, joined, ends)
    if recorded:
        sink.add("recording_consents", None, id, joined, None, f"aufzeichnung-{joined.year}")
    return id


def _left_behind(sink: Sink, dice: random.Random, people: list[int], number: int, ends: datetime, shared: Path) -> None:
    for place in range(dice.randrange(1, 6)):
        at = ends - timedelta(minutes=dice.randrange(1, 15))
        sink.add("chat_lines", None, dice.choice(people), at, dice.choice(CHAT))
        if place == 0 and number % 2:
            kind = dice.choice(("file", "whiteboard", "voicemail"))
            path = f"{ends:%Y/%m}/{kind}-{number:05d}.bin"
            write_file(shared / path, dice.randbytes(240), at)
            sink.add("shared_files", None, dice.choice(people), kind, path, at)


def fill_events(sink: Sink, world: World) -> None:
    """Events from next month back to last winter; details of health stayed after some of them."""
    dice = world.dice("events")
    for number in range(world.size.events):
        ago = (-30, -9, 3, 25, 50, 80, 150, 260)[number % 8] + 365 * (number // 8)
        day = world.days_ago(ago)
        event = sink.add("events", None, f"{EVENTS[number % len(EVENTS)]} {day.year}", "Saal am Markt, Musterstadt", day)
        for place in range(dice.randrange(8, 20)):
            who = person(dice, number * 100 + place)
            signed = min(office_hour(dice, day - timedelta(days=dice.randrange(4, 60))), world.utc)
            guest = sink.add(
                "guests", None, event, who.name, who.email, signed, day, dice.random() < 0.8 if ago > 0 else None
            )
            if dice.random() < 0.3:
                sink.add("needs", None, guest, dice.choice(DIETS), dice.choice(BARRIERS), signed, None, f"bedarf-{day.year}")
