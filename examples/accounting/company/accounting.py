"""The books of customers in the living company, kept on their instruction, and the letters that are posted for them."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from making.people import person
from making.sealed import seal

from company import promised
from company.phrases import GOODS
from company.premises import insert, naive, text

if TYPE_CHECKING:
    from company.daily import Daily
    from company.members import Member

ASSIGNMENT, RELEASED, LETTER = "bookkeeping/retention/assignment", "bookkeeping/retention/released", "postal/retention/sent"


class Accounting:
    """Customers with their partners, vouchers and letters."""

    def __init__(self, daily: Daily) -> None:
        self.daily, self.dice = daily, daily.dice
        self._partners: dict[str, list[str]] = {}
        self._queued: list[str] = []

    def history(self, db: sqlite3.Connection, start: datetime) -> None:
        """Books of those who pay, and of somebody whose assignment ended 80 days ago."""
        for member in self.daily.members.active()[:6]:
            self._client(db, member.number, start - timedelta(days=44))
        self._client(db, "B-900001", start - timedelta(days=900))
        for _ in range(12):
            self._voucher(db, start - timedelta(days=self.dice.randrange(90, 400)))
        self._end(db, "B-900001", start - timedelta(days=80))

    def live(self, db: sqlite3.Connection, number: int) -> None:
        """Yesterday's letters are posted, another is queued, a voucher entered; sometimes somebody begins or instructs."""
        for key in self._queued:
            at = self.daily.ago(hours=9)
            db.execute("UPDATE letter_jobs SET state = 'sent', sent_at = ? WHERE id = ?", (text(at), key))
            self._owe_letter(db, key, promised.once(at))
        self._queued = []
        for member in self.daily.members.active():
            if member.state == "paying" and member.number not in self._partners:
                self._client(db, member.number, self.daily.ago(hours=6))
        self._voucher(db, self.daily.ago(hours=5))
        self._letter(db)
        if number % 41 == 30:
            self._release(db)

    def _client(self, db: sqlite3.Connection, no: str, at: datetime) -> None:
        at = at.replace(microsecond=0)
        key = insert(db, "clients", client_no=no, company=f"Werkstatt {no}", started_at=at)
        self.daily.owe("books.clients", key, ASSIGNMENT)
        self._partners[no] = []
        for number in range(2):
            who = person(self.dice, number, "partner.example")
            iban = seal(f"DE{self.dice.randrange(10**19):020d}", self.daily.life.at.key, self.dice, naive(at))
            place = {"street": "Am Deich 4", "postcode": "24999", "city": "Musterhafen", "country": "DE"}
            row = {"name": who.name, "email": who.email, "iban": iban, "created_at": at, **place}
            partner = insert(db, "partners", client_no=no, number=f"G-{number + 1}", **row)
            self.daily.owe("books.partners", partner, RELEASED)
            self._partners[no].append(partner)

    def _any_partner(self) -> str:
        return self.dice.choice([partner for partners in self._partners.values() for partner in partners])

    def _voucher(self, db: sqlite3.Connection, at: datetime) -> None:
        partner, day = self._any_partner(), promised.german_day(at)
        row = {"kind": "invoice", "number": f"{day:%Y%m%d}", "issued_on": day, "text": self.dice.choice(GOODS)}
        voucher = insert(db, "vouchers", partner_id=partner, net_cents=12_000, vat_cents=2_280, **row)
        booking = insert(db, "bookings", voucher_id=voucher, debit="1400", credit="8400", amount_cents=14_280, booked_on=day)
        self.daily.owe("books.vouchers", voucher, RELEASED)
        self.daily.owe("books.bookings", booking, RELEASED)
        self.daily.did("vouchers")

    def _letter(self, db: sqlite3.Connection) -> None:
        at = self.daily.ago(hours=4)
        key = self.daily.life.at.letter(at)
        where = {"street": "Am Deich 4", "postcode": "24999", "city": "Musterhafen", "country": "DE"}
        row = {"name": "Nele Harms", "pdf_key": key, "state": "queued", "queued_at": at, **where}
        job = insert(db, "letter_jobs", partner_id=self._any_partner(), **row)
        self._owe_letter(db, job, promised.NEVER)
        self._queued.append(job)
        self.daily.did("letters")

    def _owe_letter(self, db: sqlite3.Connection, job: str, span: promised.Span) -> None:
        (file,) = db.execute("SELECT pdf_key FROM letter_jobs WHERE id = ?", (job,)).fetchone()
        self.daily.owe("books.letter_jobs", job, LETTER, span)
        self.daily.owe("letters", file, LETTER, span)

    def _release(self, db: sqlite3.Connection) -> None:
        """A customer instructs us to delete a partner with all vouchers."""
        many = [no for no, partners in self._partners.items() if len(partners) > 1]
        if many:
            self._released(db, self._partners[self.dice.choice(many)].pop(), self.daily.ago(hours=3))
            self.daily.did("instructions")

    def end(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        """The assignment of a customer ends."""
        if member.number in self._partners:
            self._end(db, member.number, at)

    def _end(self, db: sqlite3.Connection, no: str, at: datetime) -> None:
        at = at.replace(microsecond=0)
        db.execute("UPDATE clients SET ended_at = ?, exported_at = ? WHERE client_no = ?", (text(at), text(at), no))
        for (key,) in db.execute("SELECT id FROM clients WHERE client_no = ?", (no,)).fetchall():
            self.daily.owe_after("books.clients", str(key), ASSIGNMENT, at, days=90)
        for partner in self._partners.pop(no):
            self._released(db, partner, at)

    def _released(self, db: sqlite3.Connection, partner: str, at: datetime) -> None:
        db.execute("UPDATE partners SET released_at = ? WHERE id = ?", (text(at), partner))
        self.daily.owe_after("books.partners", partner, RELEASED, at, days=90)
        vouchers = [str(key) for (key,) in db.execute("SELECT id FROM vouchers WHERE partner_id = ?", (partner,))]
        for voucher in vouchers:
            self.daily.owe_after("books.vouchers", voucher, RELEASED, at, days=90)
            for (key,) in db.execute("SELECT id FROM bookings WHERE voucher_id = ?", (voucher,)).fetchall():
                self.daily.owe_after("books.bookings", str(key), RELEASED, at, days=90)
