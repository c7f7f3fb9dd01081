"""What happens with staff, applicants and requests of persons."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta

from making.sealed import seal

from company.diary import Diary
from company.phrases import WISHES
from company.promised import later, months_after, years_end

HOURS, WAGES = "working-time/retention/hours/delete", "payroll/retention/payroll/delete"


class Personnel:
    """Employees by key; the first two stay for good."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.team: list[int] = []
        self.quiet = False
        """While it holds, nothing is noted about rows that were there before (a copy is put back)."""
        self._number = 0

    def hire(self, day: date) -> int:
        """A new employee."""
        diary, self._number = self.diary, self._number + 1
        who = diary.someone("nordnetz-it.example")
        iban = seal("DE02120300000000202051", diary.at.key, diary.dice, datetime.combine(day, time()))
        row = {"name": who.name, "email": who.email, "street": "Kornhof 2", "postcode": "24999", "city": "Musterhafen"}
        id = diary.at.add(
            "people.employees", number=f"P-{self._number}", function="Technik", iban=iban, joined_on=day, **row
        )
        self.team.append(id)
        return id

    def pay(self, employee: int, day: date) -> None:
        """The account of a month; `day` is its last."""
        row = {"month": day, "gross_cents": 400_000, "net_cents": 256_000, "tax_class": 1, "church_tax": ""}
        id = self.diary.at.add("people.payroll", employee_id=employee, **row)
        self.diary.owe("people.payroll", id, WAGES, years_end(day, 6))

    def work(self, employee: int, day: date) -> None:
        """A day's work."""
        begun = datetime.combine(day, time(6, 30), UTC)
        row = {"begun_at": begun, "ended_at": begun + timedelta(hours=8, minutes=30), "break_minutes": 30}
        id = self.diary.at.add("people.hours", employee_id=employee, day=day, **row)
        self.diary.owe("people.hours", id, HOURS, months_after(day, 24))

    def away(self, employee: int, since: date, days: int) -> None:
        """Leave or illness."""
        until = since + timedelta(days=days)
        id = self.diary.at.add("people.absences", employee_id=employee, kind="leave", since=since, until=until)
        self.diary.owe("people.absences", id, "working-time/retention/absences", months_after(until, 12))

    def leave(self, day: date) -> None:
        """Somebody leaves; wages keep the name for six years, claims everything for three."""
        id = self.team.pop(2)
        self.diary.at.note("people.employees", id, left_on=day)
        self.diary.owe("people.employees", id, "staff/retention/left/delete", years_end(day, 6))
        self.diary.did("staff left")

    def day(self) -> None:
        """Work, wages at the end of a month, absences, applications, requests."""
        diary, day = self.diary, self.diary.today - timedelta(days=1)
        for number, employee in enumerate(self.team):
            if number == 0 or day.weekday() < 5:
                self.work(employee, day)
        if day.day == calendar.monthrange(day.year, day.month)[1]:
            for employee in self.team:
                self.pay(employee, day)
        if diary.chance(0.08):
            self.away(diary.dice.choice(self.team), day - timedelta(days=3), 2)
        self._applications()
        self._requests()

    def _applications(self) -> None:
        diary = self.diary
        if diary.chance(0.15):
            who = diary.someone()
            row = {"name": who.name, "email": who.email, "phone": "", "position": "Technik (m/w/d)", "letter": "Guten Tag"}
            diary.at.add("people.applications", path="", channel="mail", received_at=diary.now - timedelta(hours=3), **row)
            diary.did("applications")
        for (id,) in diary.at.ask("people", "SELECT id FROM applications WHERE decided_on IS NULL"):
            if not self.quiet and diary.chance(0.1):
                diary.at.note("people.applications", id, decided_on=diary.today, outcome="declined")
                diary.owe("people.applications", id, "applicants/retention/decided", months_after(diary.today, 6))

    def _requests(self) -> None:
        """A request, its proof of identity, the answer some days later."""
        diary = self.diary
        if diary.chance(0.07):
            who, self._number = diary.someone(), self._number + 1
            at = (diary.now - timedelta(hours=6)).replace(microsecond=0)
            kind, wish = sorted(WISHES.items())[self._number % len(WISHES)]
            row = {"kind": kind, "channel": "mail", "name": who.name, "email": who.email, "wish": wish}
            id = diary.at.add(
                "cases.requests", number=f"V-{self._number:05d}", against="", extension_reason="", answer="", grounds="",
                received_at=at, due_on=diary.today + timedelta(days=28), **row,
            )  # fmt: skip
            row = {"kind": "callback", "file": "", "received_at": at, "checked_at": at + timedelta(hours=1)}
            proof = diary.at.add("cases.identity_proofs", request_id=id, result="confirmed", **row)
            diary.owe("cases.identity_proofs", proof, "requests/retention/identity", later(at + timedelta(hours=1), 7))
            diary.did(f"requests: {kind}")
        for (id,) in diary.at.ask("cases", "SELECT id FROM requests WHERE closed_at IS NULL"):
            if diary.chance(0.3):
                at = (diary.now - timedelta(hours=2)).replace(microsecond=0)
                diary.at.note("cases.requests", id, answered_at=at, closed_at=at, outcome="granted", answer="Anbei.")
                diary.owe("cases.requests", id, "requests/retention/case/delete", years_end(diary.today, 3))


def weeks(first: date, last: date) -> list[date]:
    """One day of each week between two days."""
    return [first + timedelta(days=n) for n in range(0, (last - first).days, 7)]
