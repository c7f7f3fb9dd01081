"""What happens in the ERP: contacts and their papers, order form, suppliers, newsletter."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from making.people import phone
from making.world import BERLIN

from company.diary import Diary
from company.phrases import PRODUCTS
from company.promised import Span, days_after, last, later, within, years_end

ENDED = "contracts/retention/ended"
NEEDLESS = ("function", "email", "phone", "technical_name", "technical_email")
"""Columns of a contact that no paper needs."""


class Office:
    """Contacts by key; `papers` is until when the youngest paper of a contact must be kept."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.active: dict[int, str] = {}
        self.papers: dict[int, Span] = {}
        self.told: dict[int, list[int]] = {}
        self._number = 0

    def begin(self) -> None:
        """What is sold, and whom things are bought from."""
        for code, name, unit, cents in PRODUCTS:
            self.diary.at.add("erp.products", code=code, name=name, unit=unit, net_cents=cents)
        for _ in range(3):
            self.supplier()

    def join(self, day: date, bare: bool = False) -> int:
        """A new contact, with an order unless `bare`."""
        diary, self._number = self.diary, self._number + 1
        host = f"kunde-{self._number}.example"
        who, tech = diary.someone(host), diary.someone(host)
        id = diary.at.add(
            "erp.contacts", number=f"K-{20_000 + self._number}", company=f"Werft {self._number} GmbH", name=who.name,
            function="Verwaltung", email=who.email, phone=phone(diary.dice), street="Fährweg 3", postcode="24999",
            city="Musterhafen", country="DE", technical_name=tech.name, technical_email=tech.email, created_on=day,
        )  # fmt: skip
        self.active[id] = who.email
        self.told[id] = []
        if not bare:
            number = f"A-{self._number:04d}-1"
            row = {"product_id": 1, "number": number, "text": "Betreuung Basis", "net_cents": 49_000, "offer_number": ""}
            diary.at.add("erp.orders", contact_id=id, quantity=1, ordered_on=day, **row)
            self.invoice(id, day)
            self.letter(id, day)
        diary.did("new contacts")
        return id

    def _paper(self, contact: int, span: Span) -> None:
        self.papers[contact] = max(span, self.papers.get(contact, span))

    def invoice(self, contact: int, day: date) -> None:
        """An invoice; it is paid or not, which changes nothing."""
        paid = self.diary.chance(0.8)
        self._number += 1
        id = self.diary.at.add(
            "erp.invoices", contact_id=contact, number=f"R{day:%Y%m}-{self._number:06d}", issued_on=day, text="Betreuung",
            net_cents=49_000, vat_cents=9_310, due_on=day + timedelta(days=14), order_number="", method="transfer",
            payment_state="paid" if paid else "open", paid_on=day if paid else None,
        )  # fmt: skip
        span = years_end(day, 8)
        self.diary.owe("erp.invoices", id, "invoices/retention/invoices/delete", span)
        self._paper(contact, span)

    def letter(self, contact: int, day: date) -> None:
        """A business letter."""
        row = {
            "direction": "out",
            "sent_on": day,
            "subject": "Bestätigung",
            "body": "Guten Tag, wir bestätigen den Auftrag.",
        }
        id = self.diary.at.add("erp.letters", contact_id=contact, **row)
        span = years_end(day, 6)
        self.diary.owe("erp.letters", id, "invoices/retention/letters/delete", span)
        self._paper(contact, span)

    def leave(self, contact: int, day: date) -> None:
        """The relation ends: what nobody needs goes after 90 days, what papers need stays with them."""
        diary, span = self.diary, days_after(day, 90)
        diary.at.note("erp.contacts", contact, ended_on=day)
        for (id,) in diary.at.ask("erp", "SELECT id FROM orders WHERE contact_id = ? AND completed_on IS NULL", contact):
            diary.at.note("erp.orders", id, completed_on=day)
            kept = years_end(day, 6)
            diary.owe("erp.orders", id, "contracts/retention/orders/delete", kept)
            self._paper(contact, kept)
        hangs = [diary.spans[key] for key in self._offers(contact)]
        diary.owe("erp.contacts", contact, ENDED, last(span, self.papers.get(contact), *hangs))
        for column in NEEDLESS:
            diary.owe(f"erp.contacts.{column}", contact, ENDED, (span[0], span[1] + timedelta(days=1)))
        for notice in self.told.pop(contact):
            diary.owe("erp.notices_sent", notice, ENDED, span)
        del self.active[contact]
        diary.did("relations ended")

    def _offers(self, contact: int) -> list[tuple[str, str]]:
        rows = self.diary.at.ask("erp", "SELECT id FROM offers WHERE contact_id = ?", contact)
        return [("erp.offers", str(id)) for (id,) in rows]

    def supplier(self) -> None:
        """Somebody at a supplier."""
        diary = self.diary
        who = diary.someone("lieferant.example")
        self._number += 1
        row = {"number": f"L-{self._number}", "company": "Kabelwerk GmbH", "name": who.name, "email": who.email}
        diary.at.add("erp.suppliers", created_on=diary.today, **row)

    # -- one day -------------------------------------------------------------------------------------------------

    def day(self) -> None:
        """Orders, offers, invoices, letters, suppliers."""
        diary = self.diary
        self._forms()
        self._sell()
        regular = sorted(self.active)
        if diary.today.day == 1:
            for contact in regular:
                self.invoice(contact, diary.today)
                diary.mail("invoice", self.active[contact], diary.now - timedelta(hours=1))
        if diary.chance(0.1):
            self.letter(diary.dice.choice(regular), diary.today)
        if diary.chance(0.03):
            self.supplier()
            rows = diary.at.ask("erp", "SELECT id FROM suppliers WHERE ended_on IS NULL ORDER BY id")
            id = diary.dice.choice(rows)[0]
            diary.at.note("erp.suppliers", id, ended_on=diary.today)
            diary.owe("erp.suppliers", id, "suppliers/retention/ended", days_after(diary.today, 90))

    def _forms(self) -> None:
        diary = self.diary
        if diary.chance(0.4):
            who = diary.someone()
            diary.at.add(
                "erp.order_forms", company="Druckerei Nord GmbH", street="Am Deich 4", postcode="24999", city="Musterhafen",
                contact_name=who.name, contact_email=who.email, technical_name=who.name, technical_email=who.email,
                product_id=2, received_at=diary.now - timedelta(hours=6),
            )  # fmt: skip
            diary.did("order forms")
        for (id,) in diary.at.ask("erp", "SELECT id FROM order_forms WHERE settled_at IS NULL"):
            if diary.chance(0.4):
                at = (diary.now - timedelta(hours=3)).replace(microsecond=0)
                diary.at.note("erp.order_forms", id, settled_at=at)
                diary.owe("erp.order_forms", id, "order-form/retention/settled", later(at, 14))

    def _sell(self) -> None:
        """An offer is made, accepted (it becomes an order), or runs out; a device is ordered and delivered."""
        diary = self.diary
        if diary.chance(0.3):
            contact, self._number = diary.dice.choice(sorted(self.active)), self._number + 1
            valid = diary.today + timedelta(days=diary.dice.randrange(10, 40))
            row = {"number": f"AN-{self._number:06d}", "text": "Notebook", "net_cents": 128_000, "state": "open"}
            id = diary.at.add("erp.offers", contact_id=contact, issued_on=diary.today, valid_until=valid, **row)
            diary.owe("erp.offers", id, "contracts/retention/offers", days_after(valid, 90))
            diary.did("offers")
        rows = diary.at.ask(
            "erp", "SELECT id, contact_id, number, issued_on FROM offers WHERE valid_until >= ?", diary.today
        )
        for id, contact, number, issued in rows:
            if contact in self.active and diary.chance(0.03):
                diary.at.db("erp").execute("DELETE FROM offers WHERE id = ?", (id,))
                diary.book.forget("erp.offers", str(id))
                row = {"product_id": 4, "number": f"A{number}", "offer_number": number, "offered_on": issued}
                order = diary.at.add(
                    "erp.orders", contact_id=contact, text="Notebook", net_cents=128_000, quantity=1, ordered_on=diary.today,
                    completed_on=diary.today, **row,
                )  # fmt: skip
                span = years_end(diary.today, 6)
                diary.owe("erp.orders", order, "contracts/retention/orders/delete", span)
                self._paper(contact, span)
                diary.did("orders")


