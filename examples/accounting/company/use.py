"""Use of the platform in the living company: events, scores and recordings of people who agreed, clicks, traces."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from company import promised
from company.phrases import BROWSERS, DEVICES, PAGES
from company.premises import insert, text

if TYPE_CHECKING:
    from company.daily import Daily
    from company.members import Member

EVENT, NUMBER, SCORE = "analytics/retention/events", "analytics/retention/number", "nps/retention/score"
RECORDING, CLICK, TRACE = "recording/retention/recording", "affiliate/retention/clicks", "telemetry/retention/traces"


class Use:
    """What is recorded of people who agreed."""

    def __init__(self, daily: Daily) -> None:
        self.daily, self.dice = daily, daily.dice

    def history(self, db: sqlite3.Connection, start: datetime) -> None:
        """Events of up to eleven months, clicks of up to 36 months."""
        for member in self.daily.members.active():
            if member.agrees and member.confirmed_at:
                self._number(db, member, member.confirmed_at)
                for days in (330, 200, 60, 3):
                    at = (start - timedelta(days=days)).replace(microsecond=0)
                    if at > member.confirmed_at:
                        self._event(db, member, at)
                if member.confirmed_at > start - timedelta(days=350):
                    self._record(db, member, member.confirmed_at + timedelta(days=1))
        for days in (1_090, 1_000, 400, 20):
            self._click(db, (start - timedelta(days=days)).replace(microsecond=0))

    def live(self, app: sqlite3.Connection, db: sqlite3.Connection, number: int) -> None:
        """One day."""
        agreeing = [m for m in self.daily.members.active() if m.agrees]
        for member in agreeing:
            if not member.visitor and member.confirmed_at:
                self._number(db, member, member.confirmed_at)
        for member in self.dice.sample(agreeing, min(2, len(agreeing))):
            self._event(db, member, self.daily.ago(hours=self.dice.uniform(1, 3)))
        trials = [m for m in agreeing if m.state == "trial" and m.visitor]
        if trials:
            self._record(db, self.dice.choice(trials), self.daily.ago(hours=4))
        if agreeing and number % 9 == 4:
            self._score(db, self.dice.choice(agreeing), self.daily.ago(hours=3))
        if number % 31 == 17 and agreeing:
            member, at = self.dice.choice(agreeing), self.daily.ago(hours=0.5)
            self.daily.members.withdraw(app, member, at)
            self.end(db, member, at)
        self._click(db, self.daily.ago(hours=6))
        self._trace(db)

    def _number(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        member.visitor = insert(db, "visitors", visitor_no=member.visitor_no, created_at=at)
        self.daily.owe("insight.visitors", member.visitor, NUMBER)

    def _event(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        row = {"kind": "page", "page": self.dice.choice(PAGES), "device": DEVICES[0], "browser": BROWSERS[0], "at": at}
        key = insert(db, "events", visitor_id=member.visitor, **row)
        self.daily.owe_after("insight.events", key, EVENT, at, months=12)
        self.daily.did("events")

    def _record(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        row = {"ip": "198.51.100.0", "screen": "1440x900", "device": DEVICES[0], "browser": BROWSERS[0], "country": "DE"}
        more = {"language": "de", "steps": "[[12, 40], [90, 33]]", "recorded_at": at}
        key = insert(db, "recordings", visitor_id=member.visitor, **row, **more)
        self.daily.owe_after("insight.recordings", key, RECORDING, at, months=12)

    def _score(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        row = {"score": self.dice.randrange(3, 11), "comment": "", "locale": "de", "device": DEVICES[0], "rated_at": at}
        key = insert(db, "scores", visitor_id=member.visitor, **row)
        self.daily.owe("insight.scores", key, SCORE)

    def end(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        """The number ends: what was recorded under it goes at once."""
        if not member.visitor or self.daily.span("insight.visitors", member.visitor) != promised.NEVER:
            return
        db.execute("UPDATE visitors SET ended_at = ? WHERE id = ?", (text(at), member.visitor))
        self.daily.owe("insight.visitors", member.visitor, NUMBER, promised.once(at))
        for table, promise in (("events", EVENT), ("scores", SCORE), ("recordings", RECORDING)):
            for (key,) in db.execute(f"SELECT id FROM {table} WHERE visitor_id = ?", (member.visitor,)).fetchall():
                span = self.daily.span(f"insight.{table}", str(key))
                if span is not None:
                    self.daily.owe(f"insight.{table}", str(key), promise, promised.earlier(span, promised.once(at)))

    def _click(self, db: sqlite3.Connection, at: datetime) -> None:
        row = {"visitor_no": f"{self.dice.getrandbits(128):032x}", "publisher": "P-101", "advertisement": "banner-2"}
        more = {
            "referrer": "https://ratgeber.example/",
            "device": DEVICES[1],
            "browser": BROWSERS[1],
            "at": at,
            "order_no": "",
        }
        key = insert(db, "clicks", **row, **more)
        self.daily.owe_after("insight.clicks", key, CLICK, at, months=36)

    def _trace(self, db: sqlite3.Connection) -> None:
        at, users = self.daily.ago(hours=2), self.daily.members.active()
        row = {"host": "web-1", "route": self.dice.choice(PAGES), "status": 502, "milliseconds": 2_100, "at": at}
        member = self.dice.choice(users) if users else None
        who = "" if member is None or member.unseen else member.number
        key = insert(db, "traces", trace_id=f"{self.dice.getrandbits(128):032x}", account_no=who, **row)
        self.daily.owe_after("insight.traces", key, TRACE, at, days=30)
