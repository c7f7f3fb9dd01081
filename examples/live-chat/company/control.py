"""The control database: customers and what they booked, invoices, letters, enquiries, newsletter.

Law: what the company promises decides which rows are late: the application has left some of each kind undone on purpose
(see README), everything else is as a careful company would keep it.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from making.people import LAST, LEGAL_FORMS, PLACES, Person, person, phone, plain, street
from making.sealed import seal
from making.store import Sink
from making.world import World, midnight, office_hour

from company.phrases import ENQUIRIES, LETTERS, OFFERS, TRADES, Trade
from company.size import EPOCH

TABLES = {
    "plans": "id name monthly_cents agents",
    "customers": "id number name company street postcode city country email phone created_at",
    "instances": "id customer_id plan_id booked_from booked_until term state",
    "notices_sent": "id customer_id document version channel sent_at",
    "mandates": "id customer_id reference account_holder iban signed_on revoked_on",
    "invoices": "id customer_id number issued_on text net_cents vat_cents paid_on",
    "letters": "id customer_id sent_on subject body",
    "enquiries": "id name email subject message received_at settled_at business_letter",
    "subscribers": "id email name state signed_up_at",
    "consents": "id subscriber_id kind given_at confirmed_at withdrawn_at text_version",
    "suppressed": "id email_hash added_at",
}
PLANS = (("Mole", 2900, 2), ("Pier", 5900, 5), ("Werft", 11900, 15))
ENDED = (201, 2, 45, 29, 2)
LONG = 80
CHANGED = (1600, 800, 80)
LEFT = ("duty", "trial", "ancient", "recent", "duty", "letters", "duty")


@dataclass(frozen=True, slots=True)
class Live:
    """An instance whose database exists."""

    id: str
    customer: int
    company: str
    trade: Trade
    booked_from: date
    booked_until: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber who gets the newsletter, since `since`."""

    email: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Control:
    """What the other parts need to know of the control database."""

    instances: tuple[Live, ...]
    readers: tuple[Reader, ...]
    payers: tuple[tuple[str, str], ...]


def ended_days(index: int, total: int) -> int | None:
    """How many days ago the live instance ended, or None while it is booked."""
    block, place = divmod(total - 1 - index, 12)
    return ENDED[place] + 3 * block if place < min(len(ENDED), total - 1) else None


def fill_control(sink: Sink, world: World, key: str) -> Control:
    """Write everything and say what exists."""
    dice = world.dice("control")
    for name, cents, agents in PLANS:
        sink.add("plans", None, name, cents, agents)
    books = _Books(sink, world, key, dice)
    instances = tuple(books.living())
    books.departed(len(instances))
    _enquiries(sink, world)
    readers = tuple(_subscribers(sink, world))
    return Control(instances, readers, tuple(books.payers))