class News:
    """The newsletter: sign-ups, confirmations, mailings, people who have had enough."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.agreed: dict[str, datetime] = {}
        self.unsubscribed: dict[str, datetime] = {}
        self.newsletters: dict[str, tuple[str, datetime]] = {}

    def sign_up(self, at: datetime, at_once: bool = False) -> None:
        """Somebody asks for the newsletter; `at_once`: and has confirmed it."""
        diary, who = self.diary, self.diary.someone()
        state = "active" if at_once else "pending"
        id = diary.at.add("erp.subscribers", email=who.email, name=who.name, state=state, signed_up_at=at)
        if at_once:
            self._confirm(id, who.email, at)
        else:
            diary.owe("erp.subscribers", id, "newsletter/retention/unconfirmed", later(at.replace(microsecond=0), 7))
        diary.did("sign-ups")

    def _confirm(self, id: int, email: str, at: datetime) -> None:
        done = at + timedelta(minutes=4)
        row = {"kind": "newsletter", "given_at": at, "confirmed_at": done, "text_version": f"newsletter-{at.year}"}
        self.diary.at.add("erp.consents", subscriber_id=id, **row)
        self.agreed[email] = done

    def day(self) -> None:
        """Some confirm, some sign up, one leaves now and then; once a month a newsletter goes out."""
        diary = self.diary
        rows = diary.at.ask("erp", "SELECT id, email, signed_up_at FROM subscribers WHERE state = 'pending'")
        for id, email, signed in rows:
            if diary.chance(0.3) and signed > f"{diary.ago(6):%Y-%m-%d %H:%M:%S}":
                diary.at.note("erp.subscribers", id, state="active")
                diary.book.forget("erp.subscribers", str(id))
                self._confirm(id, email, diary.now - timedelta(hours=5))
        if diary.chance(0.35):
            self.sign_up(diary.now - timedelta(hours=7))
        active = diary.at.ask(
            "erp", "SELECT id, email FROM subscribers WHERE state = 'active' AND email NOT NULL ORDER BY id"
        )
        if len(active) > 3 and diary.chance(0.12):
            self._leave(*diary.dice.choice(active))
        elif diary.today.day == 5:
            for _, email in active:
                at = diary.now - timedelta(hours=1)
                self.newsletters[diary.mail("newsletter", email, at)] = email, at
                diary.did("newsletters")

    def _leave(self, id: int, email: str) -> None:
        diary, at = self.diary, (self.diary.now - timedelta(hours=2)).replace(microsecond=0)
        diary.at.note("erp.subscribers", id, state="unsubscribed")
        rows = diary.at.ask("erp", "SELECT id FROM consents WHERE subscriber_id = ? AND withdrawn_at IS NULL", id)
        for (consent,) in rows:
            diary.at.note("erp.consents", consent, withdrawn_at=at)
            diary.owe(
                "erp.consents", consent, "newsletter/retention/proof/delete", years_end(at.astimezone(BERLIN).date(), 3)
            )
        hashed = hashlib.sha256(f"pepper{email}".encode()).hexdigest()
        blocked = diary.at.add("erp.suppressed", email_hash=hashed, added_at=at)
        diary.owe("erp.suppressed", blocked, "suppression/retention/hash", None)
        for column in ("email", "name"):
            diary.owe(f"erp.subscribers.{column}", id, "newsletter/retention/unsubscribed", within(at, 3))
        self.unsubscribed[email] = at
        diary.did("unsubscribed")
