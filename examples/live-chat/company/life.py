"""Hafenchat lives day by day: bookings and chats, enquiries and newsletters, terminations, holds, a restore.

Law: whoever makes a unit writes its promise into the book as the notice says it (`company.promised`); nothing is asked of
Zusage. Same seed, same days.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from making.people import person
from zusage.testing.life import Desk, Query

from company import promised, put_back
from company.asked import queries_of
from company.dealings import (
    BACKUP,
    ENQUIRY,
    LINE,
    PLACES,
    REPORTS,
    SHORTENED,
    Dealings,
    sql,
)
from company.premises import Premises

DISPUTE, POLICE, COPIED, RESTORED = (20, 75), (12, 112), 41, 44
"""Days on which a hold is set and released, a copy of the control database is made, and put back."""


class HafenchatLife(Dealings):
    """The company and its book."""

    # -- begin ---------------------------------------------------------------------------------------------------

    def begin(self, folder: Path, now: datetime) -> None:
        """Four customers with running instances, some who left, ninety nights of logs, mails and backups."""
        self.now, self.start = now.astimezone(UTC), now.astimezone(UTC)
        folder.mkdir(parents=True, exist_ok=True)
        self.at = Premises(folder.resolve(), self.dice)
        self.at.build(now)
        with self.at.control() as db:
            db.executemany(
                "INSERT INTO plans (name, monthly_cents, agents) VALUES (?, ?, ?)",
                (("Mole", 2900, 2), ("Pier", 5900, 5), ("Werft", 11900, 15)),
            )
            for age in (1400, 700, 300, 90):
                self._join(db, now - timedelta(days=age))
            for since, until in ((3000, 2930), (400, 60), (140, 80)):
                self._departed(db, now - timedelta(days=since), now - timedelta(days=until))
            for age in (400, 300, 200, 150, 100, 40):
                self._sign_up(db, now - timedelta(days=age), at_once=True)
            self._letter(db, 1, date(self._today().year - 6, 3, 9))
            self._unsubscribe(db, *db.execute("SELECT id, email FROM subscribers").fetchone(), now - timedelta(hours=2))
        for age in range(87, 0, -1):
            self._night(self._today() - timedelta(days=age), now - timedelta(days=age), old=age > 7)
        for age in (85, 60, 30):
            self._send("system", person(self.dice, 900 + age).email, now - timedelta(days=age))

    # -- one day -------------------------------------------------------------------------------------------------

    def day(self, now: datetime, desk: Desk) -> Mapping[str, int]:
        """A day of the company, which ends at `now`."""
        self.now, self._happened = now.astimezone(UTC), Counter()
        self._number += 1
        today = self._today()
        self.dice.seed(f"{self.seed}/{today}")
        with self.at.control() as db:
            self._ends(db)
            if self._number % 17 == 5:
                self._join(db, self.now - timedelta(hours=3), trial=self._number % 34 == 5)
            if self._number % 23 == 8:
                self._terminate(db)
            self._bill(db, today)
            self._enquiries(db)
            self._newsletter(db, today)
        self._talk()
        self._night(today, self.now)
        self._papers(desk, today)
        self._holding(desk)
        self._restore(desk)
        return self._happened

    # -- nights --------------------------------------------------------------------------------------------------

    def _night(self, today: date, now: datetime, old: bool = False) -> None:
        """The logs are rotated, the night's backup is made, yesterday's totals are written."""
        now = now.astimezone(UTC)
        self.at.rotate(today - timedelta(days=1))
        moments = [now - timedelta(seconds=self.dice.randrange(60, 86_000)) for _ in range(4)]
        for key, at in self.at.visit("access.log", [m.replace(microsecond=0) for m in moments], short=old):
            self.book.owe("weblog", key, LINE, *promised.after(at, 90))
            if not old:
                self.book.owe("weblog.ip", key, SHORTENED, *promised.after(at, 7))
        name = self.at.backup(today)
        self.book.owe("backups", name, BACKUP, promised.day_begins(today), promised.day_after(today, 90))
        self.at.report(today)
        self.reports += 1
        self.book.owe("website.reports", str(today), REPORTS)

    def _papers(self, desk: Desk, today: date) -> None:
        """Once a year finance states that no audit is open; tests and reports are made again before they lapse."""
        if self._number == 1 or (today.month, today.day) == (1, 2):
            paper = self.at.folder / "register" / "keine-pruefung.pdf"
            paper.write_bytes(b"%PDF-1.7\nkeine offene Pruefung\n")
            desk.attest(f"tax/{today.year - 1}", self.now + timedelta(days=390), paper)
        if self._number % 40 == 0:
            self.at.write_register(today, {"pentest": self._number % 200, "restore-test": 1})
        if self._number % 300 == 200:
            file = self.at.folder / "zusage.yml"
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("checked: 2026-10-01", f"checked: {today}"), encoding="utf-8")

    # -- holds and restores --------------------------------------------------------------------------------------

    def _holding(self, desk: Desk) -> None:
        if self._number == POLICE[0]:
            since, until = self.now - timedelta(days=4), self.now - timedelta(days=2)
            hold = desk.hold("police", "weblog", {"since": since.isoformat(), "until": until.isoformat()})
            self._holds["police"] = hold
            for key, _ in self._lines_between(since, until):
                for place in ("weblog", "weblog.ip"):
                    if any(owed.key == key for owed in self.book.of(place)):
                        self.book.pause(place, key, hold)
        if self._number == DISPUTE[0]:
            with self.at.control() as db:
                found = db.execute("SELECT id, customer_id FROM instances WHERE state = 'readonly' ORDER BY id").fetchone()
            if found:
                self._dispute(desk, *found)
        for kind, (_, end) in (("police", POLICE), ("dispute", DISPUTE)):
            if self._number == end and kind in self._holds:
                desk.release(self._holds[kind])
                self.book.resume(self._holds[kind], self.now + timedelta(days=3))

    def _dispute(self, desk: Desk, id: str, customer: int) -> None:
        """A lawyer asks to keep a conversation: the instance stays, and so does what hangs on its end."""
        hold = desk.hold("dispute", "instance.contacts", {"instance": id, "key": "1"})
        self._holds["dispute"] = hold
        claims = [("instances", id), ("media", id)]
        claims += [(p, str(customer)) for p in ("control.customers", "control.customers.email", "control.customers.phone")]
        with self.at.instance(id) as db:
            found = db.execute("SELECT id FROM bookings WHERE contact_id = 1").fetchall()
        claims += [("instance.bookings", f"{id}/{key}") for (key,) in found]
        with self.at.control() as db:
            claims += [("control.notices_sent", key) for key in self._notices(db, customer)]
        for place, key in claims:
            self.book.pause(place, key, hold)

    def _lines_between(self, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
        found = []
        for owed in self.book.of("weblog"):
            at = promised.later(owed.earliest, -90) if owed.earliest else since
            if since <= at <= until:
                found.append((owed.key, at))
        return found

    def _restore(self, desk: Desk) -> None:
        """A disk fails: the control database comes back from a copy three days old, and is brought up to date."""
        turn, copy = self._number % 180, self.at.folder / "copy.sqlite3"
        live = self.at.folder / "control.sqlite3"
        if turn == COPIED:
            shutil.copyfile(live, copy)
            self._copied_at = self.now
        if turn != RESTORED or self._copied_at is None:
            return
        before, rows = self._control(), put_back.read(live)
        shutil.copyfile(copy, live)
        for place, keys in self._control().items():
            for key in keys - before[place]:
                self.book.owe(place, key, PLACES[place], self.start, self.now - timedelta(seconds=1))
        desk.restored("control")
        put_back.enter_again(live, rows)
        with self.at.control() as db:
            self._settle_again(db, before["control.enquiries"])
        self._did("restores")

    # -- what is there -------------------------------------------------------------------------------------------

    def present(self, now: datetime) -> Mapping[str, Set[str]]:
        """Every place of the book, read by hand."""
        found = self._control()
        found["instances"] = {path.stem for path in (self.at.folder / "instances").glob("*.sqlite3")}
        found["instance.bookings"] = set()
        for id in found["instances"]:
            with self.at.instance(id) as db:
                found["instance.bookings"] |= {f"{id}/{key}" for (key,) in db.execute("SELECT id FROM bookings")}
        found["media"] = {path.name for path in (self.at.folder / "media").iterdir()}
        found["outbox"] = {path.name for path in (self.at.folder / "outbox").glob("*.eml")}
        found["backups"] = {path.name for path in (self.at.folder / "backups").iterdir()}
        found["weblog"], found["weblog.ip"] = set(), set()
        for key, full in self.at.lines():
            found["weblog"].add(key)
            if full:
                found["weblog.ip"].add(key)
        with sqlite3.connect(self.at.folder / "website.sqlite3") as site:
            found["website.reports"] = {day for (day,) in site.execute("SELECT day FROM reports")}
        site.close()
        return found

    def _settle_again(self, db: sqlite3.Connection, known: Set[str]) -> None:
        """What was settled after the copy was made and has gone since is open again in it: nobody but people can tell."""
        for (id,) in db.execute("SELECT id FROM enquiries WHERE settled_at IS NULL").fetchall():
            if str(id) not in known:
                at = (self.now - timedelta(minutes=5)).replace(microsecond=0)
                db.execute("UPDATE enquiries SET settled_at = ? WHERE id = ?", (sql(at), id))
                self.book.owe("control.enquiries", str(id), ENQUIRY, *promised.within(at, 3))

    def _control(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        with self.at.control() as db:
            for table in (
                "customers",
                "invoices",
                "letters",
                "mandates",
                "notices_sent",
                "enquiries",
                "consents",
                "suppressed",
            ):
                found[f"control.{table}"] = {str(id) for (id,) in db.execute(f"SELECT id FROM {table}")}
            for table, columns in (("customers", ("email", "phone")), ("subscribers", ("email", "name"))):
                for column in columns:
                    rows = db.execute(f"SELECT id FROM {table} WHERE {column} IS NOT NULL AND {column} != ''")
                    found[f"control.{table}.{column}"] = {str(id) for (id,) in rows}
            found["control.subscribers"] = {str(id) for (id,) in db.execute("SELECT id FROM subscribers")}
        return found

    def queries(self) -> tuple[Query, ...]:
        """Hard promises that are no periods."""
        return queries_of(self)


LIFE = HafenchatLife
