"""The ERP: contacts and their papers, order form, suppliers, newsletter.

Law: what the company promises decides which rows are late: some of each kind were left undone on purpose (see README),
everything else is as a careful company would keep it.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from making.people import LAST, LEGAL_FORMS, PLACES, Person, person, phone, plain, street
from making.store import Sink
from making.world import World, midnight, office_hour

from company.phrases import FUNCTIONS, LETTERS, LEVELS, PRODUCTS, SUPPLIES, TRADES
from company.size import EPOCH

BODIES = ("GmbH", "GmbH & Co. KG", "UG (haftungsbeschränkt)", "eG")
"""Clients in care are legal persons, so that the name of the company alone is no personal datum."""
NOTICE = date(2026, 9, 28)
ENDED = (None, None, None, 40, None, 130, None, None, 1300, None, None, 200, None, 3400, None, 300, None, 12)
"""How many days ago the relation of the n-th client ended; None: it goes on."""
BARE = 200
"""Who left that many days ago never ordered: no paper keeps the contact."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A client, as the other parts need to know it."""

    index: int
    number: str
    company: str
    host: str
    who: Person
    technical: Person
    place: tuple[str, str, str]
    level: str
    hours: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber who gets the newsletter, since `since`."""

    email: str
    since: datetime


def firms(world: World) -> Iterator[Firm]:
    """All clients, those that left included."""
    for index in range(world.size.clients):
        dice = world.dice(f"firm/{index}")
        days = ENDED[index % len(ENDED)]
        until = None if days is None else world.days_ago(days + index // len(ENDED))
        company = f"{dice.choice(TRADES)} {dice.choice(LAST)} {dice.choice(BODIES)}"
        host = f"{plain(company.split(maxsplit=1)[0])}-{index + 1}.example"
        level, hours = LEVELS[index % len(LEVELS)]
        stayed = 60 if days == BARE else _stayed(index, until is None, dice)
        since = max(EPOCH, (until or world.today) - timedelta(days=stayed))
        yield Firm(
            index,
            f"K-{20_000 + index}",
            company,
            host,
            person(dice, 1, host),
            person(dice, 2, host),
            (street(dice), *dice.choice(PLACES)),
            level,
            hours,
            since,
            until,
        )


def _stayed(index: int, active: bool, dice: random.Random) -> int:
    """How many days a client has been one; the first is the oldest."""
    if index == 0:
        return 4200
    return dice.randrange(300, 4200) if active else dice.randrange(500, 1500)


def fill_erp(sink: Sink, world: World, known: tuple[Firm, ...]) -> tuple[Reader, ...]:
    """Write everything; who gets the newsletter."""
    for product in PRODUCTS:
        sink.add("products", None, *product)
    for firm in known:
        _Papers(sink, world, firm).write()
    _order_forms(sink, world)
    _suppliers(sink, world)
    return tuple(_subscribers(sink, world))


class _Papers:
    """A contact with everything that hangs on it."""

    def __init__(self, sink: Sink, world: World, firm: Firm) -> None:
        self._sink, self._world, self._firm = sink, world, firm
        self._dice = world.dice(f"papers/{firm.index}")
        self._end = firm.until or world.today
        self._late = firm.index % 5 == 0

    def write(self) -> None:
        firm, dice = self._firm, self._dice
        who, tech = firm.who, firm.technical
        id = self._sink.add(
            "contacts",
            None,
            firm.number,
            firm.company,
            who.name,
            dice.choice(FUNCTIONS),
            who.email,
            phone(dice) if dice.random() < 0.7 else None,
            *firm.place,
            "DE",
            tech.name,
            tech.email,
            firm.since,
            firm.until,
        )
        self._offers(id)
        if (self._end - firm.since).days > 60:
            self._order(id)
            self._letters(id)
        self._told(id)

    def _years(self, duty: int) -> date:
        """The first day whose papers are still there; where nobody tidied up, three years more."""
        return date(self._world.today.year - duty - (3 if self._late else 0), 1, 1)

    def _order(self, id: int) -> None:
        firm, product = self._firm, self._firm.index % 3 + 1
        code, name, _, cents = PRODUCTS[product - 1]
        number = f"A-{firm.index:04d}-1"
        offer = f"AN-{firm.index:04d}-1"
        offered = firm.since - timedelta(days=20)
        if firm.until is None or firm.until >= self._years(6):
            row = product, number, offer, offered, f"{name} ({code})", 1, cents, firm.since, firm.until
            self._sink.add("orders", None, id, *row)
        for serial, day in enumerate(_months(firm.since, self._end)):
            if day >= self._years(8):
                self._invoice(id, number, serial, day, f"{name}, {day:%m/%Y}", cents)
        self._devices(id)

    def _devices(self, id: int) -> None:
        for serial, day in enumerate(_months(self._firm.since, self._end, 14)):
            done = day + timedelta(days=9)
            if done >= min(self._end, self._world.today) or day < self._years(6):
                continue
            code, name, _, cents = PRODUCTS[3 + serial % 2]
            number, offer = f"A-{self._firm.index:04d}-{serial + 2}", f"AN-{self._firm.index:04d}-{serial + 2}"
            row = 4 + serial % 2, number, offer, day - timedelta(days=12), f"{name} ({code})", 2, 2 * cents, day, done
            self._sink.add("orders", None, id, *row)
            self._invoice(id, number, 900 + serial, done, f"{name}, zwei Stück", 2 * cents)

    def _invoice(self, id: int, order: str, serial: int, day: date, text: str, cents: int) -> None:
        dice = self._dice
        number = f"R{day:%Y%m}-{self._firm.index:04d}-{serial}"
        due, paid = day + timedelta(days=14), day + timedelta(days=dice.randrange(3, 40))
        method = "direct_debit" if self._firm.index % 2 else "transfer"
        if paid <= self._world.today:
            state = "paid"
        else:
            paid, state = None, "open" if due >= self._world.today else "reminded"
        if method == "direct_debit" and paid and dice.random() < 0.01:
            state, paid = "returned", None
        row = number, order, day, text, cents, round(cents * 0.19), method, due, state, paid
        self._sink.add("invoices", None, id, *row)

    def _offers(self, id: int) -> None:
        for serial, age in enumerate((12, 80, 150, 700) if self._late else (12, 80)):
            issued = self._world.days_ago(age + 7 * (self._firm.index % 4))
            if self._firm.since - timedelta(days=40) <= issued < self._end:
                valid = issued + timedelta(days=30)
                state = "open" if valid >= self._world.today else ("declined", "expired")[serial % 2]
                number = f"AN-{self._firm.index:04d}-{70 + serial}"
                _, name, _, cents = PRODUCTS[3 + serial % 2]
                self._sink.add("offers", None, id, number, name, cents, issued, valid, state)

    def _letters(self, id: int) -> None:
        for serial, day in enumerate(_months(self._firm.since, self._end, 9)):
            if day >= self._years(6):
                direction, subject, body = LETTERS[serial % len(LETTERS)]
                greeting = f"Guten Tag {self._firm.who.name}, " if direction == "out" else "Guten Tag, "
                self._sink.add("letters", None, id, direction, day, subject, greeting + body)

    def _told(self, id: int) -> None:
        """A record that the contact was told of the version in force."""
        if self._firm.until is None and self._firm.since < NOTICE <= self._world.today:
            at = midnight(NOTICE) + timedelta(hours=9)
            self._sink.add("notices_sent", None, id, "clients", NOTICE.isoformat(), "mail", at)


def _months(first: date, last: date, step: int = 1) -> Iterator[date]:
    serial = 0
    while True:
        year, month = divmod(first.year * 12 + first.month - 1 + serial * step, 12)
        day = date(year, month + 1, min(first.day, 28))
        if day >= last:
            return
        yield day
        serial += 1


def _order_forms(sink: Sink, world: World) -> None:
    """What came through the form: most of it settled lately, some weeks ago and still there, some open."""
    dice = world.dice("order-forms")
    for number in range(world.size.clients):
        company = f"{dice.choice(TRADES)} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
        host = f"bestellung-{number + 1}.example"
        who, tech = person(dice, 1, host), person(dice, 2, host)
        settled = (None, 2, 6, 10, 40, 4)[number % 6]
        received = office_hour(dice, world.days_ago((settled or 0) + dice.randrange(1, 4)))
        done = None if settled is None else office_hour(dice, world.days_ago(settled))
        place = street(dice), *dice.choice(PLACES)
        names = who.name, who.email, tech.name, tech.email
        sink.add("order_forms", None, company, *place, *names, number % 3 + 1, received, done)


def _suppliers(sink: Sink, world: World) -> None:
    dice = world.dice("suppliers")
    for number in range(12):
        company = f"{dice.choice(SUPPLIES)} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
        who = person(dice, 1, f"lieferant-{number + 1}.example")
        ended = {3: 30, 7: 210, 11: 120}.get(number)
        since = world.days_ago(dice.randrange(800, 3000))
        row = f"L-{300 + number}", company, who.name, "Vertrieb", who.email, phone(dice), since
        sink.add("suppliers", None, *row, None if ended is None else world.days_ago(ended))


def _subscribers(sink: Sink, world: World) -> Iterator[Reader]:
    """One in ten is pending, seven are active, two have unsubscribed."""
    dice = world.dice("newsletter")
    pepper = dice.randbytes(32)
    for number in range(5 * world.size.clients):
        who = person(dice, number)
        name = who.name if dice.random() < 0.5 else None
        share = number % 10
        if share == 0:
            signed = office_hour(dice, world.days_ago((1, 3, 5, 20, 60)[number // 10 % 5]))
            sink.add("subscribers", None, who.email, name, "pending", signed)
            continue
        signed = office_hour(dice, world.days_ago(dice.randrange(150, 1500)))
        confirmed = signed + timedelta(minutes=dice.randrange(2, 2000))
        if share > 2:
            id = sink.add("subscribers", None, who.email, name, "active", signed)
            sink.add("consents", None, id, "newsletter", signed, confirmed, None, f"newsletter-{signed.year}")
            yield Reader(who.email, confirmed)
            continue
        left = (
            office_hour(dice, world.days_ago((1, 9, 30)[number // 10 % 3])) if share == 1 else confirmed + timedelta(days=90)
        )
        if number % 40 == 12:
            signed, confirmed, left = (at - timedelta(days=4 * 365) for at in (signed, confirmed, left))
        kept = (who.email, name) if share == 1 else (None, None)
        id = sink.add("subscribers", None, *kept, "unsubscribed", signed)
        sink.add("consents", None, id, "newsletter", signed, confirmed, left, f"newsletter-{signed.year}")
        sink.add("suppressed", None, hmac.new(pepper, who.email.encode(), hashlib.sha256).hexdigest(), left)
