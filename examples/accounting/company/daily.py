"""What happens at Belegwerk on one day, and how it came to where it stands. Parts: members, service, use, accounting."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from company import promised
from company.accounting import Accounting
from company.members import Member, Members
from company.service import Service
from company.use import Use

if TYPE_CHECKING:
    from company.life import BelegwerkLife


class Daily:
    """The days. `moments` are those of the lines in the log."""

    def __init__(self, life: BelegwerkLife, now: datetime) -> None:
        self.life, self.book, self.dice = life, life.book, life.dice
        self.now = now
        self.moments: dict[str, datetime] = {}
        self.happened: Counter[str] = Counter()
        self.members, self.service, self.use, self.accounting = Members(self), Service(self), Use(self), Accounting(self)

    def history(self) -> None:
        """What there is on the first day."""
        start = self.now
        with self.life.at.database("app") as db:
            self.members.history(db, start)
        with self.life.at.database("insight") as db:
            self.use.history(db, start)
        with self.life.at.database("desk") as db:
            self.service.history(db, start)
        with self.life.at.database("cases") as db:
            self.service.past_cases(db, start)
        with self.life.at.database("books") as db:
            self.accounting.history(db, start)

    def live(self, now: datetime, number: int) -> Counter[str]:
        """One day."""
        self.now, self.happened = now.replace(microsecond=0), Counter()
        with self.life.at.database("app") as app, self.life.at.database("insight") as insight:
            self.members.live(app, number)
            self.use.live(app, insight, number)
        with self.life.at.database("desk") as db:
            self.service.live(db, number)
        with self.life.at.database("cases") as db:
            self.service.cases(db, number)
        with self.life.at.database("books") as db:
            self.accounting.live(db, number)
        return self.happened

    def ago(self, hours: float = 0, days: int = 0) -> datetime:
        """A moment before the end of the day."""
        return (self.now - timedelta(hours=hours, days=days)).replace(microsecond=0)

    def did(self, what: str) -> None:
        """Count something that happened."""
        self.happened[what] += 1

    def owe(self, place: str, key: str, promise: str, span: promised.Span = promised.NEVER) -> None:
        """Write a claim into the book, or write it anew."""
        self.book.owe(place, key, promise, *span)

    def owe_after(self, place: str, key: str, promise: str, at: datetime, days: int = 0, months: int = 0) -> None:
        """A claim that ends a period after a moment."""
        self.owe(place, key, promise, promised.after(at, days, months))

    def span(self, place: str, key: str) -> promised.Span | None:
        """What is owed for a unit; None when it has gone."""
        found = next((owed for owed in self.book.of(place) if owed.key == key), None)
        return None if found is None else (found.earliest, found.latest)

    def last_closed(self) -> str:
        """The key of the account that was closed last, and is not yet due ("" if none)."""
        closed = [m for m in self.members.all if m.closed_at and not m.erased and m.closed_at > self.ago(days=20)]
        return max(closed, key=lambda m: m.closed_at or self.now).id if closed else ""

    def claims_of(self, account: str) -> list[tuple[str, str]]:
        """Everything that belongs to an account and is still owed."""
        member = next(m for m in self.members.all if m.id == account)
        return [claim for claim in member.claims if self.span(*claim) is not None]

    def ended(self, member: Member) -> None:
        """Somebody's use of the platform is over: number of use, books."""
        with self.life.at.database("insight") as db:
            self.use.end(db, member, self.ago(hours=2))
        with self.life.at.database("books") as db:
            self.accounting.end(db, member, self.ago(hours=2))
