"""The desks of the living company: chats, hints and objections to them, checks of solvency, requests of people."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from company import promised
from company.phrases import HINTS, QUESTIONS, WISHES
from company.premises import insert, text

if TYPE_CHECKING:
    from company.daily import Daily
    from company.members import Member

CHAT, HINT, BLOCKED = "chat/retention/closed", "hints/retention/hint", "hint-objections/retention/blocked"
CHECK, CASE = "credit-check/retention/result", "requests/retention/case/delete"


class Service:
    """What people ask, and what they are told."""

    def __init__(self, daily: Daily) -> None:
        self.daily, self.dice = daily, daily.dice
        self._open: list[str] = []
        self._cases: list[tuple[datetime, str]] = []
        self._objecting: dict[str, Member] = {}
        self._count = 0

    def history(self, db: sqlite3.Connection, start: datetime) -> None:
        """Chats, hints and checks of half a year, and somebody who objected."""
        for number, days in enumerate((175, 90, 10)):
            at = (start - timedelta(days=days)).replace(microsecond=0)
            member = self.daily.members.active()[number]
            self._close(db, self._chat(db, member, at - timedelta(minutes=9)), at)
            self._hint(db, member, at, "in_app")
            self._check(db, member, at)
        self._objects(db, self.daily.members.active()[5], start - timedelta(days=20))

    def past_cases(self, db: sqlite3.Connection, start: datetime) -> None:
        """Requests that were settled in earlier years."""
        for back in (3, 1):
            at = promised.day_begins(promised.german_day(start).replace(year=start.year - back, month=6, day=2))
            key = self._received(db, self.daily.members.all[0], at)
            self._settled(db, key, at + timedelta(days=5))

    def live(self, db: sqlite3.Connection, number: int) -> None:
        """One day of the service desk."""
        for key in self._open:
            self._close(db, key, self.daily.ago(hours=12))
        self._open = []
        users = self.daily.members.active()
        if number % 2 == 0 and users:
            self._open.append(self._chat(db, self.dice.choice(users), self.daily.ago(hours=3)))
        for member in users:
            if member.state == "trial" and not member.objected and (int(member.id) + number) % 4 == 0:
                self._hint(db, member, self.daily.ago(hours=5), "mail")
        if number % 37 == 9 and users:
            self._objects(db, self.dice.choice(users), self.daily.ago(hours=1))
        if number % 8 == 3 and users:
            self._check(db, self.dice.choice(users), self.daily.ago(hours=2))

    def _chat(self, db: sqlite3.Connection, member: Member, at: datetime) -> str:
        subject, question, answer = self.dice.choice(QUESTIONS)
        key = insert(db, "conversations", email=member.email, account_no=member.number, subject=subject, started_at=at)
        self.daily.owe("desk.conversations", key, CHAT)
        for by_service, body in ((0, question), (1, answer)):
            row = insert(db, "messages", conversation_id=key, by_service=by_service, body=body, sent_at=at)
            self.daily.owe("desk.messages", row, CHAT)
        self.daily.did("chats")
        return key

    def _close(self, db: sqlite3.Connection, key: str, at: datetime) -> None:
        done = db.execute("UPDATE conversations SET closed_at = ? WHERE id = ?", (text(at), key)).rowcount
        if not done:
            return
        self.daily.owe_after("desk.conversations", key, CHAT, at, days=180)
        for (row,) in db.execute("SELECT id FROM messages WHERE conversation_id = ?", (key,)).fetchall():
            self.daily.owe_after("desk.messages", str(row), CHAT, at, days=180)

    def _hint(self, db: sqlite3.Connection, member: Member, at: datetime, channel: str) -> None:
        row = {"channel": channel, "topic": self.dice.choice(HINTS), "sent_at": at}
        key = insert(db, "hints", email=member.email, account_no=member.number, **row)
        self.daily.owe_after("desk.hints", key, HINT, at, days=180)
        if channel == "mail":
            self.daily.life.send("hint", member.name, member.email, at)
        self.daily.did("hints")

    def _objects(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        if not member.objected:
            member.objected = True
            key = insert(db, "hint_objections", email=member.email, objected_at=at)
            self.daily.owe("desk.hint_objections", key, BLOCKED)
            self.daily.did("objections")

    def _check(self, db: sqlite3.Connection, member: Member, at: datetime) -> None:
        row = {"account_no": member.number, "probability": "4.20", "decision": "granted", "checked_at": at}
        key = insert(db, "credit_checks", **row)
        self.daily.owe_after("desk.credit_checks", key, CHECK, at, days=180)

    # -- requests ------------------------------------------------------------------------------------------------

    def cases(self, db: sqlite3.Connection, number: int) -> None:
        """A request a week, settled five days later."""
        for at, key in [case for case in self._cases if case[0] < self.daily.now]:
            self._settled(db, key, at)
        self._cases = [case for case in self._cases if case[0] >= self.daily.now]
        if number % 7 == 2:
            at = self.daily.ago(hours=8)
            key = self._received(db, self.dice.choice(self.daily.members.active()), at)
            self._cases.append((at + timedelta(days=5), key))
            self.daily.did("requests")

    def _received(self, db: sqlite3.Connection, member: Member, at: datetime) -> str:
        self._count += 1
        kind = list(WISHES)[self._count % len(WISHES)]
        words = {"name": member.name, "email": member.email, "wish": WISHES[kind], "against": "", "channel": "mail"}
        rest = {"extension_reason": "", "answer": "", "grounds": "", "due_on": promised.german_day(at) + timedelta(days=30)}
        key = insert(db, "requests", number=f"{at:%y}-{self._count:05d}", kind=kind, received_at=at, **words, **rest)
        self.daily.owe("cases.requests", key, CASE)
        if kind == "objection":
            self._objecting[key] = member
        return key

    def _settled(self, db: sqlite3.Connection, key: str, at: datetime) -> None:
        values = text(at), text(at), key
        db.execute(
            "UPDATE requests SET outcome='granted', answer='Erledigt.', answered_at=?, closed_at=? WHERE id=?", values
        )
        if member := self._objecting.pop(key, None):
            member.unseen = True
        self.daily.owe("cases.requests", key, CASE, promised.years_end(promised.german_day(at), 3))
