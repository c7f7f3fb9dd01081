"""People with an account in the living company: sign-up, trial, tariff, invoices, termination, own erasure."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from making.people import person

from company import promised
from company.accounts import KINDS, TARIFFS, address, argon2
from company.premises import insert, text

if TYPE_CHECKING:
    from company.daily import Daily

PENDING, ENDED = "accounts/retention/unconfirmed", "accounts/retention/ended"
ORIGIN, LINKS, RESETS = "accounts/retention/origin", "accounts/retention/links", "accounts/retention/resets"
SESSION, TARIFF = "sessions/retention/over", "subscription/retention/ended"
PROOF = "consent-choice/retention/proof/delete"
PARTY, INVOICE, PAYMENT = "billing/retention/party", "billing/retention/invoices/delete", "billing/retention/payments/delete"


@dataclass(slots=True)
class Member:
    """A person as the company knows it; `claims` are places and keys that go with the account.

    `objected` to hints; `unseen`: objected to measurements with the number of the account.
    """

    id: str
    number: str
    email: str
    name: str
    state: str
    since: datetime
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None
    erased: bool = False
    agrees: bool = False
    visitor_no: str = ""
    visitor: str = ""
    party: str = ""
    billed: int = 0
    objected: bool = False
    unseen: bool = False
    consents: list[promised.Span] = field(default_factory=list)
    claims: list[tuple[str, str]] = field(default_factory=list)


class Members:
    """Everybody who ever registered."""

    def __init__(self, daily: Daily) -> None:
        self.daily, self.dice = daily, daily.dice
        self.all: list[Member] = []
        self._settling: list[tuple[datetime, str, str]] = []
        self._signed_in: list[tuple[str, Member]] = []

    # -- how it came ---------------------------------------------------------------------------------------------

    def history(self, db: sqlite3.Connection, start: datetime) -> None:
        """Some paying people, two trials, somebody who left, and parties to old invoices."""
        for code, name, cents in TARIFFS:
            insert(db, "tariffs", code=code, name=name, monthly_cents=cents)
        for days in (1_250, 420, 300, 200, 90, 45):
            self._arrives(db, start - timedelta(days=days))
        for days in (9, 4):
            self._arrives(db, start - timedelta(days=days), trial=True)
        left = self._arrives(db, start - timedelta(days=250))
        self._close(db, left, start - timedelta(days=22))
        year = promised.german_day(start).year
        for back in (8, 7, 3):
            self._former(db, date(year - back, 5, 4))

    def _arrives(self, db: sqlite3.Connection, at: datetime, trial: bool = False) -> Member:
        member = self._registers(db, at.replace(microsecond=0))
        self._confirms(db, member, at.replace(microsecond=0) + timedelta(minutes=5))
        if not trial:
            self._books(db, member, at.replace(microsecond=0) + timedelta(days=14))
        for place, term in (("app.signups", 7), ("app.confirmations", 9)):
            if at < self.daily.now - timedelta(days=term):
                for key in [key for there, key in member.claims if there == place]:
                    db.execute(f"DELETE FROM {place.removeprefix('app.')} WHERE id = ?", (key,))
                    self.daily.book.forget(place, key)
        return member

    def _former(self, db: sqlite3.Connection, day: date) -> None:
        """A party whose account has gone; its invoices are under duty."""
        who = person(self.dice, 5_000 + day.year)
        at = promised.day_begins(day)
        party = self._party(db, f"B-{day.year}", who.first, who.last, "", at, at + timedelta(days=200))
        key = insert(
            db,
            "invoices",
            customer_id=party,
            number=f"R{day.year}-alt",
            issued_on=day,
            text="Ordner",
            net_cents=2490,
            vat_cents=473,
        )
        end = promised.years_end(day, 8)
        self.daily.owe("app.invoices", key, INVOICE, end)
        self.daily.owe("app.billing_customers", party, PARTY, promised.last(end))

    # -- one day -------------------------------------------------------------------------------------------------

    def live(self, db: sqlite3.Connection, number: int) -> None:
        """Sign-ups, trials that end, invoices, payments, sessions, terminations, erasures."""
        self._trials(db)
        if number % 3 == 1:
            self._registers(db, self.daily.ago(hours=7))
            self.daily.did("sign-ups")
        for member in [m for m in self.all if m.state == "pending" and m.since < self.daily.ago(hours=20)]:
            if int(member.id) % 4 and member.since > self.daily.ago(days=3):
                self._confirms(db, member, self.daily.ago(hours=6))
        self._bill(db, number)
        self._settle(db)
        self._sessions(db)
        if number % 11 == 6:
            self._leaves(db)
        if number % 29 == 20:
            self._erases(db)
        if number % 13 == 7:
            self._forgets_password(db)

    def active(self) -> list[Member]:
        """People who use the platform."""
        return [m for m in self.all if m.state in ("trial", "paying")]

    def _registers(self, db: sqlite3.Connection, at: datetime) -> Member:
        serial = len(self.all) + 1
        who = person(self.dice, serial)
        number = f"B-{serial:06d}"
        key = insert(
            db,
            "accounts",
            password=argon2(self.dice),
            number=number,
            email=who.email,
            first_name=who.first,
            last_name=who.last,
            phone="040 66969 512" if serial % 3 == 0 else None,
            language="de",
            state="pending",
            created_at=at,
        )
        member = Member(key, number, who.email, who.name, "pending", at)
        self.all.append(member)
        for place in ("app.accounts", "app.accounts.first_name"):
            self._claim(member, place, key, PENDING, promised.after(at, 14))
        origin = insert(db, "signups", account_id=key, ip=address(self.dice), at=at)
        self._claim(member, "app.signups", origin, ORIGIN, promised.after(at, 7))
        ends = at + timedelta(days=2)
        token = f"{self.dice.getrandbits(256):064x}"
        link = insert(db, "confirmations", account_id=key, email=who.email, token_hash=token, sent_at=at, expires_at=ends)
        self._claim(member, "app.confirmations", link, LINKS, promised.after(ends, 7))
        if at > self.daily.now - timedelta(days=89):
            self.daily.life.send("confirmation", who.name, who.email, at)
        return member

    def _claim(self, member: Member, place: str, key: str, promise: str, span: promised.Span) -> None:
        if (place, key) not in member.claims:
            member.claims.append((place, key))
        self.daily.owe(place, key, promise, span)

    def _confirms(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        """The trial begins; two of three agree to be asked, recorded and counted."""
        member.state, member.confirmed_at, member.agrees = "trial", at, int(member.id) % 3 != 0
        ends = at + timedelta(days=14)
        if member.agrees:
            member.visitor_no = f"{self.dice.getrandbits(128):032x}"
            self.daily.life.trial_ends[member.visitor_no] = text(ends)
            self._consents(db, member, at)
        values = text(at), text(at), member.visitor_no or None, member.id
        db.execute("UPDATE accounts SET state='active', confirmed_at=?, last_login=?, visitor_no=? WHERE id=?", values)
        db.execute("UPDATE confirmations SET used_at = ? WHERE account_id = ?", (text(at), member.id))
        for place in ("app.accounts", "app.accounts.first_name"):
            self._claim(member, place, member.id, ENDED, promised.NEVER)
        row = {"state": "trial", "trial_started_at": at, "trial_ends_at": ends}
        key = insert(db, "subscriptions", account_id=member.id, tariff_id=1 + int(member.id) % 3, **row)
        self._claim(member, "app.subscriptions", key, TARIFF, promised.NEVER)
        self.daily.did("trials")

    def _consents(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        for kind in KINDS:
            row = {"kind": kind, "given_at": at, "text_version": f"banner-{at.year}"}
            key = insert(db, "consents", account_id=member.id, **row)
            span = promised.years_end(promised.german_day(at), 3)
            member.consents.append(span)
            self._claim(member, "app.consents", key, PROOF, span)

    def _trials(self, db: sqlite3.Connection) -> None:
        """After 14 days two of three book a tariff; the others are closed."""
        for member in [m for m in self.all if m.state == "trial"]:
            if member.confirmed_at and member.confirmed_at + timedelta(days=14) < self.daily.now:
                if int(member.id) % 3 == 1:
                    self._close(db, member, self.daily.ago(hours=3))
                    self.daily.ended(member)
                else:
                    self._books(db, member, self.daily.ago(hours=3))

    def _books(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        member.state = "paying"
        db.execute("UPDATE subscriptions SET state='active', booked_at=? WHERE account_id=?", (text(at), member.id))
        first, _, last = member.name.partition(" ")
        member.party = self._party(db, member.number, first, last, member.email, at, None)
        self.daily.owe("app.billing_customers", member.party, PARTY)
        self.daily.owe("app.billing_customers.email", member.party, PARTY)
        self._invoice(db, member, at)
        self.daily.did("orders")

    def _party(
        self, db: sqlite3.Connection, no: str, first: str, last: str, email: str, at: datetime, ended: datetime | None
    ) -> str:
        place = {"street": "Kornhof 3", "postcode": "10999", "city": "Beispielberg", "country": "DE"}
        name = {"salutation": "", "title": "", "first_name": first, "last_name": last, "company": ""}
        more = {"email": email, "method": "invoice" if email else "", "created_at": at, "ended_at": ended}
        return insert(db, "billing_customers", customer_no=no, **name, **place, **more)

    # -- invoices ------------------------------------------------------------------------------------------------

    def _bill(self, db: sqlite3.Connection, number: int) -> None:
        for member in self.all:
            if member.state == "paying" and int(member.id) % 30 == number % 30:
                self._invoice(db, member, self.daily.ago(hours=1))

    def _invoice(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        member.billed += 1
        no, day = f"R{member.number[2:]}-{member.billed}", promised.german_day(at)
        row = {"issued_on": day, "text": "Belegwerk, ein Monat", "net_cents": 2490, "vat_cents": 473}
        key = insert(db, "invoices", customer_id=member.party, number=no, **row)
        self.daily.owe("app.invoices", key, INVOICE, promised.years_end(day, 8))
        money = {"method": "invoice", "reference": f"ref-{no}", "amount_cents": 2963, "state": "open"}
        paid = insert(db, "payments", customer_id=member.party, invoice_no=no, **money)
        self.daily.owe("app.payments", paid, PAYMENT)
        self._settling.append((at + timedelta(days=3), paid, member.party))
        if at > self.daily.now - timedelta(days=89):
            self.daily.life.send("invoice", member.name, member.email, at)
        self.daily.did("invoices")

    def _settle(self, db: sqlite3.Connection) -> None:
        """Payments come in; one in nine is charged back and paid again."""
        ready = [item for item in self._settling if item[0] < self.daily.now]
        self._settling = [item for item in self._settling if item not in ready]
        for at, key, party in ready:
            back = text(at + timedelta(hours=5)) if int(key) % 9 == 0 else None
            values = "charged_back" if back else "settled", text(at), back, key
            db.execute("UPDATE payments SET state=?, settled_at=?, charged_back_at=? WHERE id=?", values)
            self.daily.owe("app.payments", key, PAYMENT, promised.years_end(promised.german_day(at), 8))
            self._owe_party(db, party)

    def _owe_party(self, db: sqlite3.Connection, party: str) -> None:
        """The row of a party goes with its last invoice and payment, once its subscription has ended."""
        rows = db.execute("SELECT ended_at FROM billing_customers WHERE id = ?", (party,)).fetchone()
        if rows is None or rows[0] is None:
            return
        ended = datetime.fromisoformat(f"{rows[0]}+00:00")
        spans = [promised.after(ended, 90)]
        for table, column in (("invoices", "issued_on"), ("payments", "settled_at")):
            for (day,) in db.execute(f"SELECT {column} FROM {table} WHERE customer_id = ?", (party,)):
                known = None if day is None else date.fromisoformat(day[:10])
                spans.append(promised.NEVER if known is None else promised.years_end(known, 8))
        self.daily.owe("app.billing_customers", party, PARTY, promised.last(*spans))

    # -- sessions and passwords ----------------------------------------------------------------------------------

    def _sessions(self, db: sqlite3.Connection) -> None:
        for key, member in self._signed_in:
            at = self.daily.ago(hours=10)
            db.execute("UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (text(at), key))
            if self.daily.span("app.sessions", key) == promised.NEVER:
                self._claim(member, "app.sessions", key, SESSION, promised.once(at))
        self._signed_in = []
        users = self.active()
        for member in self.dice.sample(users, min(3, len(users))):
            at = self.daily.ago(hours=self.dice.uniform(1, 5))
            token = f"{self.dice.getrandbits(256):064x}"
            row = {"ip": address(self.dice), "started_at": at, "expires_at": at + timedelta(hours=12)}
            key = insert(db, "sessions", account_id=member.id, key_hash=token, **row)
            db.execute("UPDATE accounts SET last_login = ? WHERE id = ?", (text(at), member.id))
            self._claim(member, "app.sessions", key, SESSION, promised.NEVER)
            self._signed_in.append((key, member))
        self.daily.did("sessions")

    def _forgets_password(self, db: sqlite3.Connection) -> None:
        member, at = self.dice.choice(self.active()), self.daily.ago(hours=4)
        token, ends = f"{self.dice.getrandbits(256):064x}", at + timedelta(hours=1)
        key = insert(db, "password_resets", account_id=member.id, token_hash=token, requested_at=at, expires_at=ends)
        self._claim(member, "app.password_resets", key, RESETS, promised.after(ends, 7))

    # -- the end -------------------------------------------------------------------------------------------------

    def _leaves(self, db: sqlite3.Connection) -> None:
        paying = [m for m in self.all if m.state == "paying"]
        if len(paying) > 4:
            member = self.dice.choice(paying)
            self._close(db, member, self.daily.ago(hours=2))
            self.daily.ended(member)
            self.daily.did("terminations")

    def _erases(self, db: sqlite3.Connection) -> None:
        """Somebody deletes the account: everything but the proof of consent goes at once."""
        paying = [m for m in self.all if m.state == "paying"]
        if len(paying) <= 4:
            return
        member, at = self.dice.choice(paying), self.daily.ago(hours=2)
        self._close(db, member, at)
        self.daily.ended(member)
        member.erased = True
        db.execute("UPDATE accounts SET erasure_requested_at = ? WHERE id = ?", (text(at), member.id))
        for place, key in member.claims:
            span = self.daily.span(place, key)
            if span is None or place == "app.consents" or (place == "app.accounts" and member.consents):
                continue
            promise = next(owed.promise for owed in self.daily.book.of(place) if owed.key == key)
            self.daily.owe(place, key, promise, promised.earlier(span, promised.once(at)))
        self.daily.did("erasures")

    def _close(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        at = at.replace(microsecond=0)
        member.state, member.closed_at = "closed", at
        db.execute("UPDATE accounts SET state='closed', closed_at=? WHERE id=?", (text(at), member.id))
        values = text(at), text(at), member.id
        db.execute(
            "UPDATE subscriptions SET state='deactivated', terminated_at=?, deactivated_at=? WHERE account_id=?", values
        )
        open_ones = db.execute("SELECT id FROM sessions WHERE account_id=? AND ended_at IS NULL", (member.id,)).fetchall()
        for (key,) in open_ones:
            self._claim(member, "app.sessions", str(key), SESSION, promised.once(at))
        db.execute("UPDATE sessions SET ended_at=? WHERE account_id=? AND ended_at IS NULL", (text(at), member.id))
        gone = promised.after(at, 30)
        for place, key in member.claims:
            if place in ("app.accounts.first_name", "app.subscriptions"):
                self._claim(member, place, key, ENDED if place.startswith("app.accounts") else TARIFF, gone)
        self._claim(member, "app.accounts", member.id, ENDED, promised.last(gone, *member.consents))
        if member.party:
            db.execute("UPDATE billing_customers SET ended_at=? WHERE id=?", (text(at), member.party))
            self.daily.owe("app.billing_customers.email", member.party, PARTY, promised.after(at, 90))
            self._owe_party(db, member.party)

    def withdraw(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        """Somebody takes the consents back."""
        member.agrees = False
        db.execute("UPDATE consents SET withdrawn_at=? WHERE account_id=? AND withdrawn_at IS NULL", (text(at), member.id))
        self.daily.did("withdrawals")
