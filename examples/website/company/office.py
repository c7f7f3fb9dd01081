"""The office: clients with what must be kept about them, prospects, applications, requests.

Law: rows are late only where the README says so; everything else is as a careful company would keep it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from making.folders import dated
from making.people import LAST, LEGAL_FORMS, PLACES, Person, person, phone, plain, street
from making.store import Sink
from making.world import World, midnight, office_hour

from company.phrases import COVER, JOBS, LETTERS, PROJECTS, TALKS, TRADES, WISHES

CRM = {
    "contacts": "id number name company street postcode city country email phone since ended_on",
    "deals": "id contact_id title stage net_cents opened_on closed_on",
    "notes": "id contact_id written_at text",
    "notices_sent": "id contact_id document version channel sent_at",
    "letters": "id contact_id sent_on subject body",
    "invoices": "id contact_id number issued_on text net_cents vat_cents paid_on",
    "leads": "id name function company email source added_on told_at last_contact_on",
}
PEOPLE = {"applications": "id name email phone position letter path channel received_at decided_on outcome"}
CASES = {
    "requests": "id number kind channel name email wish against received_at due_on extended_until extension_reason"
    " answered_at outcome answer grounds closed_at",
    "identity_proofs": "id request_id kind file received_at checked_at result",
}
CANARY = Person("Kim", "Kanari", "kim.kanari@post.example")
"""Somebody who is everywhere: in the form, the mailbox, the appointments, the newsletter and among the clients."""
CHANGED = 80
"""How many days ago the notice for clients was last changed."""
ENDED = (None, None, None, 40, 400, 1200, None, 2600, 3900, None)
"""How many days ago a client left; None: is still one."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client who gets mails."""

    id: int
    name: str
    email: str


def fill_crm(sink: Sink, world: World) -> list[Client]:
    """Clients, and companies that might become clients; the clients of today."""
    dice = world.dice("crm")
    clients = []
    for number in range(1, world.size.clients + 1):
        ended = ENDED[number % len(ENDED)]
        client = _client(sink, world, dice, number, ended)
        if ended is None:
            clients.append(client)
    for number in range(world.size.leads):
        _lead(sink, world, dice, number)
    return clients


def _client(sink: Sink, world: World, dice: random.Random, number: int, ended: int | None) -> Client:
    trade = TRADES[number % len(TRADES)]
    company = f"{trade} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
    who = CANARY if number == 1 else person(dice, number, f"{plain(trade)}-{number}.example")
    left = world.days_ago(ended) if ended is not None else None
    since = world.days_ago(4200 if number % 6 == 0 else (ended or 0) + dice.randrange(60, 900))
    tel = phone(dice) if dice.random() < 0.7 else None
    row = f"K-{20_000 + number}", who.name, company, street(dice), *dice.choice(PLACES), "DE", who.email, tel, since, left
    id = sink.add("contacts", None, *row)
    _work(sink, world, dice, id, since, left)
    told = max(world.days_ago(CHANGED), since)
    if left is None:
        version, at = world.days_ago(CHANGED).isoformat(), midnight(told) + timedelta(hours=9)
        sink.add("notices_sent", None, id, "clients", version, "mail", at)
    return Client(id, who.name, who.email)


def _work(sink: Sink, world: World, dice: random.Random, client: int, since: date, left: date | None) -> None:
    """An assignment a year with its invoices, letters and notes."""
    end, day, serial = left or world.today, since, 0
    while day <= end:
        serial += 1
        cents = dice.randrange(4, 60) * 25_000
        closed = day + timedelta(days=dice.randrange(60, 200))
        done = closed <= end
        title = dice.choice(PROJECTS)
        sink.add("deals", None, client, title, "done" if done else "won", cents, day, closed if done else None)
        for part in range(2):
            issued = day + timedelta(days=50 + 60 * part)
            if issued <= end:
                paid = issued + timedelta(days=dice.randrange(5, 25))
                number = f"KW{issued:%Y%m}-{client:05d}-{serial}{part}"
                row = issued, f"{title}, Teil {part + 1}", cents // 2, round(cents * 0.095)
                sink.add("invoices", None, client, number, *row, paid if paid <= world.today else None)
        subject, body = LETTERS[0 if serial == 1 else 1]
        sink.add("letters", None, client, day, subject, f"Guten Tag, {body}")
        sink.add("notes", None, client, office_hour(dice, min(end, day + timedelta(days=20))), dice.choice(TALKS))
        day += timedelta(days=dice.randrange(300, 430))
    if left:
        sink.add("letters", None, client, left, LETTERS[2][0], f"Guten Tag, {LETTERS[2][1]}")


