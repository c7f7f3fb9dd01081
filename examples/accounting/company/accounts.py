"""The database of accounts: who registered, sessions and consents, tariffs, and what was billed and paid.

Law: the age of a row decides whether it is late; the application left some of each kind undone on purpose (see README).
"""

from __future__ import annotations

import random
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from making.people import LAST, LEGAL_FORMS, PLACES, person, phone, street
from making.store import Sink
from making.world import BERLIN, World, midnight, office_hour

TABLES = {
    "accounts": "id password last_login number email first_name last_name phone street postcode city country planned_use"
    " language visitor_no state created_at confirmed_at closed_at erasure_requested_at",
    "signups": "id account_id ip at",
    "confirmations": "id account_id email token_hash sent_at expires_at used_at",
    "password_resets": "id account_id token_hash requested_at expires_at used_at",
    "sessions": "id account_id key_hash ip started_at expires_at ended_at",
    "consents": "id account_id kind given_at withdrawn_at text_version",
    "tariffs": "id code name monthly_cents",
    "subscriptions": "id account_id tariff_id state trial_started_at trial_ends_at booked_at terminated_at deactivated_at",
    "billing_customers": "id customer_no salutation title first_name last_name company street postcode city country email"
    " method created_at ended_at",
    "invoices": "id customer_id number issued_on text net_cents vat_cents",
    "payments": "id customer_id invoice_no method reference amount_cents state settled_at charged_back_at",
}
TARIFFS = (("heft", "Heft", 1190), ("ordner", "Ordner", 2490), ("archiv", "Archiv", 4990))
METHODS = ("debit", "invoice", "card", "paypal")
USES = (None, "Rechnungen schreiben", "Buchhaltung mit Steuerberaterin", "Belege ablegen")
PENDING = (2, 9, 20, 61)
CLOSED = (8, 27, 45, 400, 1_700, 3_500)
KINDS = ("analytics", "survey", "recording")


@dataclass(frozen=True, slots=True)
class Member:
    """What other parts need to know of a registered person."""

    id: int
    number: str
    email: str
    name: str
    kind: str
    """trial, paying, closed, pending or erased."""
    since: datetime
    closed: datetime | None
    visitor_no: str | None
    withdrawn: datetime | None


def fill_accounts(sink: Sink, world: World) -> tuple[Member, ...]:
    """Write everything; everybody who registered."""
    for row in TARIFFS:
        sink.add("tariffs", None, *row)
    writer = _Accounts(sink, world)
    return tuple(writer.member(number) for number in range(world.size.accounts))


