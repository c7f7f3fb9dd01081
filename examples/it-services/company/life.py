"""Nordnetz IT lives day by day: orders and invoices, tickets and remote sessions, staff, newsletters, holds, a restore.

Law: whoever makes a unit writes its promise into the book as the notices say it (`company.promised`); nothing is asked of
Zusage. Same seed, same days.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date, datetime, timedelta
from pathlib import Path

from zusage.testing.life import Desk, Query

from company import promised
from company.asked import queries_of
from company.deskwork import DeskWork
from company.diary import Diary
from company.office import NEEDLESS, News, Office
from company.personnel import Personnel, weeks
from company.premises import Premises

TABLES = (
    "erp.contacts", "erp.order_forms", "erp.offers", "erp.orders", "erp.invoices", "erp.letters", "erp.notices_sent",
    "erp.suppliers", "erp.subscribers", "erp.consents", "erp.suppressed", "desk.technical_contacts", "desk.instructions",
    "desk.requesters", "desk.tickets", "desk.messages", "desk.handling", "desk.sessions", "desk.devices", "desk.alerts",
    "desk.checklists", "desk.pages", "desk.credentials", "people.employees", "people.payroll", "people.hours",
    "people.absences", "people.applications", "cases.requests", "cases.identity_proofs",
)  # fmt: skip
FACETS = (
    *(("erp.contacts", column) for column in NEEDLESS),
    *(("erp.subscribers", column) for column in ("email", "name")),
    *(("desk.technicians", column) for column in ("name", "email")),
)
PEOPLE = tuple(place for place in TABLES if place.startswith("people."))
DISPUTE, INCIDENT, COPIED, RESTORED = (20, 75), (12, 112), 41, 44
"""Days on which a hold is set and released, a copy of the staff's database is made, and put back."""
WENT = {
    "people.hours": "working-time/retention/hours/delete",
    "people.absences": "working-time/retention/absences",
    "people.applications": "applicants/retention/decided",
    "people.payroll": "payroll/retention/payroll/delete",
    "people.employees": "staff/retention/left/delete",
}
STATED = "Für frühere Jahre ist keine Prüfung, kein Einspruch und keine Festsetzung offen.\n"
RENEWED = 60
"""Every so many days somebody looks again at contracts and reports."""


