"""The service desk: clients in care, technicians, tickets, remote sessions with their protocols, devices, documentation.

Law: clients whose care ended long ago are gone, except those with whom nobody has tidied up (see README).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from making.folders import dated
from making.people import Person, person, phone
from making.sealed import seal
from making.store import Sink
from making.world import World, midnight, office_hour, shares

from company.erp import Firm
from company.people import Worker
from company.phrases import ACCOUNTS, ALERTS, CHECKS, NOTES, PAGES, REASONS, STEPS, SYSTEMS, TICKETS

SHIFTS = ("früh", "spät")
UNDONE = 5
"""Every so-manieth client in care is one whose old tickets and sessions nobody has deleted."""


@dataclass(frozen=True, slots=True)
class Technician:
    """A row of technicians: id, name (None when emptied), shift, and the days at work."""

    id: int
    name: str | None
    shift: str
    since: date
    until: date | None


class Desk:
    """Writes the whole desk."""

    def __init__(self, sink: Sink, world: World, key: str, protocols: Path) -> None:
        self._sink, self._world, self._key, self._protocols = sink, world, key, protocols
        self._team: list[Technician] = []
        protocols.mkdir(parents=True, exist_ok=True)

    def fill(self, known: tuple[Firm, ...], workers: tuple[Worker, ...]) -> None:
        """Clients, and tickets as many as were asked for."""
        self._technicians(workers)
        here = [firm for firm in known if self._still_here(firm)]
        kept = [firm for firm in here if _is_kept(self._world, firm)]
        counts = dict(zip(kept, shares(self._world.size.tickets, [_weight(firm) for firm in kept]), strict=True))
        for firm in here:
            _Client(self._sink, self._world, firm, self._team, self._key, self._protocols).write(counts.get(firm, 0))
        self._handling()

    def _still_here(self, firm: Firm) -> bool:
        return firm.until is None or firm.until > self._world.days_ago(1400)

    def _technicians(self, workers: tuple[Worker, ...]) -> None:
        """One who left long ago was emptied; one who left ten months ago was not."""
        for worker in workers:
            gone = worker.left_on is not None and worker.left_on < self._world.days_ago(400)
            name, email = (None, None) if gone else (worker.who.name, worker.who.email)
            shift = SHIFTS[len(self._team) % 2]
            id = self._sink.add("technicians", None, worker.number, name, email, shift, worker.left_on)
            self._team.append(Technician(id, name, shift, worker.joined_on, worker.left_on))

    def _handling(self) -> None:
        """Steps of the last 110 days; those of the last 90 belong here."""
        dice = self._world.dice("handling")
        working = [one for one in self._team if one.until is None]
        for age in range(110, 0, -1):
            for _ in range(max(1, self._world.size.tickets // 300)):
                one, step = dice.choice(working), dice.choice(("reply", "work", "close"))
                at = office_hour(dice, self._world.days_ago(age))
                self._sink.add("handling", None, one.id, one.shift, step, dice.randrange(2, 90), at)


def _weight(firm: Firm) -> float:
    return 1.0 if firm.until is None else 0.4


def _is_kept(world: World, firm: Firm) -> bool:
    """Whether what ends with the care is still there: by right, or because nobody deleted it."""
    days = None if firm.until is None else (world.today - firm.until).days
    return days is None or days <= 90 or days in range(100, 150)


class _Client:
    """Writes one client."""

    def __init__(self, sink: Sink, world: World, firm: Firm, team: list[Technician], key: str, protocols: Path) -> None:
        self._sink, self._world, self._firm, self._key, self._protocols = sink, world, firm, key, protocols
        self._dice = world.dice(f"client/{firm.index}")
        self._team = team
        self._end = world.utc if firm.until is None else min(world.utc, midnight(firm.until))
        self._people: list[tuple[int, Person]] = []
        self._kept = _is_kept(world, firm)

    def write(self, tickets: int) -> None:
        firm, sink = self._firm, self._sink
        handed = None if firm.until is None else min(firm.until + timedelta(days=8), self._world.today)
        row = firm.number, firm.company, firm.level, firm.hours, firm.since, firm.until, handed
        self._id = sink.add("clients", None, *row)
        self._instructions(handed)
        if not self._kept:
            return
        sink.add("technical_contacts", None, self._id, firm.technical.name, firm.technical.email, phone(self._dice))
        for number in range(self._dice.randrange(2, 7)):
            who = person(self._dice, number + 3, firm.host)
            came = midnight(firm.since) + timedelta(days=number, hours=9)
            tel = phone(self._dice) if number % 2 else None
            self._people.append((sink.add("requesters", None, self._id, who.name, who.email, tel, came), who))
        for number in range(tickets):
            self._ticket(number, tickets)
        self._devices()
        if handed is None or handed >= self._world.days_ago(30) or firm.until <= self._world.days_ago(100):
            self._documentation()

    def _instructions(self, handed: date | None) -> None:
        firm, add = self._firm, self._sink.add
        name = firm.who.name
        add("instructions", None, self._id, "terms", "Auftrag nach Art. 28 DSGVO mit Anlagen", name, firm.since, None)
        words = "Tickets zwei Jahre, Sitzungen ein Jahr, Dokumentation bis 30 Tage nach Übergabe"
        add("instructions", None, self._id, "period", words, name, firm.since, None)
        if handed is not None and firm.until is not None:
            add("instructions", None, self._id, "return", "Übergabe der Dokumentation", name, firm.until, handed)
            done = firm.until + timedelta(days=92) if (self._world.today - firm.until).days > 150 else None
            add("instructions", None, self._id, "deletion", "Löschung nach Übergabe", name, firm.until, done)

    def _at_work(self, day: date) -> Technician:
        there = [one for one in self._team if one.since <= day and (one.until is None or one.until > day)]
        return self._dice.choice(there or self._team)

    def _moment(self, number: int, total: int) -> datetime:
        """Tickets are spread over the last two years; those of clients that were left undone, over four."""
        span = 1450 if self._firm.index % UNDONE == 0 else 720
        begin = max(midnight(self._firm.since) + timedelta(days=10), self._end - timedelta(days=span))
        share = (number + self._dice.random()) / total
        day = (begin + (self._end - timedelta(days=1) - begin) * share).date()
        return min(office_hour(self._dice, day), self._end - timedelta(hours=3))

    def _ticket(self, number: int, total: int) -> None:
        dice, sink = self._dice, self._sink
        opened = self._moment(number, total)
        requester, _ = dice.choice(self._people)
        one = self._at_work(opened.date())
        subject, question, answer, thanks = dice.choice(TICKETS)
        replied = opened + timedelta(minutes=dice.randrange(3, 170))
        closed = opened + timedelta(hours=dice.randrange(3, 90))
        done = closed < self._end and not (self._firm.until is None and self._end - opened < timedelta(days=6))
        name = f"T{opened:%y}-{sink.last.get('tickets', 0) + 1:06d}"
        priority = dice.choice(("low", "normal", "normal", "normal", "high", "outage"))
        state = "closed" if done else "open"
        times = opened, opened + timedelta(hours=self._firm.hours), replied, closed if done else None
        ticket = sink.add("tickets", None, name, requester, one.id, priority, state, subject, *times)
        sink.add("messages", None, ticket, None, "text", f"{question}", opened)
        sink.add("messages", None, ticket, one.id, "text", answer, replied)
        if dice.random() < 0.3:
            sink.add("messages", None, ticket, one.id, "note", dice.choice(NOTES), replied + timedelta(minutes=5))
        if done:
            sink.add("messages", None, ticket, None, "text", thanks, closed - timedelta(minutes=4))
        if dice.random() < 0.4:
            self._session(requester, one, name, replied)

    def _session(self, requester: int, one: Technician, ticket: str, at: datetime) -> None:
        """A remote session; old ones remain where nobody has tidied up, and so do protocols."""
        dice, age = self._dice, (self._world.utc - at).days
        undone = self._firm.index % UNDONE == 0
        ended = at + timedelta(minutes=dice.randrange(4, 50))
        file = f"{ended:%Y-%m-%d}-{ticket}.log"
        if age <= 360 or undone:
            kept = file if age <= 180 or undone else ""
            reason = dice.choice(REASONS)
            row = requester, one.id, ticket, reason, at - timedelta(seconds=40), at, ended, kept
            self._sink.add("sessions", None, *row)
        if age <= 180 or undone:
            path = self._protocols / file
            who = one.name or "Technik"
            lines = [f"{at + timedelta(minutes=n):%Y-%m-%d %H:%M:%S} UTC  {who}  {step}" for n, step in enumerate(STEPS)]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            dated(path, ended)

    def _devices(self) -> None:
        """One device for each person, one of them returned; and a server that nobody is signed in on."""
        dice, sink, firm = self._dice, self._sink, self._firm
        for number, (_, who) in enumerate((*self._people, (0, None))):
            serial = f"NN{firm.index:03d}{number:02d}{dice.getrandbits(24):06X}"
            kind = "laptop" if who else "server"
            back = firm.until
            if back is None and number == 0 and firm.index % 3 == 0:
                back = self._world.days_ago(65 if firm.index % 2 else 10)
            seen = min(self._end, midnight(back)) if back else self._end
            key = str(UUID(int=dice.getrandbits(128), version=4))
            name = who.name if who else None
            host = f"{kind[:2].upper()}-{firm.index:03d}-{number + 1}"
            row = serial, host, kind, dice.choice(SYSTEMS), name, key, seen - timedelta(minutes=7), back
            device = sink.add("devices", None, self._id, *row)
            self._watched(device, seen, dice)

    def _watched(self, device: int, seen: datetime, dice: random.Random) -> None:
        ages = (3, 40, 88, 260) if self._firm.index % UNDONE == 0 else (3, 40, 80)
        for age in ages:
            raised = seen - timedelta(days=age, hours=dice.randrange(1, 20))
            severity, text = dice.choice(ALERTS)
            cleared = None if age == 3 and dice.random() < 0.3 else raised + timedelta(hours=9)
            self._sink.add("alerts", None, device, severity, text, raised, cleared)
        title, result = dice.choice(CHECKS)
        day = (seen - timedelta(days=25)).date()
        self._sink.add("checklists", None, device, self._at_work(day).id, title, result, day)

    def _documentation(self) -> None:
        firm, dice = self._firm, self._dice
        for title, body in PAGES:
            at = self._end - timedelta(days=dice.randrange(5, 200))
            who = f"{firm.technical.name}, {firm.technical.email}"
            self._sink.add("pages", None, self._id, self._at_work(at.date()).id, title, body, who, at)
        for label, user in ACCOUNTS:
            at = self._end - timedelta(days=dice.randrange(5, 90))
            secret = seal(f"{dice.getrandbits(80):020x}", self._key, dice, at)
            self._sink.add("credentials", None, self._id, label, user, secret, at)