def _lead(sink: Sink, world: World, dice: random.Random, number: int) -> None:
    company = f"{dice.choice(TRADES)} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
    who = person(dice, number, f"{plain(company.split(maxsplit=1)[0])}-i{number}.example")
    quiet = dice.randrange(190, 700) if number % 8 == 0 else dice.randrange(0, 165)
    added = world.days_ago(quiet + dice.randrange(0, 200))
    told = midnight(added) + timedelta(days=dice.randrange(1, 20), hours=9)
    function, source = (
        dice.choice(("Einkauf", "Geschäftsleitung", "Personal")),
        dice.choice(("website", "register", "event")),
    )
    sink.add(
        "leads", None, who.name, function, company, who.email, source, added, min(told, world.utc), world.days_ago(quiet)
    )


def fill_people(sink: Sink, world: World, folder: Path) -> None:
    """Applications: one in four open, one in four decided too long ago; each with a file."""
    dice = world.dice("applications")
    for number in range(1, world.size.applications + 1):
        who = person(dice, number)
        share = number % 4
        decided = None if share == 0 else dice.randrange(195, 900) if share == 1 else dice.randrange(3, 170)
        received = office_hour(dice, world.days_ago((decided or 0) + dice.randrange(4, 40)))
        path = f"{received:%Y}/bewerbung-{number:05d}.pdf"
        write_file(folder / path, b"%PDF-1.7\n" + dice.randbytes(300), received)
        job, text = dice.choice(JOBS), f"Guten Tag, {dice.choice(COVER)}"
        day = None if decided is None else world.days_ago(decided)
        outcome = None if decided is None else dice.choice(("declined", "declined", "hired", "withdrawn"))
        tel = phone(dice) if dice.random() < 0.5 else ""
        row = who.name, who.email, tel, job, text, path, dice.choice(("form", "mail")), received, day, outcome
        sink.add("applications", None, *row)


def fill_cases(sink: Sink, world: World) -> None:
    """Requests of every kind; the canary's stands open. Old cases and proofs of identity have been left behind."""
    dice = world.dice("cases")
    kinds = list(WISHES)
    for number in range(1, world.size.requests + 1):
        kind = "erasure" if number == 1 else kinds[number % len(kinds)]
        who = CANARY if number == 1 else person(dice, number)
        open_ = number == 1 or number % 9 == 0
        age = dice.randrange(1, 20) if open_ else dice.randrange(1500, 1900) if number % 7 == 3 else dice.randrange(30, 700)
        received = office_hour(dice, world.days_ago(age))
        answered = None if open_ else received + timedelta(days=dice.randrange(2, 26))
        due = (received + timedelta(days=28)).date()
        row = f"A-{received:%y}-{number:05d}", kind, "mail", who.name, who.email, WISHES[kind]
        against = "existing-customers" if kind == "objection" else ""
        end = (None, None, "", "", None) if open_ else (answered, "granted", "Wir haben Ihren Antrag erfüllt.", "", answered)
        id = sink.add("requests", None, *row, against, received, due, None, "", *end)
        if number % 5 == 2:
            _proof(sink, dice, id, received, None if open_ else received + timedelta(days=1))


def _proof(sink: Sink, dice: random.Random, request: int, received: datetime, checked: datetime | None) -> None:
    file = f"nachweis-{request:05d}.pdf"
    result = "confirmed" if checked else None
    sink.add("identity_proofs", None, request, "id_card", file, received + timedelta(hours=5), checked, result)


def write_file(path: Path, content: bytes, at: datetime) -> None:
    """A file as it would have been stored then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    dated(path, at)
