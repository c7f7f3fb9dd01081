"""Klarwerk lives day by day: its website and its office, nights with logs and backups, holds, restores.

Law: whoever makes a unit writes its promise into the book as the notice says it (`company.promised`); nothing is asked of
Zusage. Same seed, same days.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Set
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zusage.testing.life import Book, Desk, Query

from company import promised
from company.asked import queries_of
from company.office_days import Office
from company.premises import Premises
from company.website_days import Website

SHORTENED, LINE = "logs/retention/lines/shorten", "logs/retention/lines/delete"
BACKUP = "backups/retention/rotation"
INCIDENT, DISPUTE, LAWSUIT = (12, 55), (20, 260), (70, 330)
"""Days on which holds are set and released."""
COPIED, RESTORED, EVERY = 41, 44, 180
"""Days of each half-year on which a copy of the measurements is made, and put back."""
TABLES = {
    "site": "enquiries subscribers subscribers.email subscribers.name profiles opens consents suppressed choices"
    " appointments participants recording_consents chat_lines recordings shared_files guests needs",
    "crm": "contacts contacts.email contacts.phone deals notes notices_sent letters invoices leads",
    "people": "applications",
    "cases": "requests identity_proofs",
}
VISITS = {"log_visit": "idvisit", "log_link_visit_action": "idlink_va"}


class KlarwerkLife:
    """The company and its book."""

    def __init__(self, seed: int = 7) -> None:
        self.at = Premises(seed)
        self.website = Website(self.at)
        self.office = Office(self.at, self.website)
        self._number = 0
        self._holds: dict[str, str] = {}
        self._visits: dict[tuple[str, str], str] = {}

    @property
    def book(self) -> Book:
        """What is owed."""
        return self.at.book

    def begin(self, folder: Path, now: datetime) -> None:
        """A handful of clients and readers, four weeks of nights; nothing is undone."""
        self.at.build(folder, now)
        with self.at.working():
            self.office.begin()
            self.website.begin()
        for age in range(28, 0, -1):
            self.at.now = now.astimezone(UTC) - timedelta(days=age)
            self._night(short=age > 6)
        self.at.now = now.astimezone(UTC)

    def day(self, now: datetime, desk: Desk) -> Mapping[str, int]:
        """A day of the company, which ends at `now`."""
        self.at.now, self._number = now.astimezone(UTC), self._number + 1
        self.at.happened.clear()
        self.at.dice.seed(f"{self.at.seed}/{self.at.today}")
        with self.at.working():
            self.website.day(self._number)
            self.office.day(self._number)
        self._night()
        self._papers(desk)
        self._holding(desk)
        self._restore(desk)
        return dict(self.at.happened)

    def _night(self, short: bool = False) -> None:
        """The logs are rotated, the night's backup is made."""
        at = self.at
        at.rotate(at.today - timedelta(days=1))
        moments = [at.ago(seconds=at.dice.randrange(60, 80_000)) for _ in range(4)]
        for key, moment in at.visited(moments, short):
            at.owe("weblog", key, LINE, promised.after(moment, 30))
            if not short:
                at.owe("weblog.ip", key, SHORTENED, promised.after(moment, 7))
        name = at.backup(at.today)
        _, latest = promised.after_day(at.today, 30)
        at.owe("backups", name, BACKUP, (promised.begins(at.today), latest - promised.SLACK if latest else None))

    def _papers(self, desk: Desk) -> None:
        """Finance states each year that no audit is open; tests are made and lists are looked up before they lapse."""
        at = self.at
        if self._number == 1 or (at.today.month, at.today.day) == (1, 2):
            paper = at.folder / "register" / "keine-pruefung.pdf"
            paper.write_bytes(b"%PDF-1.7\nkeine offene Pruefung\n")
            desk.attest(f"tax/{at.today.year - 1}", at.now + timedelta(days=390), paper)
        if self._number % 40 == 0:
            at.write_register(1)
        if self._number % 120 == 100:
            file = at.folder / "zusage.yml"
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(r"checked: \d{4}-\d\d-\d\d", f"checked: {at.today}", text), encoding="utf-8")

    # -- holds and restores --------------------------------------------------------------------------------------

    def _holding(self, desk: Desk) -> None:
        if self._number == INCIDENT[0]:
            self._incident(desk)
        if self._number == DISPUTE[0]:
            self._dispute(desk)
        if self._number == LAWSUIT[0]:
            self._lawsuit(desk)
        for name, (_, end) in (("incident", INCIDENT), ("dispute", DISPUTE), ("lawsuit", LAWSUIT)):
            if self._number == end and name in self._holds:
                desk.release(self._holds[name])
                self.book.resume(self._holds[name], self.at.now + timedelta(days=3))

    def _hold(self, desk: Desk, name: str, kind: str, place: str, where: Mapping[str, str]) -> str:
        self._holds[name] = desk.hold(kind, place, where)
        self.at.did("holds")
        return self._holds[name]

    def _pause(self, hold: str, claims: Set[tuple[str, str]]) -> None:
        for owed in list(self.book.claims()):
            if (owed.place, owed.key) in claims:
                self.book.pause(owed.place, owed.key, hold)

    def _incident(self, desk: Desk) -> None:
        """Two days of the log are looked at."""
        since, until = self.at.now - timedelta(days=4), self.at.now - timedelta(days=2)
        where = {"since": since.isoformat(), "until": until.isoformat()}
        hold = self._hold(desk, "incident", "incident", "weblog", where)
        wide = timedelta(days=30)
        claims = {
            (place, owed.key)
            for owed in self.book.of("weblog")
            if owed.earliest and since <= owed.earliest - wide <= until
            for place in ("weblog", "weblog.ip")
        }
        self._pause(hold, claims)

    def _dispute(self, desk: Desk) -> None:
        """A lawyer asks to keep what is known of a former client."""
        with self.at.working():
            found = self.at.run(
                "crm", "SELECT id FROM contacts WHERE ended_on IS NOT NULL AND phone IS NOT NULL ORDER BY id"
            )
            if not found:
                return
            key = found[-1][0]
            tables = ("deals", "notes", "notices_sent", "letters", "invoices")
            claims = {(place, str(key)) for place in ("crm.contacts", "crm.contacts.email", "crm.contacts.phone")}
            for table in tables:
                rows = self.at.run("crm", f"SELECT id FROM {table} WHERE contact_id = ?", key)
                claims |= {(f"crm.{table}", str(id)) for (id,) in rows}
        self._pause(self._hold(desk, "dispute", "dispute", "crm.contacts", {"key": str(key)}), claims)

    def _lawsuit(self, desk: Desk) -> None:
        """Somebody who was declined goes to court."""
        with self.at.working():
            rows = self.at.run("people", "SELECT id, path FROM applications WHERE decided_on IS NOT NULL ORDER BY id DESC")
        for key, path in rows[:1]:
            hold = self._hold(desk, "lawsuit", "dispute", "people.applications", {"key": str(key)})
            self._pause(hold, {("people.applications", str(key)), ("applications", path)})

    def _restore(self, desk: Desk) -> None:
        """A disk fails: the measurements come back from a copy three days old, and are brought up to date."""
        live, copy = self.at.path("visits"), self.at.folder / "visits.copy"
        if self._number % EVERY == COPIED:
            shutil.copyfile(live, copy)
            known = self._measured()
            self._visits = {(o.place, o.key): o.promise for o in self.book.claims() if (o.place, o.key) in known}
        if self._number % EVERY != RESTORED or not copy.exists():
            return
        before = self._measured()
        shutil.copyfile(copy, live)
        copy.unlink()
        after = self._measured()
        for place, key in before - after:
            self.book.forget(place, key)
        for place, key in after - before:
            self.book.owe(
                place, key, self._visits[place, key], self.at.now - timedelta(days=5), self.at.now + promised.SLACK
            )
        desk.restored("visits")
        self.at.did("restores")

    def _measured(self) -> set[tuple[str, str]]:
        return {(place, key) for place, keys in self.at.keys("visits", VISITS) for key in keys}

    # -- what is there -------------------------------------------------------------------------------------------

    def present(self, now: datetime) -> Mapping[str, Set[str]]:
        """Every place of the book, read by hand."""
        found: dict[str, set[str]] = dict(self.at.keys("visits", VISITS))
        for name, places in TABLES.items():
            found |= dict(self.at.keys(name, dict.fromkeys(places.split(), "id")))
        for store in ("recordings", "shared", "applications", "mailbox", "outbox", "backups"):
            found[store] = self.at.files(store)
        found["weblog"], found["weblog.ip"] = set(), set()
        for key, full in self.at.lines():
            found["weblog"].add(key)
            if full:
                found["weblog.ip"].add(key)
        return found

    def queries(self) -> tuple[Query, ...]:
        """Hard promises that are no periods."""
        return queries_of(self)


LIFE = KlarwerkLife