class _Accounts:
    def __init__(self, sink: Sink, world: World) -> None:
        self._sink, self._world = sink, world
        self._dice = world.dice("accounts")

    def member(self, number: int) -> Member:
        """One person with everything that hangs on the account."""
        kind, since, closed = self._kind(number)
        dice, sink = self._dice, self._sink
        who = person(dice, number)
        postcode, city = dice.choice(PLACES)
        place = (street(dice), postcode, city, "DE") if kind in ("paying", "closed") else (None,) * 4
        confirmed = None if kind == "pending" else since + timedelta(minutes=dice.randrange(3, 900))
        agrees = confirmed is not None and dice.random() < 0.6
        visitor = f"{dice.getrandbits(128):032x}" if agrees and kind != "closed" else None
        seen = None if confirmed is None else self._seen(confirmed, closed)
        erased = self._world.utc - timedelta(hours=5) if kind == "erased" else None
        own = f"B-{100_000 + number}"
        state = {"pending": "pending", "closed": "closed", "erased": "closed"}.get(kind, "active")
        tel = phone(dice) if dice.random() < 0.4 else None
        row = seen, own, who.email, who.first, who.last, tel, *place, dice.choice(USES), "de", visitor, state
        id = sink.add("accounts", None, argon2(dice), *row, since, confirmed, closed, erased)
        self._links(id, who.email, since, confirmed, closed)
        if confirmed is not None:
            self._sessions(id, confirmed, closed)
            self._subscription(id, kind, confirmed, closed)
        withdrawn = self._consents(id, number, confirmed, closed) if agrees and confirmed else None
        if kind in ("paying", "closed"):
            self._billing(number, own, who.email, (who.first, who.last), place, since, closed)
        return Member(id, own, who.email, who.name, kind, confirmed or since, closed, visitor, withdrawn)

    def _kind(self, number: int) -> tuple[str, datetime, datetime | None]:
        dice, world = self._dice, self._world
        turn, block = number % 16, number // 16
        if turn == 0:
            return "pending", office_hour(dice, world.days_ago(PENDING[block % len(PENDING)])), None
        if turn in (1, 2):
            days = CLOSED[(2 * block + turn - 1) % len(CLOSED)]
            closed = office_hour(dice, world.days_ago(days))
            return "closed", closed - timedelta(days=dice.randrange(200, 700)), closed
        if turn == 3 and block % 4 == 0:
            return "erased", office_hour(dice, world.days_ago(90)), world.utc - timedelta(hours=5)
        if turn < 7:
            return "trial", min(office_hour(dice, world.days_ago(dice.randrange(0, 16))), world.utc), None
        return "paying", office_hour(dice, world.days_ago(dice.randrange(30, 4_400))), None

    def _seen(self, confirmed: datetime, closed: datetime | None) -> datetime:
        end = closed or self._world.utc
        return max(confirmed, end - timedelta(minutes=self._dice.randrange(10, 20_000)))

    def _links(self, id: int, email: str, since: datetime, confirmed: datetime | None, closed: datetime | None) -> None:
        """Where the sign-up came from and its link; a job that removes them after a week has been off for a month."""
        dice, sink = self._dice, self._sink
        if since > self._world.utc - timedelta(days=38):
            sink.add("signups", None, id, address(dice), since)
            token = f"{dice.getrandbits(256):064x}"
            sink.add("confirmations", None, id, email, token, since, since + timedelta(days=2), confirmed)
        if confirmed is not None and closed is None and dice.random() < 0.08:
            at = self._world.utc - timedelta(days=dice.choice((1, 3, 15)), minutes=dice.randrange(900))
            if at > since:
                token = f"{dice.getrandbits(256):064x}"
                sink.add("password_resets", None, id, token, at, at + timedelta(hours=1), at + timedelta(minutes=9))

    def _sessions(self, id: int, confirmed: datetime, closed: datetime | None) -> None:
        """Open ones, ones that ended minutes ago, and some that ended days ago and are still there."""
        dice, now = self._dice, self._world.utc
        for ended in (None, timedelta(hours=3), timedelta(days=dice.choice((3, 12, 40)))):
            if dice.random() < 0.7 or (closed is not None and ended is None):
                continue
            over = None if ended is None else now - ended
            begun = (over or now) - timedelta(minutes=dice.randrange(5, 400))
            if begun > confirmed and (closed is None or (over is not None and over < closed)):
                key = f"{dice.getrandbits(256):064x}"
                self._sink.add("sessions", None, id, key, address(dice), begun, begun + timedelta(hours=12), over)

    def _subscription(self, id: int, kind: str, confirmed: datetime, closed: datetime | None) -> None:
        dice = self._dice
        ends = confirmed + timedelta(days=14)
        booked = ends if kind in ("paying", "closed") else None
        state = {"trial": "trial", "paying": "active"}.get(kind, "deactivated")
        left = None if closed is None else closed - timedelta(days=3)
        tariff = dice.randrange(1, len(TARIFFS) + 1)
        self._sink.add("subscriptions", None, id, tariff, state, confirmed, ends, booked, left, closed)

    def _consents(self, id: int, number: int, confirmed: datetime, closed: datetime | None) -> datetime | None:
        """Choices in the banner. Asked anew each year; what is older than the limitation should have gone."""
        gone = None
        end = closed or self._world.utc
        at = confirmed + timedelta(minutes=2)
        while at < end:
            last = at + timedelta(days=365) >= end
            for kind in KINDS:
                back = end - timedelta(days=4) if last and number % 13 == 5 and end - timedelta(days=4) > at else None
                self._sink.add("consents", None, id, kind, at, back, f"banner-{at.year}")
                gone = back or gone
            at += timedelta(days=365)
        return gone

    def _billing(
        self,
        number: int,
        own: str,
        email: str,
        name: tuple[str, str],
        place: tuple[str | None, ...],
        since: datetime,
        closed: datetime | None,
    ) -> None:
        dice, sink, method = self._dice, self._sink, METHODS[number % len(METHODS)]
        company = f"{dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}" if dice.random() < 0.7 else ""
        title = "Dr." if dice.random() < 0.06 else ""
        id = sink.add("billing_customers", None, own, "", title, *name, company, *place, email, method, since, closed)
        end = (closed or self._world.utc).astimezone(BERLIN).date() if closed else self._world.today
        day, serial, cents = since.date() + timedelta(days=15), 0, dice.choice(TARIFFS)[2]
        while day < end:
            serial += 1
            self._invoice(id, own, serial, day, 12 * cents, method)
            day += timedelta(days=365)

    def _invoice(self, customer: int, own: str, serial: int, day: date, cents: int, method: str) -> None:
        dice, sink, text = self._dice, self._sink, f"Belegwerk, ein Jahr ab {day:%d.%m.%Y}"
        no = f"R{day:%Y}-{own[2:]}-{serial}"
        sink.add("invoices", None, customer, no, day, text, cents, round(cents * 0.19))
        settled = midnight(day + timedelta(days=dice.randrange(1, 12))) + timedelta(hours=9)
        if settled > self._world.utc:
            sink.add("payments", None, customer, no, method, f"ref-{no}", round(cents * 1.19), "open", None, None)
            return
        back = settled + timedelta(days=6) if method == "debit" and serial % 4 == 2 else None
        back = back if back is None or back < self._world.utc else None
        row = f"ref-{no}", round(cents * 1.19), "charged_back" if back else "settled", settled, back
        sink.add("payments", None, customer, no, method, *row)


def address(dice: random.Random) -> str:
    """An address from a range for documentation."""
    return f"{dice.choice(('192.0.2', '198.51.100', '203.0.113'))}.{dice.randrange(1, 255)}"


def argon2(dice: random.Random) -> str:
    """A password hash as Django stores it; the password behind it is unknown to everybody."""
    salt, code = (b64encode(dice.randbytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"argon2$argon2id$v=19$m=102400,t=2,p=8${salt}${code}"