class NordnetzLife:
    """The company and its book."""

    def __init__(self, seed: int = 7) -> None:
        self.diary = Diary(seed)
        self.book = self.diary.book
        self.office, self.news = Office(self.diary), News(self.diary)
        self.desk, self.personnel = DeskWork(self.diary), Personnel(self.diary)
        self.agreed, self.unsubscribed = self.news.agreed, self.news.unsubscribed
        self.newsletters = self.news.newsletters
        self._number = 0
        self._holds: dict[str, str] = {}

    @property
    def at(self) -> Premises:
        """Where everything lies."""
        return self.diary.at

    # -- begin ---------------------------------------------------------------------------------------------------

    def begin(self, folder: Path, now: datetime) -> None:
        """Five clients, six employees, two years of tickets and working time; nothing has been left undone."""
        diary = self.diary
        diary.turn(now)
        folder.mkdir(parents=True, exist_ok=True)
        diary.at = Premises(folder.resolve(), diary.dice)
        self.at.build(now)
        self._staff()
        self.office.begin()
        for age in (2100, 1500, 800, 400, 90):
            self._join(diary.today - timedelta(days=age))
        self._old_papers()
        for age in (400, 300, 200, 100, 50, 40, 30):
            self.news.sign_up(diary.ago(age), at_once=True)
        first = sorted(self.desk.cares)[:2]
        for age in range(715, 20, -35):
            self.desk.ticket(diary.dice.choice(first), diary.ago(age), diary.ago(age - 2))
        for age in range(350, 10, -20):
            self.desk.session(diary.dice.choice(first), diary.ago(age))
        self._nights(now)
        self.at.close()

    def _staff(self) -> None:
        """Six employees, four of them technicians."""
        today = self.diary.today
        for number in range(6):
            employee = self.personnel.hire(today - timedelta(days=1400 - 100 * number))
            if number < 4:
                self.desk.hire()
            for day in weeks(today - timedelta(days=720 + number % 5), today):
                if number:
                    self.personnel.work(employee, day)
            self.personnel.away(employee, today - timedelta(days=330 - 40 * number), 5)
            self.personnel.pay(employee, today.replace(day=1) - timedelta(days=1))
        for age in range(725, 0, -1):
            self.personnel.work(1, today - timedelta(days=age))

    def _old_papers(self) -> None:
        """Papers whose duty ends with this year."""
        year = self.diary.today.year
        first = min(self.office.active)
        for month in (3, 6):
            self.office.invoice(first, date(year - 8, month, 9))
            self.office.letter(first, date(year - 6, month, 12))
        self.personnel.pay(1, date(year - 6, 3, 31))

    def _nights(self, now: datetime) -> None:
        """Logs of a week, mails of three months, backups of four weeks."""
        diary, today = self.diary, self.diary.today
        for age in range(6, 0, -1):
            day = today - timedelta(days=age)
            self._visits(f"access.log-{day - timedelta(days=1):%Y%m%d}", diary.ago(age))
        for age in range(28, -1, -1):
            self._backup(today - timedelta(days=age))
        for age in (88, 60, 30, 2):
            diary.mail("ticket", diary.someone().email, diary.ago(age))

    def _join(self, day: date, bare: bool = False) -> int:
        contact = self.office.join(day, bare)
        if not bare:
            self.desk.begin_care(contact, day, self.diary.now - timedelta(hours=3))
        return contact

    def _visits(self, file: str, until: datetime) -> None:
        for minutes in (600, 300, 20):
            at = (until - timedelta(minutes=minutes)).replace(microsecond=0)
            key = self.at.visit(file, at)
            self.diary.owe("weblog", key, "website/retention/lines", promised.later(at, 7))

    def _backup(self, day: date) -> None:
        name = self.at.backup(day)
        self.diary.owe("backups", name, "backups/retention/rotation", promised.day_within(day, 30))

    # -- one day -------------------------------------------------------------------------------------------------

    def day(self, now: datetime, desk: Desk) -> Mapping[str, int]:
        """A day of the company, which ends at `now`."""
        diary, self._number = self.diary, self._number + 1
        diary.turn(now)
        self.personnel.quiet = COPIED <= self._number <= RESTORED
        self.at.rotate(diary.today)
        self._visits("access.log", diary.now)
        self.office.day()
        self.news.day()
        self.desk.day()
        self.personnel.day()
        self._comings_and_goings()
        self._backup(diary.today)
        if self._number % RENEWED == 0:
            self.at.renew(now)
        self.at.close()
        self._state(now, desk)
        self._hold(desk)
        self._restore(desk)
        return dict(diary.happened)

    def _comings_and_goings(self) -> None:
        """Clients and staff come and go; the first two stay for good."""
        diary = self.diary
        if self._number % 23 == 7:
            contact = self._join(diary.today, bare=self._number % 46 == 7)
            if contact in self.desk.cares:
                self.desk.ticket(contact, diary.now - timedelta(hours=2), None)
        if self._number % 31 == 9 and len(self.office.active) > 2:
            contact = diary.dice.choice(sorted(self.office.active)[2:])
            if contact in self.desk.cares:
                self.desk.end_care(contact, diary.today)
            self.office.leave(contact, diary.today)
        if self._number % 97 == 10:
            self.personnel.hire(diary.today)
            self.personnel.leave(diary.today)
            self.desk.hire()
            self.desk.leave(diary.today)

    def _state(self, now: datetime, desk: Desk) -> None:
        """Finance states once a year, and on the first day, that no audit of earlier years is open."""
        today = self.diary.today
        if self._number == 1 or (today.month, today.day) == (1, 1):
            paper = self.at.folder / "register" / f"steuer-{today.year}.txt"
            paper.write_text(STATED, encoding="utf-8")
            desk.attest(f"tax/{today.year - 1}", now + timedelta(days=380), paper)

    def _hold(self, desk: Desk) -> None:
        """A dispute about an order, an incident on a day of the log; both end."""
        diary, until = self.diary, self.diary.now + promised.SLACK
        if self._number == DISPUTE[0]:
            forms = [owed.key for owed in self.book.of("erp.order_forms")]
            if forms:
                self._holds["dispute"] = desk.hold("dispute", "erp.order_forms", {"key": forms[0]})
                self.book.pause("erp.order_forms", forms[0], "dispute")
        if self._number == INCIDENT[0]:
            since, end = diary.ago(3), diary.ago(2)
            where = {"since": since.isoformat(), "until": end.isoformat()}
            self._holds["incident"] = desk.hold("incident", "weblog", where)
            for owed in list(self.book.of("weblog")):
                if owed.earliest and since <= owed.earliest - timedelta(days=7) <= end:
                    self.book.pause("weblog", owed.key, "incident")
        for name, days in (("dispute", DISPUTE), ("incident", INCIDENT)):
            if self._number == days[1] and name in self._holds:
                desk.release(self._holds.pop(name))
                self.book.resume(name, until)

    def _restore(self, desk: Desk) -> None:
        """A copy of the staff's database is put back: what came since is lost, what went since goes again."""
        if self._number == COPIED:
            self.at.copy("people")
        if self._number != RESTORED:
            return
        before = {place: self.at.keys(place) for place in PEOPLE}
        self.at.copy("people", put_back=True)
        for place in PEOPLE:
            there = self.at.keys(place)
            for key in before[place] - there:
                self.book.forget(place, key)
            for key in there - before[place]:
                self.book.owe(place, key, WENT[place], self.diary.now, self.diary.now)
        self.at.close()
        desk.restored("people")

    # -- what there is -------------------------------------------------------------------------------------------

    def present(self, now: datetime) -> Mapping[str, Set[str]]:
        """The keys of everything that is there, by place."""
        found: dict[str, Set[str]] = {place: self.at.keys(place) for place in TABLES}
        for place, column in FACETS:
            found[f"{place}.{column}"] = self.at.keys(place, f"WHERE {column} IS NOT NULL")
        self.at.close()
        folders = {"session-logs": "protocols", "backups": "backups", "sent": "outbox"}
        return found | {place: self.at.files(folder) for place, folder in folders.items()} | {"weblog": self.at.lines()}

    def queries(self) -> tuple[Query, ...]:
        """Questions about hard promises that are no periods."""
        return queries_of(self)


LIFE = NordnetzLife
