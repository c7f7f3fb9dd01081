"""The diary of a lived company: its day, its premises, its book, and what was written into it so far."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from making.people import Person, person
from making.world import BERLIN
from zusage.testing.life import Book

from company.premises import Premises
from company.promised import Span, days_after, first, today


class Diary:
    """What the parts of the company share while they live."""

    def __init__(self, seed: int) -> None:
        self.seed, self.book = seed, Book()
        self.dice = random.Random(f"{seed}/life")
        self.now = datetime(1, 1, 1, tzinfo=UTC)
        self.today = date(1, 1, 1)
        self.happened: Counter[str] = Counter()
        self.spans: dict[tuple[str, str], Span] = {}
        self._people = 0
        self.at: Premises

    def turn(self, now: datetime) -> None:
        """A new page: the day that ends at `now`."""
        self.now = now.astimezone(UTC)
        self.today = now.astimezone(BERLIN).date()
        self.dice.seed(f"{self.seed}/{self.today}")
        self.happened.clear()

    def ago(self, days: int) -> datetime:
        """The same time of the day, days before."""
        return self.now - timedelta(days=days)

    def chance(self, share: float) -> bool:
        """Whether something that happens so often happens."""
        return self.dice.random() < share

    def someone(self, host: str = "") -> Person:
        """Somebody new."""
        self._people += 1
        return person(self.dice, self._people, host)

    def owe(self, place: str, id: int | str, promise: str, span: Span | None) -> None:
        """Write down when a unit may and must go; None: it may never go."""
        key = str(id)
        if span is None:
            self.book.owe(place, key, promise)
            return
        self.spans[place, key] = span
        self.book.owe(place, key, promise, *span)

    def sooner(self, place: str, id: int | str, promise: str, span: Span) -> None:
        """Something else ends the unit, too: whichever comes first."""
        self.owe(place, id, promise, first(span, self.spans.get((place, str(id)))))

    def did(self, what: str) -> None:
        """Count what happened."""
        self.happened[what] += 1

    def mail(self, kind: str, to: str, at: datetime) -> str:
        """Send a mail; its copy goes after 90 days."""
        name = self.at.mail(kind, to, at)
        self.owe("sent", name, "mail/retention/copies", days_after(today(at), 90))
        return name
