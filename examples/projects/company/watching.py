"""What is watched in a life: use under a number, faults, accounts that behave like machines, the log, the request desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from making.people import Person

from company import marks, phrases
from company.clock import SLACK, a_year_later, after_years, later, local_day
from company.diary import Diary
from company.members import Account

EVENTS, VISITOR = "analytics/retention/events", "analytics/retention/visitor"
FAULTS, ABUSE, LINES = "errors/retention/faults", "abuse/retention/judged", "logs/retention/lines"
CASE, PROOF, BACKUP = "requests/retention/case/delete", "requests/retention/proof", "backups/retention/rotation"
DAYS3 = timedelta(days=3)


@dataclass
class Visitor:
    """A number under which use is recorded, with its events."""

    id: int
    no: str
    account: int
    consent: int
    since: datetime
    events: dict[int, datetime] = field(default_factory=dict)


class Watching:
    """Visitors by account; cases that are open."""

    def __init__(self, diary: Diary) -> None:
        self.diary, self.stores = diary, diary.stores
        self.visitors: dict[int, Visitor] = {}
        self.cases: list[tuple[int, int, datetime]] = []
        self._cases = 0

    def watch(self, account: Account, consent: int, at: datetime) -> None:
        """With a consent a number is given."""
        no = marks.visitor_no(self.diary.dice)
        self.stores.change("app.accounts", account.id, visitor_no=no)
        account.visitor_no = no
        key = self.stores.add("insight.visitors", visitor_no=no, created_at=at)
        self.diary.stays("insight.visitors", key, VISITOR)
        self.visitors[account.id] = Visitor(key, no, account.id, consent, at)

    def use(self, visitor: Visitor, at: datetime) -> None:
        """A page or a click."""
        dice = self.diary.dice
        key = self.stores.add(
            "insight.events", visitor_id=visitor.id, kind="page", page=dice.choice(phrases.PAGES),
            device=dice.choice(marks.DEVICES), browser=dice.choice(marks.BROWSERS), at=at,
        )  # fmt: skip
        due = a_year_later(at)
        self.diary.goes("insight.events", key, EVENTS, due, due + DAYS3)
        visitor.events[key] = due + DAYS3
        self.diary.happened["events"] += 1

    def stop(self, account: int, at: datetime, *, withdrawn: bool) -> None:
        """Withdrawn, or the account is closed: all of it goes within three days."""
        visitor = self.visitors.pop(account, None)
        if visitor is None:
            return
        at = max(at, visitor.since)
        if withdrawn:
            self.stores.change("app.consents", visitor.consent, withdrawn_at=at)
            self.diary.happened["withdrawals"] += 1
        self.stores.change("app.accounts", account, visitor_no=None)
        self.stores.change("insight.visitors", visitor.id, ended_at=at)
        self.diary.goes("insight.visitors", visitor.id, VISITOR, at, at + DAYS3)
        for key, latest in visitor.events.items():
            if latest - DAYS3 > at:
                self.diary.goes("insight.events", key, EVENTS, at, at + DAYS3)

    def fail(self, at: datetime) -> None:
        """The application has a fault."""
        dice = self.diary.dice
        method, path, status, message, trace = dice.choice(phrases.FAULTS)
        key = self.stores.add(
            "insight.faults", visitor_no=marks.visitor_no(dice), method=method, path=path, status=status, message=message,
            trace=trace, browser=dice.choice(marks.BROWSERS), ip=marks.shortened(dice), at=at,
        )  # fmt: skip
        self.diary.goes("insight.faults", key, FAULTS, later(at, 90))

    def judge(self, at: datetime) -> None:
        """An account sent many invitations."""
        dice = self.diary.dice
        no, number = marks.visitor_no(dice), dice.randrange(30, 400)
        key = self.stores.add("insight.abuse", visitor_no=no, invitations=number, outcome="free", judged_at=at)
        self.diary.goes("insight.abuse", key, ABUSE, later(at, 30))

    def log(self, lines: int) -> None:
        """Requests of a day, in the order of time."""
        d = self.diary
        step = 82_800 // lines
        for number in range(lines):
            at = d.now - timedelta(seconds=82_800 - number * step)
            d.paths += 1
            path = f"/board/{d.paths}"
            d.lines.append((at, marks.address(d.dice), path))
            d.goes("weblog", path, LINES, later(at.replace(microsecond=0), 7))

    def back_up(self) -> None:
        """The archive of the night; gone within thirty days."""
        name = self.stores.write_backup(self.diary.now)
        self.diary.goes("backups", name, BACKUP, self.diary.now, self.diary.now + timedelta(days=31))

    def ask(self, who: Person, kind: str, at: datetime) -> None:
        """A request arrives; every second one with a proof of identity."""
        self._cases += 1
        key = self.stores.add(
            "cases.requests", number=f"A-{self._cases:05d}", kind=kind, channel="mail", name=who.name, email=who.email,
            wish=phrases.REQUESTS[kind], against="errors" if kind == "objection" else "", received_at=at,
            due_on=(at + timedelta(days=30)).date(), extension_reason="", answer="", grounds="",
        )  # fmt: skip
        self.diary.stays("cases.requests", key, CASE)
        proof = 0
        if self._cases % 2:
            proof = self.stores.add(
                "cases.identity_proofs", request_id=key, kind="callback", file="", received_at=at, result=None
            )
            self.diary.stays("cases.identity_proofs", proof, PROOF)
        self.cases.append((key, proof, at))
        self.diary.happened["requests"] += 1

    def answer(self, key: int, proof: int, at: datetime) -> None:
        """The case is closed; its proof has been looked at."""
        text = "Ihrem Antrag haben wir entsprochen."
        self.stores.change("cases.requests", key, answered_at=at, outcome="granted", answer=text, closed_at=at)
        due = after_years(local_day(at), 3)
        self.diary.goes("cases.requests", key, CASE, due, due + SLACK)
        if proof:
            self.stores.change("cases.identity_proofs", proof, checked_at=at, result="confirmed")
            self.diary.goes("cases.identity_proofs", proof, PROOF, later(at, 7))
