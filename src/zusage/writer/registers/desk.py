"""What the registers share: the order, words without address, dates with their age, and what is missing.

Law: a fact is said as it is declared; what is not declared is said to be missing with the question that is open. A date
brings its age on the day of the document, and the day on which somebody has to look again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zusage.document.tree import Cell, Document, Section, Sentence, Strong, Table, missing, plain
from zusage.language.address import addressed
from zusage.language.countries import country
from zusage.language.dates import long_date
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.language.terms import OFFICES, term
from zusage.model.calendar import add_days
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy
from zusage.writer.order import Order
from zusage.writer.registers.neutral import neutral

NUMBER = 12
"""So many digits of the policy's digest stand for a version."""
MANY = 5
"""So many titles stand below each other in a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register: its name in data, its head, its share of the width."""

    key: str
    de: str
    en: str
    width: int = 1


@dataclass(frozen=True, slots=True)
class Desk:
    """An order on the desk of who writes a register."""

    order: Order
    spoken_to: bool = False
    """Whether the people concerned, or customers, read it: then declared words keep their address."""

    @property
    def policy(self) -> Policy:
        """What is declared."""
        return self.order.policy

    def say(self, de: str, en: str) -> str:
        """Words of the register itself."""
        return de if self.order.language == "de" else en

    def sentence(self, de: str, en: str) -> Sentence:
        """A sentence of the register itself."""
        return plain(self.say(de, en))

    def lacks(self, de: str, en: str) -> Sentence:
        """What is not declared, and is asked for."""
        return missing(self.say(f"Nicht angegeben: {de}", f"Not stated: {en}"))

    def to(self, text: Text) -> str:
        """Declared words, without address unless readers are spoken to."""
        words = text.to(self.order.language)
        return addressed(words, "Sie") if self.spoken_to else neutral(words, self.order.language)

    def not_said(self) -> Sentence:
        """The same where the head of the column already says what is asked."""
        return missing(self.say("nicht angegeben", "not stated"))

    def begun(self, text: Text) -> Sentence:
        """Declared words as a cell begins with them."""
        return plain(capitalised(self.to(text)).rstrip("."))

    def join(self, items: Iterable[str]) -> str:
        """A list of words, each once."""
        return join(dict.fromkeys(items), self.order.language)

    def day(self, day: date) -> str:
        """A date in words."""
        return long_date(day, self.order.language)

    def duration(self, period: Period) -> str:
        """A period in words."""
        return duration(period, self.order.language)

    def country(self, code: str) -> str:
        """The name of a country."""
        return country(code, self.order.language)

    def office(self, role: str) -> str:
        """A role in the organisation."""
        return term(OFFICES, role, self.order.language)

    def people(self, ids: Iterable[str]) -> Cell:
        """Groups of people, a line each."""
        known = self.policy.subjects
        return cells(self.begun(known[id].label) if id in known else plain(id) for id in ids)

    def office_cell(self, role: str) -> Sentence:
        """A role, or that nobody said which."""
        return plain(capitalised(self.office(role))) if role else self.not_said()

    def title(self, activity: Activity) -> str:
        """The title of an activity."""
        return capitalised(self.to(activity.title))

    def titles(self, ids: Iterable[str]) -> tuple[Sentence, ...]:
        """Activities, a line each; many of them in one."""
        known = self.policy.activities
        found = [self.title(known[id]) for id in dict.fromkeys(ids) if id in known]
        return tuple(map(plain, found)) if len(found) <= MANY else (plain("; ".join(found)),)

    def age(self, dated: date) -> str:
        """How old a date is on the day of the document: "vor sechs Monaten"."""
        as_of = self.order.as_of
        if dated >= as_of:
            return self.say("heute", "today") if dated == as_of else self.say("liegt in der Zukunft", "lies in the future")
        words = duration(_since(dated, as_of), self.order.language, "dative")
        return self.say(f"vor {words}", f"{words} ago")

    def due(self, dated: date, renew: Period | None) -> Sentence:
        """When somebody has to look again; a day that has passed is seen first."""
        if renew is None:
            return self.lacks("wann wieder hingesehen wird", "when to look again")
        day = add_days(dated, renew)
        words = self.day(day)
        if day < self.order.as_of:
            return Sentence((Strong(self.say(f"überfällig seit dem {words}", f"overdue since {words}")),))
        return plain(words)

    def dated(self, dated: date) -> str:
        """A date with its age in brackets."""
        return f"{self.day(dated)} ({self.age(dated)})"

    def table(self, id: str, caption: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Table:
        """A register's table; a row that has another number of cells raises ValueError."""
        found = tuple(rows)
        if odd := [row for row in found if len(row) != len(columns)]:
            raise ValueError(f"{id}: {len(odd[0])} cells for {len(columns)} columns")
        head = tuple(self.say(column.de, column.en) for column in columns)
        return Table(
            caption, head, found, id, tuple(column.key for column in columns), tuple(column.width for column in columns)
        )

    def document(self, id: str, title: str, sections: tuple[Section, ...]) -> Document:
        """A register: broad pages, dated, with the version of the rules that it was written from."""
        order = self.order
        facts = (self.say("Stand: ", "As of: ") + self.day(order.as_of), f"{self.say('Fassung', 'Version')} {self.version}")
        name = self.policy.organisation.name
        return Document(title, order.language, sections, name, facts, id=id, wide=True, dated=order.as_of)

    @property
    def version(self) -> str:
        """The version of the rules."""
        return self.policy.digest[:NUMBER]


def cells(sentences: Iterable[Sentence]) -> Cell:
    """Sentences below each other; one that says nothing where there are none."""
    found = tuple(sentences)
    return found if len(found) > 1 else (found[0] if found else plain("–"))


def _since(dated: date, as_of: date) -> Period:
    """The longest whole time between two days, in one unit."""
    months = (as_of.year - dated.year) * 12 + as_of.month - dated.month
    months -= add_days(dated, Period(months=months)) > as_of
    if months >= 24:
        return Period(years=months // 12)
    return Period(months=months) if months else Period(days=(as_of - dated).days)