class _Books:
    """Writes customers with everything that hangs on them."""

    def __init__(self, sink: Sink, world: World, key: str, dice: random.Random) -> None:
        self._sink, self._world, self._key, self._dice = sink, world, key, dice
        self._active = max(1, min(world.size.instances, world.size.customers - 1))
        self._serial = 0
        self.payers: list[tuple[str, str]] = []

    def living(self) -> Iterator[Live]:
        """Customers that still have an instance, and these instances.

        One that ended long ago belongs to a customer who still has another, so that deleting it does not make the customer
        due by the same run.
        """
        total = self._world.size.instances
        customers: dict[int, tuple[int, str, Trade, date]] = {}
        for index in range(total):
            days = ended_days(index, total)
            place = max(0, index - 11) % self._active if days is not None and days > LONG else index % self._active
            if place not in customers:
                since = self._since(place, days)
                customers[place] = (*self._customer(since, days), since)
            number, company, trade, since = customers[place]
            until = self._world.days_ago(days) if days is not None else self._cancelled(index)
            state = "booked" if days is None or days < 7 else "readonly"
            yield self._instance(index, number, company, trade, since, until, state)

    def departed(self, first: int) -> None:
        """Customers that have left; their instances are tombstones."""
        for index in range(max(0, self._world.size.customers - self._serial)):
            kind = LEFT[index % len(LEFT)]
            since, until = self._gone(kind)
            number = self._customer(since, kind=kind, until=until)[0]
            self._tombstone(first + index, number, since, until)

    def _since(self, place: int, ended: int | None) -> date:
        if place < 2:
            return max(EPOCH, self._world.days_ago(3700 + 40 * place))
        return self._world.days_ago((ended or 0) + self._dice.randrange(240, 1500))

    def _cancelled(self, index: int) -> date | None:
        return self._world.days_ago(-38) if index % 6 == 4 else None

    def _gone(self, kind: str) -> tuple[date, date]:
        low, high = {
            "duty": (120, 1900),
            "trial": (100, 400),
            "ancient": (3400, 3600),
            "recent": (20, 80),
            "letters": (2700, 2900),
        }[kind]
        left = self._dice.randrange(low, high)
        stayed = 30 if kind == "trial" else self._dice.randrange(200, 620)
        return max(EPOCH, self._world.days_ago(left + stayed)), self._world.days_ago(left)

    def _customer(
        self, since: date, ended: int | None = None, kind: str = "", until: date | None = None
    ) -> tuple[int, str, Trade]:
        dice, sink = self._dice, self._sink
        self._serial += 1
        trade = TRADES[self._serial % len(TRADES)]
        company = f"{dice.choice(trade.names)} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
        who = person(dice, self._serial, f"{plain(company.split(maxsplit=1)[0])}-{self._serial}.example")
        postcode, city = dice.choice(PLACES)
        place = street(dice), postcode, city, "DE"
        number = f"K-{10_000 + self._serial}"
        tel = phone(dice) if dice.random() < 0.6 else None
        id = sink.add("customers", None, number, who.name, company, *place, who.email, tel, office_hour(dice, since))
        until = until or (None if ended is None else self._world.days_ago(ended))
        if kind != "trial":
            self._account(id, who, since, until)
        if not kind:
            self.payers.append((who.name, who.email))
        self._tell(id, since, until)
        return id, company, trade

    def _tell(self, id: int, since: date, until: date | None) -> None:
        """Records that the customer was told of each version in force while they were one."""
        for days, over in zip(CHANGED, (*CHANGED[1:], -1), strict=True):
            changed, told = self._world.days_ago(days), max(self._world.days_ago(days), since)
            if told < self._world.days_ago(over) and (until is None or told < until):
                at = midnight(told) + timedelta(hours=9)
                self._sink.add("notices_sent", None, id, "service", changed.isoformat(), "mail", at)

    def _account(self, id: int, who: Person, since: date, until: date | None) -> None:
        dice, end = self._dice, until or self._world.today
        digits = f"{dice.randrange(10**18):018d}"
        iban = seal(f"DE{98 - int(digits + '131400') % 97:02d}{digits}", self._key, dice, midnight(since))
        self._sink.add("mandates", None, id, f"HC-{id:06d}", who.name, iban, since, until)
        cents, yearly = dice.choice(PLANS)[1], dice.random() < 0.15
        day, serial = since, 0
        while day < end:
            serial += 1
            self._invoice(id, serial, day, cents * (12 if yearly else 1))
            day = _months_later(since, serial * (12 if yearly else 1))
        for index in range(1 + (end - since).days // 400):
            subject, body = LETTERS[index % len(LETTERS)]
            sent = min(end, since + timedelta(days=400 * index + 3))
            self._sink.add("letters", None, id, sent, subject, f"Guten Tag {who.name}, {body}")

    def _invoice(self, customer: int, serial: int, day: date, cents: int) -> None:
        text = f"Instanz, Leistungszeitraum ab {day:%d.%m.%Y}"
        number = f"R{day:%Y%m}-{customer:05d}-{serial}"
        paid = day + timedelta(days=self._dice.randrange(3, 12))
        due = paid if paid <= self._world.today else None
        self._sink.add("invoices", None, customer, number, day, text, cents, round(cents * 0.19), due)

    def _instance(
        self, index: int, customer: int, company: str, trade: Trade, since: date, until: date | None, state: str
    ) -> Live:
        since = since if until is None else min(since, until - timedelta(days=60))
        live = Live(f"t{index + 1:04d}", customer, company, trade, since, until, state)
        self._book(live.id, customer, since, until, state)
        return live

    def _tombstone(self, index: int, customer: int, since: date, until: date) -> None:
        self._book(f"t{index + 1:04d}", customer, since, until, "purged")

    def _book(self, id: str, customer: int, since: date, until: date | None, state: str) -> None:
        end = None if until is None else midnight(until)
        term = self._dice.choice(("month", "month", "year"))
        self._sink.add("instances", id, customer, self._dice.randrange(1, 4), midnight(since), end, term, state)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def _enquiries(sink: Sink, world: World) -> None:
    dice = world.dice("enquiries")
    for number in range(6 * world.size.customers):
        who = person(dice, number)
        share = number % 20
        letter = share < 4
        subject, message = dice.choice(OFFERS if letter else ENQUIRIES)
        if letter:
            settled: int | None = dice.randrange(2600, 2800) if share == 0 else dice.randrange(30, 1400)
        else:
            settled = None if share < 7 else dice.randrange(0, 2) if share < 16 else dice.randrange(5, 140)
        received = office_hour(dice, world.days_ago((settled or 0) + dice.randrange(3, 8)))
        done = None if settled is None else min(office_hour(dice, world.days_ago(settled)), world.utc)
        sink.add("enquiries", None, who.name, who.email, subject, message, received, done, letter)


def _subscribers(sink: Sink, world: World) -> Iterator[Reader]:
    """One in ten is pending, seven are active, two have unsubscribed."""
    dice = world.dice("newsletter")
    pepper = dice.randbytes(32)
    for number in range(10 * world.size.customers):
        who = person(dice, number)
        name = who.name if dice.random() < 0.5 else None
        share = number % 10
        if share == 0:
            signed = office_hour(dice, world.days_ago(dice.choice((1, 3, 5, 20, 60))))
            sink.add("subscribers", None, who.email, name, "pending", signed)
            continue
        signed = office_hour(dice, world.days_ago(dice.randrange(150, 2500)))
        confirmed = signed + timedelta(minutes=dice.randrange(2, 2000))
        if share > 2:
            id = sink.add("subscribers", None, who.email, name, "active", signed)
            if number % 50 == 3:
                left = confirmed + timedelta(days=20)
                _consent(sink, id, signed, confirmed, left)
                signed, confirmed = left + timedelta(days=9), left + timedelta(days=9, minutes=4)
            _consent(sink, id, signed, confirmed, None)
            yield Reader(who.email, confirmed)
        else:
            _unsubscribed(sink, world, dice, pepper, who, name, signed, confirmed, number)


def _unsubscribed(
    sink: Sink,
    world: World,
    dice: random.Random,
    pepper: bytes,
    who: Person,
    name: str | None,
    signed: datetime,
    confirmed: datetime,
    number: int,
) -> None:
    if number % 10 == 1:
        days = dice.choice((0, 9, 30, 75))
        left = min(office_hour(dice, world.days_ago(days)), world.utc)
        id = sink.add("subscribers", None, who.email, name, "unsubscribed", signed)
    else:
        left = confirmed + timedelta(days=dice.randrange(30, 120))
        if number % 40 == 12:
            signed, confirmed, left = (at - timedelta(days=5 * 365) for at in (signed, confirmed, left))
        id = sink.add("subscribers", None, None, None, "unsubscribed", signed)
    _consent(sink, id, signed, confirmed, left)
    if number % 20 == 11:
        hashed = hmac.new(pepper, who.email.encode(), hashlib.sha256).hexdigest()
        sink.add("suppressed", None, hashed, left)


def _consent(sink: Sink, subscriber: int, given: datetime, confirmed: datetime, withdrawn: datetime | None) -> None:
    text = f"newsletter-{given.year}"
    sink.add("consents", None, subscriber, "newsletter", given, confirmed, withdrawn, text)
