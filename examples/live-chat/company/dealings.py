"""What people do with Hafenchat: book, pay and leave, chat and make appointments, ask, subscribe and unsubscribe.

Law: whoever makes a unit writes its promise into the book as the notice says it (`company.promised`).
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from making.people import person
from making.sealed import seal
from making.world import BERLIN
from zusage.testing.life import Book

from company import promised
from company.instance import _hash
from company.premises import Premises

LEFT = "customers/retention/end-of-contract"
INVOICES = "customers/retention/invoices/delete"
LETTERS = "customers/retention/letters/delete"
MANDATE = "payments/retention/mandate/delete"
INSTANCE = "live-chat/retention/after-booking/delete"
BOOKING = "booking/retention/appointment"
ENQUIRY = "contact/retention/settled"
MAIL = "mail/retention/copies"
PENDING = "newsletter/retention/unconfirmed"
CLEARED = "newsletter/retention/unsubscribed"
PROOF = "newsletter/retention/proof/delete"
SHORTENED, LINE = "logs/retention/lines/shorten", "logs/retention/lines/delete"
BACKUP = "backups/retention/rotation"
BLOCKED = "suppression/retention/blocked"
REPORTS = "website/retention/reports"

PLACES = {
    "control.customers": LEFT,
    "control.customers.email": LEFT,
    "control.customers.phone": LEFT,
    "control.notices_sent": LEFT,
    "control.invoices": INVOICES,
    "control.letters": LETTERS,
    "control.mandates": MANDATE,
    "control.enquiries": ENQUIRY,
    "control.subscribers": PENDING,
    "control.subscribers.email": CLEARED,
    "control.subscribers.name": CLEARED,
    "control.consents": PROOF,
    "control.suppressed": BLOCKED,
}
"""Which promise lets a unit of the control database go."""


class Dealings:
    """Customers, instances, enquiries and readers; the book in which their units stand."""

    at: Premises
    now: datetime

    def __init__(self, seed: int = 7) -> None:
        self.book = Book()
        self.seed = seed
        self.dice = random.Random(f"{seed}/life")
        self.unsubscribed: dict[str, datetime] = {}
        self.newsletters: dict[str, datetime] = {}
        self.ended: dict[str, datetime] = {}
        self.reports = 0
        self._number = 0
        self._people = 0
        self._count = 0
        self._copied_at: datetime | None = None
        self._holds: dict[str, str] = {}
        self._happened: Counter[str] = Counter()

    def _today(self) -> date:
        return self.now.astimezone(BERLIN).date()

    def _did(self, what: str) -> None:
        self._happened[what] += 1

    # -- customers -----------------------------------------------------------------------------------------------

    def _join(self, db: sqlite3.Connection, since: datetime, trial: bool = False) -> int:
        since = since.astimezone(UTC).replace(microsecond=0)
        customer = self._customer(db, since, trial)
        self._count += 1
        id = f"t{self._count:04d}"
        db.execute(
            "INSERT INTO instances (id, customer_id, plan_id, booked_from, booked_until, term, state)"
            " VALUES (?, ?, 1, ?, NULL, 'month', 'booked')",
            (id, customer, sql(since)),
        )
        self.at.provision(id)
        with self.at.instance(id) as own:
            for name in ("leitung", "service"):
                row = _hash(self.dice), sql(since), name, f"{name}@kunde-{customer}.example", 1, sql(since)
                own.execute(
                    "INSERT INTO users (password, last_login, username, email, active, created_at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    row,
                )
            token = seal("https://hooks.slack.com/services/T0", self.at.key, self.dice, naive(since))
            own.execute(
                "INSERT INTO webhooks (kind, url, secret, active, created_by_id, created_at)"
                " VALUES ('slack', ?, ?, 1, 1, ?)",
                (token, token, sql(since)),
            )
        self._did("bookings")
        return customer

    def _customer(self, db: sqlite3.Connection, since: datetime, trial: bool) -> int:
        self._people += 1
        who = person(self.dice, self._people, f"kunde-{self._people}.example")
        row = f"K-{self._people:05d}", who.name, f"{who.last} GmbH", who.email, sql(since)
        cursor = db.execute(
            "INSERT INTO customers (number, name, company, street, postcode, city, country, email, phone, created_at)"
            " VALUES (?, ?, ?, 'Am Deich 3', '24999', 'Musterhafen', 'DE', ?, '040 66969 411', ?)",
            row,
        )
        id = int(cursor.lastrowid or 0)
        text = seal(f"DE89{self.dice.randrange(10**18):018d}", self.at.key, self.dice, naive(since))
        if not trial:
            db.execute(
                "INSERT INTO mandates (customer_id, reference, account_holder, iban, signed_on) VALUES (?, ?, ?, ?, ?)",
                (id, f"HC-{id:06d}", who.name, text, str(since.astimezone(BERLIN).date())),
            )
            self._invoice(db, id, since.astimezone(BERLIN).date())
            self._letter(db, id, since.astimezone(BERLIN).date())
        db.execute(
            "INSERT INTO notices_sent (customer_id, document, version, channel, sent_at)"
            " VALUES (?, 'service', ?, 'mail', ?)",
            (id, "2024-01-01", sql(since)),
        )
        return id

    def _invoice(self, db: sqlite3.Connection, customer: int, day: date) -> None:
        cursor = db.execute(
            "INSERT INTO invoices (customer_id, number, issued_on, text, net_cents, vat_cents, paid_on)"
            " VALUES (?, ?, ?, 'Instanz', 2900, 551, ?)",
            (customer, f"R{day:%Y%m%d}-{customer:04d}", str(day), str(day)),
        )
        end = promised.years_end(day, 8)
        self.book.owe("control.invoices", str(cursor.lastrowid), INVOICES, end, end + promised.SLACK)
        self._did("invoices")

    def _letter(self, db: sqlite3.Connection, customer: int, day: date) -> None:
        end = promised.years_end(day, 6)
        if end < self.now:
            return
        cursor = db.execute(
            "INSERT INTO letters (customer_id, sent_on, subject, body) VALUES (?, ?, 'Bestätigung', 'Guten Tag, …')",
            (customer, str(day)),
        )
        self.book.owe("control.letters", str(cursor.lastrowid), LETTERS, end, end + promised.SLACK)

    def _departed(self, db: sqlite3.Connection, since: datetime, until: datetime) -> None:
        """A customer whose instance is a tombstone by now, or read-only no more than 30 days ago."""
        until = until.astimezone(UTC).replace(microsecond=0)
        customer = self._customer(
            db, since.astimezone(UTC).replace(microsecond=0), trial=until > self.now - timedelta(days=90)
        )
        self._count += 1
        db.execute(
            "INSERT INTO instances (id, customer_id, plan_id, booked_from, booked_until, term, state)"
            " VALUES (?, ?, 1, ?, ?, 'month', 'purged')",
            (f"t{self._count:04d}", customer, sql(since), sql(until)),
        )
        self._leaves(db, customer, until)
        if until < self.now - timedelta(days=90):
            db.execute("UPDATE customers SET email = NULL, phone = NULL WHERE id = ?", (customer,))
            db.execute("DELETE FROM notices_sent WHERE customer_id = ?", (customer,))
            for place in ("control.customers.email", "control.customers.phone"):
                self.book.forget(place, str(customer))
            for owed in list(self.book.of("control.notices_sent")):
                if owed.key in self._notices(db, customer, gone=True):
                    self.book.forget("control.notices_sent", owed.key)

    def _notices(self, db: sqlite3.Connection, customer: int, gone: bool = False) -> list[str]:
        if gone:
            known = {str(id) for (id,) in db.execute("SELECT id FROM notices_sent")}
            return [owed.key for owed in self.book.of("control.notices_sent") if owed.key not in known]
        return [str(id) for (id,) in db.execute("SELECT id FROM notices_sent WHERE customer_id = ?", (customer,))]

    def _leaves(self, db: sqlite3.Connection, customer: int, until: datetime) -> None:
        """What the notice says about a customer whose last booking ends at `until`."""
        earliest, latest = promised.after(until, 90)
        for place in ("control.customers.email", "control.customers.phone"):
            self.book.owe(place, str(customer), LEFT, earliest, latest)
        for id in self._notices(db, customer):
            self.book.owe("control.notices_sent", id, LEFT, earliest, latest)
        days = [
            date.fromisoformat(d) for (d,) in db.execute("SELECT issued_on FROM invoices WHERE customer_id=?", (customer,))
        ]
        letters = [
            date.fromisoformat(d) for (d,) in db.execute("SELECT sent_on FROM letters WHERE customer_id=?", (customer,))
        ]
        kept = [promised.years_end(day, 8) for day in days] + [promised.years_end(day, 6) for day in letters]
        for (id,) in db.execute("SELECT id FROM mandates WHERE customer_id = ?", (customer,)):
            end = promised.years_end(until.astimezone(BERLIN).date(), 8)
            self.book.owe("control.mandates", str(id), MANDATE, end, end + promised.SLACK)
            kept.append(end)
        last = max([earliest, *kept])
        self.book.owe("control.customers", str(customer), LEFT, last, last + promised.SLACK + timedelta(days=1))

    def _terminate(self, db: sqlite3.Connection) -> None:
        """Somebody ends a booking to a day that comes soon; the first two customers stay for good."""
        rows = db.execute(
            "SELECT id, customer_id FROM instances WHERE state = 'booked' AND booked_until IS NULL AND customer_id > 2"
            " ORDER BY id"
        ).fetchall()
        if not rows:
            return
        id, customer = self.dice.choice(rows)
        day = self._today() + timedelta(days=self.dice.randrange(1, 6))
        until = promised.day_begins(day)
        db.execute("UPDATE instances SET booked_until = ? WHERE id = ?", (sql(until), id))
        for place in ("instances", "media"):
            self.book.owe(place, id, INSTANCE, *promised.after(until, 30))
        self._leaves(db, customer, until)
        self.ended[id] = until
        self._did("terminations")

    def _ends(self, db: sqlite3.Connection) -> None:
        """The platform shows an instance as read-only once its booking is over."""
        db.execute("UPDATE instances SET state = 'readonly' WHERE state = 'booked' AND booked_until <= ?", (sql(self.now),))

    def _bill(self, db: sqlite3.Connection, today: date) -> None:
        rows = db.execute(
            "SELECT DISTINCT c.id, c.email FROM customers c JOIN instances i ON i.customer_id = c.id"
            " JOIN mandates m ON m.customer_id = c.id WHERE i.state = 'booked' AND i.booked_until IS NULL"
            " AND CAST(strftime('%d', i.booked_from) AS integer) % 28 = ?",
            (today.day % 28 if today.day <= 28 else -1,),
        ).fetchall()
        for id, email in rows:
            if not db.execute("SELECT 1 FROM invoices WHERE customer_id = ? AND issued_on = ?", (id, str(today))).fetchone():
                self._invoice(db, id, today)
                self._send("invoice", email, self.now - timedelta(hours=1))

    # -- instances -----------------------------------------------------------------------------------------------

    def _talk(self) -> None:
        """Chats, tickets with attachments and appointments in the instances that are booked."""
        with self.at.control() as db:
            live = [id for (id,) in db.execute("SELECT id FROM instances WHERE state = 'booked' ORDER BY id")]
        for id in self.dice.sample(live, min(2, len(live))):
            with self.at.instance(id) as db:
                self._chat(db, id)

    def _chat(self, db: sqlite3.Connection, id: str) -> None:
        self._people += 1
        who, at = person(self.dice, self._people), self.now - timedelta(hours=2)
        contact = db.execute(
            "INSERT INTO contacts (name, email, created_at) VALUES (?, ?, ?)", (who.name, who.email, sql(at))
        ).lastrowid
        chat = db.execute(
            "INSERT INTO conversations (contact_id, assignee_id, subject, state, started_at, ended_at)"
            " VALUES (?, 1, 'Frage', 'closed', ?, ?)",
            (contact, sql(at), sql(at + timedelta(minutes=5))),
        ).lastrowid
        for minute in range(3):
            row = chat, minute % 2 or None, "Guten Tag!", sql(at + timedelta(minutes=minute))
            message = db.execute(
                "INSERT INTO messages (conversation_id, user_id, kind, body, sent_at) VALUES (?, ?, 'text', ?, ?)", row
            ).lastrowid
        self._did("chats")
        if self.dice.random() < 0.3:
            self._attach(db, id, int(message or 0), at)
        if self.dice.random() < 0.5:
            self._appointment(db, id, int(contact or 0), who.name, who.email)

    def _attach(self, db: sqlite3.Connection, id: str, message: int, at: datetime) -> None:
        key = f"{at:%Y/%m}/{self.dice.getrandbits(64):016x}.pdf"
        path = self.at.folder / "media" / id / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.7\n" + self.dice.randbytes(40))
        db.execute(
            "INSERT INTO attachments (owner_type, owner_id, storage_key, filename, content_type, size, created_at)"
            " VALUES ('message', ?, ?, 'Rechnung.pdf', 'application/pdf', 49, ?)",
            (message, key, sql(at)),
        )
        self._did("attachments")

    def _appointment(self, db: sqlite3.Connection, id: str, contact: int, name: str, email: str) -> None:
        contract = id in ("t0001", "t0002") and self.dice.random() < 0.1
        starts = (self.now + timedelta(days=self.dice.randrange(0, 9), hours=4)).replace(microsecond=0)
        ends = starts + timedelta(minutes=30)
        row = contact, name, email, sql(starts), sql(ends), int(contract), sql(self.now)
        key = db.execute(
            "INSERT INTO bookings (contact_id, name, email, starts_at, ends_at, confirmed, concerns_contract, created_at)"
            " VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
            row,
        ).lastrowid
        terms = promised.after(ends, 14)
        if contract:
            end = promised.years_end(ends.astimezone(BERLIN).date(), 6)
            terms = end, end + promised.SLACK
        self.book.owe("instance.bookings", f"{id}/{key}", BOOKING, *terms)
        self._send("system", email, self.now - timedelta(minutes=30))
        self._did("appointments")

    # -- enquiries and newsletter --------------------------------------------------------------------------------

    def _enquiries(self, db: sqlite3.Connection) -> None:
        if self.dice.random() < 0.6:
            self._people += 1
            who = person(self.dice, self._people)
            db.execute(
                "INSERT INTO enquiries (name, email, subject, message, received_at, settled_at, business_letter)"
                " VALUES (?, ?, 'Vorführung', 'Könnten Sie uns das zeigen?', ?, NULL, ?)",
                (who.name, who.email, sql(self.now - timedelta(hours=5)), int(self.dice.random() < 0.1)),
            )
            self._did("enquiries")
        for id, letter in db.execute("SELECT id, business_letter FROM enquiries WHERE settled_at IS NULL").fetchall():
            if self.dice.random() < 0.4:
                at = (self.now - timedelta(hours=2)).replace(microsecond=0)
                db.execute("UPDATE enquiries SET settled_at = ? WHERE id = ?", (sql(at), id))
                end = promised.years_end(at.astimezone(BERLIN).date(), 6)
                terms = (end, end + promised.SLACK) if letter else promised.within(at, 3)
                self.book.owe("control.enquiries", str(id), ENQUIRY, *terms)

    def _sign_up(self, db: sqlite3.Connection, at: datetime, at_once: bool = False) -> None:
        self._people += 1
        who, at = person(self.dice, self._people), at.astimezone(UTC).replace(microsecond=0)
        id = db.execute(
            "INSERT INTO subscribers (email, name, state, signed_up_at) VALUES (?, ?, ?, ?)",
            (who.email, who.name, "active" if at_once else "pending", sql(at)),
        ).lastrowid
        if at_once:
            self._consent(db, int(id or 0), at)
        else:
            self.book.owe("control.subscribers", str(id), PENDING, *promised.after(at, 7))
        self._did("sign-ups")

    def _consent(self, db: sqlite3.Connection, id: int, at: datetime) -> None:
        db.execute(
            "INSERT INTO consents (subscriber_id, kind, given_at, confirmed_at, text_version)"
            " VALUES (?, 'newsletter', ?, ?, ?)",
            (id, sql(at), sql(at + timedelta(minutes=9)), f"newsletter-{at.year}"),
        )

    def _newsletter(self, db: sqlite3.Connection, today: date) -> None:
        for id, at in db.execute("SELECT id, signed_up_at FROM subscribers WHERE state = 'pending'").fetchall():
            if self.dice.random() < 0.3 and datetime.fromisoformat(at) > naive(self.now) - timedelta(days=6):
                db.execute("UPDATE subscribers SET state = 'active' WHERE id = ?", (id,))
                self._consent(db, id, self.now - timedelta(hours=6))
                self.book.forget("control.subscribers", str(id))
        if self.dice.random() < 0.35:
            self._sign_up(db, self.now - timedelta(hours=7))
        active = db.execute(
            "SELECT id, email FROM subscribers WHERE state = 'active' AND email NOT NULL ORDER BY id"
        ).fetchall()
        if active and self.dice.random() < 0.12:
            self._unsubscribe(db, *self.dice.choice(active), self.now - timedelta(hours=3))
        if today.day == 5:
            for _, email in db.execute("SELECT id, email FROM subscribers WHERE state = 'active' AND email NOT NULL"):
                self.newsletters[self._send("newsletter", email, self.now - timedelta(hours=1))] = self.now

    def _unsubscribe(self, db: sqlite3.Connection, id: int, email: str, at: datetime) -> None:
        at = at.replace(microsecond=0)
        db.execute("UPDATE subscribers SET state = 'unsubscribed' WHERE id = ?", (id,))
        db.execute("UPDATE consents SET withdrawn_at = ? WHERE subscriber_id = ?", (sql(at), id))
        hashed = hashlib.sha256(f"pepper{email}".encode()).hexdigest()
        new = db.execute("INSERT OR IGNORE INTO suppressed (email_hash, added_at) VALUES (?, ?)", (hashed, sql(at)))
        if new.rowcount:
            self.book.owe("control.suppressed", str(new.lastrowid), BLOCKED)
        self.unsubscribed[email] = at
        for column in ("email", "name"):
            self.book.owe(f"control.subscribers.{column}", str(id), CLEARED, *promised.within(at, 3))
        end = promised.years_end(at.astimezone(BERLIN).date(), 3)
        for (consent,) in db.execute("SELECT id FROM consents WHERE subscriber_id = ?", (id,)):
            self.book.owe("control.consents", str(consent), PROOF, end, end + promised.SLACK)
        self._did("unsubscribed")

    def _send(self, kind: str, to: str, at: datetime) -> str:
        name = self.at.mail(kind, to, at)
        day = date.fromisoformat(name[:10])
        end = promised.day_after(day, 90)
        self.book.owe("outbox", name, MAIL, end, end + promised.SLACK)
        self._did("mails")
        return name


def sql(at: datetime) -> str:
    return naive(at).isoformat(" ")


def naive(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
