"""Belegwerk lives day by day: sign-ups and trials, invoices, books and letters, withdrawals, erasures, holds, a restore.

Law: whoever makes a unit writes its promise into the book as the notice says it (`company.promised`); nothing is asked of
Zusage. Same seed, same days.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping, Set
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zusage.testing.life import Book, Desk, Query

from company.asked import queries_of
from company.daily import Daily
from company.premises import Premises, text
from company.promised import day_after, day_within, german_day

LINES, SERIES = "access-logs/retention/lines", "telemetry/retention/series"
COPIES, BACKUP = "mail/retention/copies", "backups/retention/rotation"
ANALYSIS, DISPUTE, COPIED, RESTORED = (12, 60), (34, 120), 70, 73
"""Days on which a hold is set and released, on which the database of the desk is copied, and on which it is put back."""
TABLES = {
    "app": "accounts signups confirmations password_resets sessions consents subscriptions"
    " billing_customers invoices payments",
    "desk": "conversations messages hints hint_objections credit_checks",
    "insight": "visitors events scores recordings clicks traces",
    "books": "clients partners vouchers bookings letter_jobs",
    "cases": "requests",
}
FACETS = {"app": (("accounts", "first_name"), ("billing_customers", "email"))}


class BelegwerkLife:
    """The company and its book."""

    def __init__(self, seed: int = 7) -> None:
        self.book = Book()
        self.seed, self.dice = seed, random.Random(f"{seed}/life")
        self.hinted: dict[str, tuple[str, str]] = {}
        self.trial_ends: dict[str, str] = {}
        self._number = 0
        self._holds: dict[str, str] = {}
        self._known: dict[str, dict[str, str]] = {}

    def begin(self, folder: Path, now: datetime) -> None:
        """A handful of customers, thirty days of measurements, a week of logs; nothing is late."""
        folder.mkdir(parents=True, exist_ok=True)
        self.at = Premises(folder.resolve(), self.dice)
        self.at.build(now)
        self.daily = Daily(self, now.astimezone(UTC))
        self.daily.history()
        for age in range(55, 0, -1):
            self._night(now.astimezone(UTC) - timedelta(days=age), lines=4 if age < 7 else 0, metrics=age < 27)

    def day(self, now: datetime, desk: Desk) -> Mapping[str, int]:
        """A day of the company, which ends at `now`."""
        self._number += 1
        now = now.astimezone(UTC)
        self.dice.seed(f"{self.seed}/{german_day(now)}")
        happened: Counter[str] = self.daily.live(now, self._number)
        self._night(now, lines=5, metrics=True)
        self._papers(desk, now)
        self._holding(desk, now)
        self._restore(desk, now)
        return happened

    def send(self, kind: str, name: str, to: str, at: datetime) -> None:
        """A mail goes out, and a copy of it stays for 90 days."""
        file = self.at.mail(kind, name, to, at)
        if kind == "hint":
            self.hinted[file] = to, text(at)
        self.book.owe("sent", file, COPIES, *day_after(german_day(at), 90))

    def _night(self, now: datetime, lines: int, metrics: bool) -> None:
        today = german_day(now)
        moments = [now - timedelta(seconds=self.dice.randrange(60, 80_000)) for _ in range(lines)]
        if lines:
            for key, at in self.at.visit(today, [at.replace(microsecond=0) for at in moments]):
                self.owe_line(key, at)
        backup, series = self.at.night(today)
        self.book.owe("backups", backup, BACKUP, *day_within(today, 60))
        if metrics:
            self.book.owe("metrics", series, SERIES, *day_within(today, 30))
        else:
            (self.at.folder / "metrics" / series).unlink()

    def owe_line(self, key: str, at: datetime) -> None:
        """A line of the log stays for seven days."""
        self.daily.moments[key] = at
        self.daily.owe_after("weblog", key, LINES, at, days=7)

    def _papers(self, desk: Desk, now: datetime) -> None:
        """Once a year finance states that no audit is open; restoring is tried again before the last trial lapses."""
        today = german_day(now)
        if self._number == 1 or (today.month, today.day) == (1, 1):
            paper = self.at.folder / "register" / "keine-pruefung.pdf"
            paper.write_bytes(b"%PDF-1.7\nkeine offene Pruefung\n")
            desk.attest(f"tax/{today.year - 1}", now + timedelta(days=380), paper)
        if self._number % 45 == 0:
            self.at.renew_papers(now)
        if self._number % 90 == 0:
            self.at.look_again(today)

    # -- holds and a restore -------------------------------------------------------------------------------------

    def _holding(self, desk: Desk, now: datetime) -> None:
        if self._number == ANALYSIS[0]:
            since, until = now - timedelta(days=3), now - timedelta(days=1)
            hold = desk.hold("analysis", "weblog", {"since": since.isoformat(), "until": until.isoformat()})
            self._holds["analysis"] = hold
            for owed in list(self.book.of("weblog")):
                if since <= self.daily.moments[owed.key] <= until:
                    self.book.pause("weblog", owed.key, hold)
        if self._number == DISPUTE[0] and (account := self.daily.last_closed()):
            hold = desk.hold("dispute", "app.accounts", {"key": account})
            self._holds["dispute"] = hold
            for place, key in self.daily.claims_of(account):
                self.book.pause(place, key, hold)
        for kind, (_, end) in (("analysis", ANALYSIS), ("dispute", DISPUTE)):
            if self._number == end and kind in self._holds:
                desk.release(self._holds[kind])
                self.book.resume(self._holds[kind], now + timedelta(days=3))

    def _restore(self, desk: Desk, now: datetime) -> None:
        """A disk fails: the database of the desk comes back three days old, and what had gone is put back to gone."""
        live, copy = self.at.folder / "desk.sqlite3", self.at.folder / "keys" / "desk.copy"
        if self._number == COPIED:
            shutil.copyfile(live, copy)
            self._known = {name: {owed.key: owed.promise for owed in self.book.of(name)} for name in self._places("desk")}
        if self._number != RESTORED:
            return
        with sqlite3.connect(copy) as then, sqlite3.connect(live) as broken:
            then.backup(broken)
        then.close(), broken.close()
        copy.unlink()
        there = self._rows("desk")
        for place in self._places("desk"):
            open_claims = {owed.key for owed in self.book.of(place)}
            for key in open_claims - there[place]:
                self.book.forget(place, key)
            for key in (there[place] - open_claims) & set(self._known[place]):
                self.book.owe(place, key, self._known[place][key], now - timedelta(days=4), now)
        desk.restored("desk")

    # -- what is there -------------------------------------------------------------------------------------------

    def present(self, now: datetime) -> Mapping[str, Set[str]]:
        """Every place of the book, read by hand."""
        found: dict[str, set[str]] = {}
        for name in TABLES:
            found |= self._rows(name)
        for folder, place in (("letters", "letters"), ("metrics", "metrics"), ("backups", "backups"), ("outbox", "sent")):
            found[place] = self.at.files(folder)
        found["weblog"] = self.at.lines()
        return found

    def _places(self, name: str) -> list[str]:
        return [f"{name}.{table}" for table in TABLES[name].split()]

    def _rows(self, name: str) -> dict[str, set[str]]:
        found = {}
        with self.at.database(name) as db:
            for table in TABLES[name].split():
                found[f"{name}.{table}"] = {str(id) for (id,) in db.execute(f"SELECT id FROM {table}")}
            for table, column in FACETS.get(name, ()):
                rows = db.execute(f"SELECT id FROM {table} WHERE {column} IS NOT NULL AND {column} != ''")
                found[f"{name}.{table}.{column}"] = {str(id) for (id,) in rows}
        return found

    def queries(self) -> tuple[Query, ...]:
        """Hard promises that are no periods."""
        return queries_of(self)


LIFE = BelegwerkLife
