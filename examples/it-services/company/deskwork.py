"""What happens at the desk: care begins and ends, tickets, remote sessions, devices, documentation, technicians."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from making.sealed import seal

from company.diary import Diary
from company.promised import days_after, later, months_after, today, years_later

TICKET, SESSION, ALERT = "tickets/retention/closed", "remote/retention/sessions", "rmm/retention/alerts"
DEVICE, PAPERS = "rmm/retention/returned", "itdoc/retention/released"


@dataclass
class Care:
    """A client in care: its key, and the people there who ask for help."""

    client: int
    requesters: list[int] = field(default_factory=list)


class DeskWork:
    """Clients in care by the key of their contact in the ERP."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.cares: dict[int, Care] = {}
        self.team: list[int] = []
        self._waiting: dict[date, list[int]] = {}
        self._number = 0

    def hire(self) -> None:
        """A new technician."""
        who, self._number = self.diary.someone("nordnetz-it.example"), self._number + 1
        row = {"number": f"P-{self._number}", "name": who.name, "email": who.email, "shift": "früh"}
        self.team.append(self.diary.at.add("desk.technicians", **row))

    def leave(self, day: date) -> None:
        """A technician leaves; the row stays in tickets, the name goes after six months."""
        id = self.team.pop(0)
        self.diary.at.note("desk.technicians", id, left_on=day)
        for column in ("name", "email"):
            self.diary.owe(f"desk.technicians.{column}", id, "desk-work/retention/left", months_after(day, 6))

    def _one(self) -> int:
        return self.diary.dice.choice(self.team)

    def begin_care(self, contact: int, day: date, at: datetime) -> None:
        """A client is taken into care: contact, instruction, people, devices, documentation."""
        diary, add = self.diary, self.diary.at.add
        row = {"number": f"K-{contact}", "company": f"Werft {contact} GmbH", "level": "basic", "response_hours": 8}
        client = add("desk.clients", care_from=day, **row)
        care = self.cares[contact] = Care(client)
        who = diary.someone()
        add("desk.technical_contacts", client_id=client, name=who.name, email=who.email)
        add("desk.instructions", client_id=client, kind="terms", text="Auftrag", given_by=who.name, given_on=day)
        for _ in range(2):
            person = diary.someone()
            row = {"name": person.name, "email": person.email, "created_at": at}
            care.requesters.append(add("desk.requesters", client_id=client, **row))
            self._device(client, person.name)
        for title in ("Netzplan", "Sicherung"):
            row = {"title": title, "body": title, "technical_contact": who.name, "updated_at": at}
            add("desk.pages", client_id=client, author_id=self._one(), **row)
        secret = seal("Hafenlicht", diary.at.key, diary.dice, at.replace(tzinfo=None))
        add("desk.credentials", client_id=client, label="Router", username="wartung", secret=secret, changed_at=at)
        diary.did("care begun")

    def end_care(self, contact: int, day: date) -> None:
        """Care ends today: what it was for goes 90 days later, documentation 30 days after it was handed over."""
        diary, care, gone = self.diary, self.cares.pop(contact), days_after(day, 90)
        client = care.client
        diary.at.note("desk.clients", client, care_until=day)
        for place, promise in (
            ("technical_contacts", "care/retention/technical"),
            ("requesters", "tickets/retention/ended"),
        ):
            for (id,) in diary.at.ask("desk", f"SELECT id FROM {place} WHERE client_id = ?", client):
                late = timedelta(days=place == "requesters")
                diary.owe(f"desk.{place}", id, promise, (gone[0], gone[1] + late))
        for (id,) in diary.at.ask("desk", "SELECT id FROM instructions WHERE client_id = ?", client):
            diary.owe("desk.instructions", id, "care/retention/instructions", months_after(day, 36))
        theirs = "IN (SELECT id FROM requesters WHERE client_id = ?)"
        for (id,) in diary.at.ask("desk", f"SELECT id FROM tickets WHERE requester_id {theirs}", client):
            diary.sooner("desk.tickets", id, TICKET, gone)
            for (message,) in diary.at.ask("desk", "SELECT id FROM messages WHERE ticket_id = ?", id):
                diary.sooner("desk.messages", message, TICKET, gone)
        for (id,) in diary.at.ask("desk", f"SELECT id FROM sessions WHERE requester_id {theirs}", client):
            diary.sooner("desk.sessions", id, SESSION, gone)
        for (id,) in diary.at.ask("desk", "SELECT id FROM devices WHERE client_id = ? AND returned_on IS NULL", client):
            self._return(id, day)
        self._waiting.setdefault(day + timedelta(days=6), []).append(client)
        diary.did("care ended")

    def _hand_over(self, client: int) -> None:
        """The client gets its documentation, and nobody needs it here any more."""
        day = self.diary.today
        self.diary.at.note("desk.clients", client, handed_over_on=day)
        for table in ("pages", "credentials"):
            for (id,) in self.diary.at.ask("desk", f"SELECT id FROM {table} WHERE client_id = ?", client):
                self.diary.owe(f"desk.{table}", id, PAPERS, days_after(day, 30))

    # -- devices -------------------------------------------------------------------------------------------------

    def _device(self, client: int, user: str) -> None:
        diary, self._number = self.diary, self._number + 1
        key = str(UUID(int=diary.dice.getrandbits(128), version=4))
        device = diary.at.add(
            "desk.devices", client_id=client, serial=f"NN{self._number:05d}", hostname=f"NB-{self._number}", kind="laptop",
            system="Windows 11", user_name=user, agent_key=key, seen_at=diary.now,
        )  # fmt: skip
        row = {"title": "Aufnahme", "result": "ohne Beanstandung", "done_on": diary.today}
        diary.at.add("desk.checklists", device_id=device, technician_id=self._one(), **row)

    def _return(self, device: int, day: date) -> None:
        diary, span = self.diary, days_after(day, 30)
        diary.at.note("desk.devices", device, returned_on=day)
        diary.owe("desk.devices", device, DEVICE, (span[0], span[1] + timedelta(days=1)))
        for (id,) in diary.at.ask("desk", "SELECT id FROM checklists WHERE device_id = ?", device):
            diary.owe("desk.checklists", id, DEVICE, span)
        for (id,) in diary.at.ask("desk", "SELECT id FROM alerts WHERE device_id = ?", device):
            diary.sooner("desk.alerts", id, ALERT, span)
        diary.did("devices returned")

    def _watch(self) -> None:
        """Alerts are raised and cleared; now and then a device is returned and another one given out."""
        diary = self.diary
        devices = diary.at.ask("desk", "SELECT id, client_id, user_name FROM devices WHERE returned_on IS NULL ORDER BY id")
        id, client, user = diary.dice.choice(devices)
        if diary.chance(0.6):
            row = {"severity": "warning", "text": "Virenschutz veraltet", "raised_at": diary.now - timedelta(hours=9)}
            diary.at.add("desk.alerts", device_id=id, **row)
        sql = "SELECT a.id FROM alerts a JOIN devices d ON d.id = device_id WHERE cleared_at IS NULL AND returned_on IS NULL"
        for (alert,) in diary.at.ask("desk", sql):
            if diary.chance(0.5):
                at = (diary.now - timedelta(hours=1)).replace(microsecond=0)
                diary.at.note("desk.alerts", alert, cleared_at=at)
                diary.owe("desk.alerts", alert, ALERT, later(at, 90))
        if diary.chance(0.06):
            self._return(id, diary.today)
            self._device(client, user)

    # -- tickets -------------------------------------------------------------------------------------------------

    def ticket(self, contact: int, opened: datetime, closed: datetime | None) -> None:
        """A ticket with two messages, closed or not."""
        diary, self._number = self.diary, self._number + 1
        requester, one = diary.dice.choice(self.cares[contact].requesters), self._one()
        row = {"priority": "normal", "state": "open", "subject": "Bildschirm flackert", "opened_at": opened}
        id = diary.at.add(
            "desk.tickets", number=f"T-{self._number:06d}", requester_id=requester, technician_id=one,
            respond_by=opened + timedelta(hours=8), **row,
        )  # fmt: skip
        for who, minutes in ((None, 0), (one, 20)):
            row = {"kind": "text", "body": "Guten Tag", "sent_at": opened + timedelta(minutes=minutes)}
            diary.at.add("desk.messages", ticket_id=id, technician_id=who, **row)
        if closed is not None:
            self._close(id, closed)
        diary.did("tickets")

    def _close(self, id: int, at: datetime) -> None:
        diary, at = self.diary, at.replace(microsecond=0)
        diary.at.note("desk.tickets", id, state="closed", closed_at=at)
        diary.owe("desk.tickets", id, TICKET, years_later(at, 2))
        for (message,) in diary.at.ask("desk", "SELECT id FROM messages WHERE ticket_id = ?", id):
            diary.owe("desk.messages", message, TICKET, years_later(at, 2))

    def session(self, contact: int, at: datetime) -> None:
        """A remote session with its protocol."""
        diary, self._number, at = self.diary, self._number + 1, at.replace(microsecond=0)
        requester = diary.dice.choice(self.cares[contact].requesters)
        row = {
            "reason": "Konto entsperren",
            "allowed_at": at - timedelta(minutes=10),
            "ticket_number": "",
            "protocol": "",
            "started_at": at - timedelta(minutes=9),
        }
        id = diary.at.add("desk.sessions", requester_id=requester, technician_id=self._one(), ended_at=at, **row)
        diary.owe("desk.sessions", id, SESSION, years_later(at, 1))
        if diary.now - at < timedelta(days=180):
            name = diary.at.protocol(at, self._number)
            diary.at.note("desk.sessions", id, protocol=name)
            diary.owe("session-logs", name, "remote/retention/protocols", days_after(today(at), 180))
        diary.did("remote sessions")

    def day(self) -> None:
        """Tickets are opened and closed, sessions held, devices watched, documentation handed over."""
        diary, contacts = self.diary, sorted(self.cares)
        for _ in range(diary.dice.randrange(3)):
            self.ticket(diary.dice.choice(contacts), diary.now - timedelta(hours=10), None)
        sql = (
            "SELECT t.id FROM tickets t JOIN requesters r ON r.id = requester_id JOIN clients c ON c.id = client_id"
            " WHERE t.closed_at IS NULL AND c.care_until IS NULL"
        )
        for (id,) in diary.at.ask("desk", sql):
            if diary.chance(0.4):
                self._close(id, diary.now - timedelta(hours=1))
        if diary.chance(0.4):
            self.session(diary.dice.choice(contacts), diary.now - timedelta(hours=4))
        at = (diary.now - timedelta(hours=5)).replace(microsecond=0)
        row = {"shift": "früh", "step": "reply", "minutes": diary.dice.randrange(2, 60), "at": at}
        id = diary.at.add("desk.handling", agent_id=self._one(), **row)
        diary.owe("desk.handling", id, "service-quality/retention/handling", later(at, 90))
        self._watch()
        for client in self._waiting.pop(diary.today, []):
            self._hand_over(client)
