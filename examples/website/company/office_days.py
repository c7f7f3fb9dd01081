"""A day of Klarwerk's office: clients, prospects, applications, requests, the mailbox.

Law: whoever makes a unit writes its promise into the book as the notice says it; the promise is named beside it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from making.world import BERLIN

from company import promised
from company.premises import Premises
from company.website_days import Website

LEFT = "crm/retention/left"
INVOICES = "crm/retention/invoices/delete"
LETTERS = "crm/retention/letters/delete"
LEADS = "leads/retention/quiet"
DECIDED = "applicants/retention/decided"
CASE, IDENTITY = "requests/retention/case/delete", "requests/retention/identity"
MAILBOX = "mailbox/retention/received"
ADDRESS = {"street": "Am Deich 3", "postcode": "24999", "city": "Musterhafen", "country": "DE"}


class Office:
    """What happens in the office."""

    def __init__(self, at: Premises, website: Website) -> None:
        self.at, self.website = at, website
        self.offers: dict[str, datetime] = {}
        self.objected: set[str] = set()

    def begin(self) -> None:
        """Clients old and new, one whose last invoice may go next New Year, an old request, open applications."""
        at = self.at
        for days in (900, 500, 200, 40):
            self.client(at.today - timedelta(days=days))
        self.client(at.today - timedelta(days=150), ended=at.today - timedelta(days=60), ordered=False)
        self.client(date(at.today.year - 8, 2, 1), ended=date(at.today.year - 8, 11, 5))
        self.letter(1, date(at.today.year - 6, 3, 9))
        for days in (150, 90, 10):
            self.lead(at.today - timedelta(days=days))
        for days in (170, 100, 30):
            self.application(at.today - timedelta(days=days + 20), at.today - timedelta(days=days))
        self.request("access", datetime(at.today.year - 3, 4, 2, 12, tzinfo=BERLIN), closed=True)
        for days in (170, 90, 30):
            self.mail(at.today - timedelta(days=days))

    def day(self, number: int) -> None:
        """One day of it."""
        at = self.at
        if number % 15 == 4:
            self.client(at.today)
        if number % 26 == 9:
            self.leave()
        self.bill()
        if at.dice.random() < 0.3:
            self.lead(at.today)
        self.talk()
        if at.dice.random() < 0.15:
            self.application(at.today)
        self.decide()
        if at.dice.random() < 0.2:
            self.request(at.dice.choice(("access", "erasure", "rectification", "withdrawal")), at.ago(hours=8))
        if number % 33 == 12:
            self.object()
        self.answer()
        if at.dice.random() < 0.5:
            self.mail(at.today)
        if at.today.day == 12:
            self.advertise()

    # -- clients -------------------------------------------------------------------------------------------------

    def client(self, since: date, ended: date | None = None, ordered: bool = True) -> None:
        """Somebody becomes a client; one who never ordered has neither invoice nor letter."""
        at, who, number = self.at, self.at.who(), self.at.serial("clients")
        row = {"number": f"K-{number:05d}", "name": who.name, "company": f"{who.last} GmbH", "email": who.email}
        key = at.add("crm.contacts", **row, **ADDRESS, phone="030 23125 411", since=since)
        moment = promised.begins(since)
        at.add("crm.notes", contact_id=key, written_at=moment, text="Erstes Gespräch.")
        at.add("crm.notices_sent", contact_id=key, document="clients", version="2026-10-12", channel="mail", sent_at=moment)
        if ordered:
            at.add("crm.deals", contact_id=key, title="Schulung", stage="won", net_cents=90000, opened_on=since)
            self.invoice(key, since)
            if at.today.year - since.year <= 6:
                self.letter(key, since)
        if ended:
            self._left(key, ended)
        at.did("clients")

    def invoice(self, client: int, day: date) -> None:
        """An invoice, and how long it stays."""
        row = {"number": f"KW{day:%Y%m%d}-{client:04d}", "issued_on": day, "text": "Schulung", "paid_on": day}
        key = self.at.add("crm.invoices", contact_id=client, **row, net_cents=45000, vat_cents=8550)
        self.at.owe("crm.invoices", key, INVOICES, promised.after_years(day, 8))
        self.at.did("invoices")

    def letter(self, client: int, day: date) -> None:
        """A business letter, and how long it stays."""
        key = self.at.add("crm.letters", contact_id=client, sent_on=day, subject="Bestätigung", body="Guten Tag, …")
        self.at.owe("crm.letters", key, LETTERS, promised.after_years(day, 6))

    def bill(self) -> None:
        """Every client gets an invoice once a month."""
        day = f"{self.at.today.day:02d}"
        rows = self.at.run(
            "crm",
            "SELECT id, email FROM contacts WHERE ended_on IS NULL AND strftime('%d', since) = ? AND since < ?"
            " AND id IN (SELECT contact_id FROM deals)",
            day,
            self.at.today,
        )
        for key, email in rows:
            self.invoice(key, self.at.today)
            self.website.send("invoice", email, self.at.ago(hours=2))

    def leave(self) -> None:
        """The work with somebody ends; the first two stay for good."""
        rows = self.at.run("crm", "SELECT id FROM contacts WHERE ended_on IS NULL AND id > 2 ORDER BY id")
        if rows:
            self._left(self.at.dice.choice(rows)[0], self.at.today - timedelta(days=self.at.dice.randrange(0, 5)))
            self.at.did("terminations")

    def _left(self, client: int, day: date) -> None:
        at = self.at
        at.run("crm", "UPDATE contacts SET ended_on = ? WHERE id = ?", day, client)
        terms = promised.after_day(day, 180)
        gone = terms[1] is not None and terms[1] < at.now
        for table in ("deals", "notes", "notices_sent"):
            for (key,) in at.run("crm", f"SELECT id FROM {table} WHERE contact_id = ?", client):
                if gone:
                    at.run("crm", f"DELETE FROM {table} WHERE id = ?", key)
                else:
                    at.owe(f"crm.{table}", key, LEFT, terms)
        for column in ("email", "phone"):
            if gone:
                at.run("crm", f"UPDATE contacts SET {column} = NULL WHERE id = ?", client)
            else:
                at.owe(f"crm.contacts.{column}", client, LEFT, terms)
        self._row(client, terms)

    def _row(self, client: int, terms: promised.Terms) -> None:
        """Name and address stay as long as an invoice or a letter needs them."""
        ends = [terms[0]]
        for table, column, years in (("invoices", "issued_on", 8), ("letters", "sent_on", 6)):
            for (day,) in self.at.run("crm", f"SELECT {column} FROM {table} WHERE contact_id = ?", client):
                ends.append(promised.after_years(date.fromisoformat(day), years)[0])
        last = max(end for end in ends if end)
        self.at.owe("crm.contacts", client, LEFT, (last, last + promised.SLACK + timedelta(days=1)))

    def advertise(self) -> None:
        """Clients hear of similar services, unless they objected."""
        rows = self.at.run("crm", "SELECT email FROM contacts WHERE ended_on IS NULL ORDER BY id")
        blocked = self.objected | set(self.website.unsubscribed)
        for (email,) in rows:
            if email not in blocked:
                self.offers[self.website.send("offers", email, self.at.ago(hours=1))] = self.at.now

    def object(self) -> None:
        """A client objects to advertising."""
        known = [email for (email,) in self.at.run("crm", "SELECT email FROM contacts WHERE ended_on IS NULL ORDER BY id")]
        for email in [email for email in known if email not in self.objected][-1:]:
            self.objected.add(email)
            self.website.block(email, self.at.ago(hours=2))
            self.request("objection", self.at.ago(hours=2), closed=True, against="existing-customers")
            self.at.did("objections")

    # -- prospects and applicants --------------------------------------------------------------------------------

    def lead(self, day: date) -> None:
        """A company that might become a client."""
        at, who = self.at, self.at.who()
        row = {"name": who.name, "function": "Einkauf", "company": "Beispiel OHG", "email": who.email, "source": "website"}
        told = promised.begins(day)
        key = at.add("crm.leads", **row, added_on=day, told_at=told, last_contact_on=day)
        at.owe("crm.leads", key, LEADS, promised.after_day(day, 180))
        at.did("leads")

    def talk(self) -> None:
        """Sometimes somebody speaks with a prospect again, which counts from then."""
        at = self.at
        if at.dice.random() < 0.1:
            young = at.today - timedelta(days=175)
            rows = at.run("crm", "SELECT id FROM leads WHERE last_contact_on > ? ORDER BY id", young)
            for (key,) in rows[:1]:
                at.run("crm", "UPDATE leads SET last_contact_on = ? WHERE id = ?", at.today, key)
                at.owe("crm.leads", key, LEADS, promised.after_day(at.today, 180))

    def application(self, day: date, decided: date | None = None) -> None:
        """Somebody applies."""
        at, who, number = self.at, self.at.who(), self.at.serial("applications")
        path = f"{day:%Y}/bewerbung-{number:05d}.pdf"
        at.file("applications", path)
        row = {"name": who.name, "email": who.email, "phone": "", "position": "Assistenz", "letter": "Guten Tag, …"}
        key = at.add("people.applications", **row, path=path, channel="form", received_at=promised.begins(day))
        at.did("applications")
        if decided:
            self._decide(key, path, decided)

    def decide(self) -> None:
        """Some applications are decided."""
        for key, path in self.at.run("people", "SELECT id, path FROM applications WHERE decided_on IS NULL"):
            if self.at.dice.random() < 0.06:
                self._decide(key, path, self.at.today)

    def _decide(self, key: int, path: str, day: date) -> None:
        at = self.at
        at.run("people", "UPDATE applications SET decided_on = ?, outcome = 'declined' WHERE id = ?", day, key)
        at.owe("people.applications", key, DECIDED, promised.after_months(day, 6))
        at.owe("applications", path, DECIDED, promised.after_months(day, 6))

    # -- requests and mails --------------------------------------------------------------------------------------

    def request(self, kind: str, received: datetime, closed: bool = False, against: str = "") -> None:
        """A request; every third comes with a proof of identity."""
        at, who, number = self.at, self.at.who(), self.at.serial("requests")
        row = {"number": f"A-{number:05d}", "kind": kind, "channel": "mail", "name": who.name, "email": who.email}
        more = {"wish": "Bitte …", "against": against, "extension_reason": "", "answer": "", "grounds": ""}
        due = received.astimezone(BERLIN).date() + timedelta(days=28)
        key = at.add("cases.requests", **row, **more, received_at=received, due_on=due)
        if number % 3 == 0:
            proof = {"kind": "id_card", "file": "", "received_at": received, "checked_at": received, "result": "confirmed"}
            proof_key = at.add("cases.identity_proofs", request_id=key, **proof)
            at.owe("cases.identity_proofs", proof_key, IDENTITY, promised.after(received, 7))
        if closed:
            self._close(key, received)
        at.did("requests")

    def answer(self) -> None:
        """Some requests are answered."""
        for (key,) in self.at.run("cases", "SELECT id FROM requests WHERE closed_at IS NULL"):
            if self.at.dice.random() < 0.3:
                self._close(key, self.at.ago(hours=1))

    def _close(self, key: int, moment: datetime) -> None:
        statement = "UPDATE requests SET closed_at = ?, answered_at = ?, outcome = 'granted' WHERE id = ?"
        self.at.run("cases", statement, moment, moment, key)
        self.at.owe("cases.requests", key, CASE, promised.after_years(moment.astimezone(BERLIN).date(), 3))

    def mail(self, day: date) -> None:
        """A mail arrives."""
        self.at.owe("mailbox", self.at.received(day), MAILBOX, promised.after_day(day, 180))
