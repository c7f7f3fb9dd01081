"""The diary of a life: its moment, its dice, its stores and its book, for whoever makes units."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from making.people import Person, person
from zusage.testing.life import Book

from company.clock import SLACK, local_day
from company.folders import write_mail
from company.stores import Stores


@dataclass
class Diary:
    """What everybody in the company shares on one day."""

    stores: Stores
    book: Book
    seed: int
    key: str
    pepper: bytes
    now: datetime
    dice: random.Random = field(default_factory=random.Random)
    happened: Counter[str] = field(default_factory=Counter)
    people: int = 0
    mails: int = 0
    lines: list[tuple[datetime, str, str]] = field(default_factory=list)
    paths: int = 0

    def begin(self, now: datetime) -> None:
        """A new day with dice of its own."""
        self.now = now.astimezone(UTC)
        self.dice = random.Random(f"{self.seed}/{self.today}")
        self.happened = Counter()
        self.lines = []

    @property
    def today(self) -> date:
        """The calendar day in Germany."""
        return local_day(self.now)

    def moment(self) -> datetime:
        """Some moment of the day that ends now."""
        return self.now - timedelta(seconds=self.dice.randrange(60, 82_800))

    def person(self, host: str = "") -> Person:
        """Somebody new."""
        self.people += 1
        return person(self.dice, self.people, host)

    def stays(self, place: str, key: object, promise: str) -> None:
        """It may not go."""
        self.book.owe(place, str(key), promise)

    def goes(self, place: str, key: object, promise: str, due: datetime, latest: datetime | None = None) -> None:
        """It goes after `due`: with grace and the next run, or by `latest`."""
        self.book.owe(place, str(key), promise, due, due + SLACK if latest is None else latest)

    def mail(self, kind: str, to: str, subject: str, text: str) -> None:
        """Send a mail; its copy stays for ninety days."""
        self.mails += 1
        at = self.now - timedelta(minutes=5)
        name = write_mail(self.stores.folder / "outbox", self.mails, kind, to, at.replace(tzinfo=None), subject, text)
        due = at + timedelta(days=90)
        self.goes("sent", name, "mail/retention/sent", due, due + SLACK + timedelta(days=1))
        self.happened["mails"] += 1
