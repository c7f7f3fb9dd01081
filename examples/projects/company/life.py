"""Planwerft lives day by day: sign-ups and invitations, tasks, newsletters, terminations, erasures, holds, a restore.

Law: whoever makes a unit writes its promise into the book as the notice says it; nothing is asked of Zusage. Same seed,
same days.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Mapping, Set
from datetime import UTC, datetime, timedelta
from pathlib import Path

from making.folders import write_environment, write_records
from making.sealed import new_key
from making.store import SqliteDatabases
from making.world import World
from zusage.testing.life import Book, Desk, Query

from company import phrases
from company.build import DECLARATION, addresses, folders
from company.clock import SLACK, local_day
from company.diary import Diary
from company.folders import records
from company.members import Account, Members
from company.questions import questions
from company.selling import Selling
from company.stores import DATABASES, Stores
from company.watching import Watching
from company.workspaces import Workspaces

HOLD, RELEASE = 28, 75
"""Days on which a hold on a prospect begins and ends."""
INCIDENT, CLEARED = 60, 85
"""The same for some lines of the log."""
RESTORES = (120, 300)
"""Days from which prospects and newsletter are put back from last night's copy, once its run has deleted something."""
TERMINATED = (45, 130, 240)
REVIEWED = 40
"""Every so many days what must not grow old is looked at again."""


class PlanwerftLife:
    """The company and its book."""

    def __init__(self, seed: int = 7) -> None:
        self.book = Book()
        self.seed = seed
        self._number = 0
        self._holds: dict[str, str] = {}
        self._restored = 0

    # -- begin ---------------------------------------------------------------------------------------------------

    def begin(self, folder: Path, now: datetime) -> None:
        """Four organisations with their people, a few prospects and readers, and what is old enough to go next year."""
        folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        dice = random.Random(f"{self.seed}/begin")
        key = new_key(dice)
        pepper = dice.randbytes(32)
        self._build(folder, key, pepper)
        stores = Stores(folder)
        self.diary = Diary(stores, self.book, self.seed, key, pepper, now.astimezone(UTC))
        self.diary.begin(now)
        self.members, self.spaces = Members(self.diary), Workspaces(self.diary)
        self.selling, self.watching = Selling(self.diary), Watching(self.diary)
        self.members.on_close = lambda account, at: self.watching.stop(account, at, withdrawn=False)
        self._papers()
        with stores.writing():
            self._past()
        self._night()

    def _build(self, folder: Path, key: str, pepper: bytes) -> None:
        stores = SqliteDatabases(folder)
        for name in DATABASES:
            stores.create(name, f"projects_{name}", {}).close()
        stores.close()
        for name in ("keys", "outbox", "files", "backups", "weblog", "copies"):
            (folder / name).mkdir()
        (folder / "keys" / "platform.key").write_text(key + "\n", encoding="ascii")
        write_environment(folder, addresses(stores) | folders(folder) | {"SUPPRESSION_KEY": pepper.hex()})
        shutil.copyfile(DECLARATION, folder / "zusage.yml")

    def _past(self) -> None:
        """What was there before the first day."""
        d = self.diary
        for age, years in ((3200, 8), (1500, 4), (900, 2), (372, 1)):
            one = self.members.found(d.now - timedelta(days=age), years)
            self.spaces.begin(one.number, d.now - timedelta(days=age))
            for _ in range(4):
                account = self.members.register(d.now - timedelta(days=age - 30), d.person())
                self.members.join(account, one.id, "member", account.since)
            for account in self._of(one.id):
                self.spaces.add_person(one.number, account.who)
            for back in (20, 9, 3):
                self.spaces.work(one.number, d.now - timedelta(days=back))
        first, *others = self.members.accounts.values()
        self.members.join(first, list(self.members.organisations)[-1], "guest", d.now - timedelta(days=100))
        for number, account in enumerate(others):
            if number % 2:
                given = d.now - timedelta(days=180 + number)
                self.watching.watch(account, self.members.consent(account, given), given)
        for number, account in enumerate(others[:6]):
            given = datetime(d.now.year - 3, 2 + number, 3, 9, tzinfo=UTC)
            if given >= account.since:
                self.members.consent(account, given, given + timedelta(days=300))
        for visitor in self.watching.visitors.values():
            for days in (350, 340, 200, 20):
                self.watching.use(visitor, d.now - timedelta(days=days))
        for days in (155, 150, 120, 40, 10):
            self.selling.meet(local_day(d.now - timedelta(days=days)))
        for days in (1500, 700, 300, 200, 90, 30):
            self._reader(d.now - timedelta(days=days))
        readers = list(self.selling.readers.values())
        self.selling.unsubscribe(readers[0], datetime(d.now.year - 3, 11, 30, 8, tzinfo=UTC), objects=True)
        d.stores.change("sales.subscribers", readers[0].id, email=None)
        self.book.forget("sales.subscribers.email", str(readers[0].id))
        for days in (80, 40, 5):
            self.watching.fail(d.now - timedelta(days=days))

    def _reader(self, at: datetime) -> None:
        self.selling.sign_up(at, confirmed=True)
        reader, signed = self.selling.waiting.pop()
        self.selling.confirm(reader, signed, signed + timedelta(minutes=9))

    # -- one day -------------------------------------------------------------------------------------------------

    def day(self, now: datetime, desk: Desk) -> Mapping[str, int]:
        """A day of the company, which ends at `now`."""
        self._number += 1
        self.diary.begin(now)
        if self._restoring(self._number):
            self._restore(desk)
        with self.diary.stores.writing():
            self._contracts()
            self._people()
            self._sales()
            self._insight()
        if self._number % REVIEWED == 1:
            self._papers()
            self._review(desk)
        self._holding(desk)
        self._night()
        return self.diary.happened

    def _every(self, days: int, offset: int = 0) -> bool:
        return self._number % days == offset

    def _of(self, organisation: int) -> list[Account]:
        return [account for account in self.members.accounts.values() if organisation in account.memberships]

    def _contracts(self) -> None:
        """New organisations, contract years, terminations and what they end."""
        d, m = self.diary, self.members
        if self._every(45, 20):
            one = m.found(d.moment())
            self.spaces.begin(one.number, d.now)
            for account in self._of(one.id):
                self.spaces.add_person(one.number, account.who)
        if self._number in TERMINATED:
            one = min((o for o in m.organisations.values() if o.ends_on is None), key=lambda o: o.runs_until)
            m.terminate(one, d.today - timedelta(days=1))
        for one in list(m.organisations.values()):
            if one.ends_on is not None and d.today > one.ends_on:
                at = d.now - timedelta(hours=2)
                self.spaces.end(one.number, at)
                m.end(one, at)
            elif d.today > one.runs_until:
                m.bill(one, one.runs_until + timedelta(days=1))
                d.mail("invoice", one.who.email, "Ihre Rechnung", "Anbei die Rechnung für das Vertragsjahr.\n")

    def _people(self) -> None:
        """Sign-ups, invitations, sessions, calendars, leaving, erasure."""
        d, m = self.diary, self.members
        for account, organisation, will in [m.pending.pop(key) for key in list(m.pending)]:
            if will and organisation in m.organisations:
                m.confirm(account, d.now - timedelta(hours=1))
                m.join(account, organisation, "member", d.now - timedelta(hours=1))
        if self._every(5, 2):
            account = m.register(d.moment(), d.person(), "pending")
            m.pending[account.id] = (account, d.dice.choice(list(m.organisations)), self._number % 3 > 0)
        for key, organisation, who, day in list(m.invited):
            if (d.today - day).days == 2:
                m.invited.remove((key, organisation, who, day))
                if organisation in m.organisations and d.dice.random() < 0.6:
                    account = m.accept(key, organisation, who, d.moment())
                    self.spaces.add_person(m.organisations[organisation].number, account.who)
        if self._every(4, 1):
            organisation = d.dice.choice(list(m.organisations))
            m.invite(organisation, d.dice.choice(self._of(organisation)), d.moment())
        self._sessions()
        self._goodbyes()

    def _sessions(self) -> None:
        d, m = self.diary, self.members
        known = list(m.accounts.values())
        for account in known:
            for session in list(account.sessions):
                m.sign_out(account, session, d.moment())
        for account in d.dice.sample(known, min(3, len(known))):
            m.sign_in(account, d.now - timedelta(minutes=d.dice.randrange(5, 50)))
        if self._every(6, 3):
            m.forget_password(d.dice.choice(known), d.moment())
        if self._every(9, 4):
            m.connect(d.dice.choice(known), d.moment())
        if self._every(14, 6):
            for account in [one for one in known if one.calendars][:1]:
                m.disconnect(account, next(iter(account.calendars)), d.now - timedelta(hours=3))
        number = d.dice.choice([one.number for one in m.organisations.values()])
        self.spaces.work(number, d.now - timedelta(hours=4))

    def _goodbyes(self) -> None:
        """Somebody leaves an organisation; somebody orders the erasure of the account."""
        d, m = self.diary, self.members
        settled = [one for one in m.accounts.values() if d.now - one.since > timedelta(days=12) and self._is_member(one)]
        if self._every(19, 11) and settled:
            account = d.dice.choice(settled)
            m.leave(account, next(iter(account.memberships)), d.moment())
        elif self._every(37, 23) and settled:
            m.close(d.dice.choice(settled), d.moment(), erased=True)

    def _is_member(self, account: Account) -> bool:
        """Somebody whose leaving leaves nobody alone."""
        return all(len(self._of(organisation)) > 2 for organisation in account.memberships)

    def _sales(self) -> None:
        """Prospects and the newsletter."""
        d, s = self.diary, self.selling
        if self._every(7, 5):
            s.meet(d.today)
        recent = [one for one in s.prospects.values() if (d.today - one.last).days < 100]
        if self._every(3, 1) and recent:
            s.talk(d.dice.choice(recent), d.today)
        for reader, signed in [s.waiting.pop() for _ in list(s.waiting)]:
            s.confirm(reader, signed, d.now - timedelta(hours=5))
        if self._every(4, 2):
            s.sign_up(d.moment(), confirmed=d.dice.random() < 0.7)
        if self._every(11, 7) and len(s.readers) > 2:
            s.unsubscribe(d.dice.choice(list(s.readers.values())), d.moment(), objects=self._every(2))
        if d.today.day == 1:
            s.send()

    def _insight(self) -> None:
        """Use, faults, the log, the request desk."""
        d, w = self.diary, self.watching
        for visitor in d.dice.sample(list(w.visitors.values()), min(3, len(w.visitors))):
            w.use(visitor, d.moment())
        fresh = [one for one in self.members.accounts.values() if one.id not in w.visitors and one.visitor_no is None]
        if self._every(13, 3) and fresh:
            account = d.dice.choice(fresh)
            at = d.moment()
            w.watch(account, self.members.consent(account, at), at)
        if self._every(26, 17) and w.visitors:
            w.stop(d.dice.choice(list(w.visitors)), d.moment(), withdrawn=True)
        if self._every(2):
            w.fail(d.moment())
        if self._every(8, 6):
            w.judge(d.moment())
        if self._every(30, 9):
            account = d.dice.choice(list(self.members.accounts.values()))
            w.ask(account.who, d.dice.choice(list(phrases.REQUESTS)), d.moment())
        for key, proof, asked in list(w.cases):
            if d.now - asked > timedelta(days=5):
                w.cases.remove((key, proof, asked))
                w.answer(key, proof, d.moment())
        w.log(6)

    # -- papers, holds, restores -------------------------------------------------------------------------------------

    def _papers(self) -> None:
        """The register, with tests and reports that are not too old, and the checks in the declaration."""
        world = World(None, self.seed, self.diary.now)
        write_records(self.diary.stores.folder / "register", world, records(self.diary.today))
        path = self.diary.stores.folder / "zusage.yml"
        text = path.read_text(encoding="utf-8")
        if self._number:
            text = re.sub(r"\b(checked|tia): 20\d\d-\d\d-\d\d", rf"\1: {self.diary.today}", text)
            path.write_text(text, encoding="utf-8")

    def _review(self, desk: Desk) -> None:
        """Nobody audits the years whose duty is over."""
        paper = self.diary.stores.folder / "register" / "keine-pruefung.pdf"
        paper.write_bytes(b"%PDF-1.7\n")
        year = self.diary.today.year - 9
        desk.attest(f"tax/{year + 1}", self.diary.now + timedelta(days=300), paper)

    def _holding(self, desk: Desk) -> None:
        d = self.diary
        if self._number == HOLD:
            young = [one for one in self.selling.prospects.values() if (d.today - one.last).days < 180]
            one = min(young, key=lambda one: (one.last, one.id))
            name = desk.hold("dispute", "sales.prospects", {"key": str(one.id)})
            self._holds["dispute"] = name
            for place, key in one.units:
                self.book.pause(place, str(key), name)
        if self._number == INCIDENT:
            since, until = d.now - timedelta(days=4), d.now - timedelta(days=3)
            name = desk.hold("incident", "weblog", {"since": since.isoformat(), "until": until.isoformat()})
            self._holds["incident"] = name
            for owed in list(self.book.of("weblog")):
                written = owed.earliest - timedelta(days=7) if owed.earliest else d.now
                if since <= written < until:
                    self.book.pause("weblog", owed.key, name)
        for kind, day in (("dispute", RELEASE), ("incident", CLEARED)):
            if self._number == day:
                desk.release(self._holds[kind])
                self.book.resume(self._holds[kind], d.now + SLACK)

    def _restoring(self, day: int) -> bool:
        return self._restored < len(RESTORES) and day >= RESTORES[self._restored]

    def _restore(self, desk: Desk) -> None:
        """Prospects and newsletter as they were before last night's run, if that has deleted anything."""
        stores = self.diary.stores
        before, copy = stores.rows_of("sales"), stores.rows_of("copies/sales", "sales")
        if before == copy:
            return
        self._restored += 1
        shutil.copyfile(stores.folder / "copies" / "sales.sqlite3", stores.folder / "sales.sqlite3")
        for place, keys in copy.items():
            for key in keys - before[place]:
                promise = "crm/retention/quiet" if "subscri" not in place else "newsletter/retention/unsubscribed"
                self.book.owe(place, key, promise, self.diary.now - timedelta(days=1), self.diary.now)
        desk.restored("sales")
        self.diary.happened["restores"] += 1

    def _night(self) -> None:
        """The log is written, the archive of the night, and a copy that can be put back."""
        stores = self.diary.stores
        stores.write_lines(self.diary.lines)
        self.watching.back_up()
        if self._restoring(self._number + 1):
            shutil.copyfile(stores.folder / "sales.sqlite3", stores.folder / "copies" / "sales.sqlite3")

    # -- asked -----------------------------------------------------------------------------------------------------

    def present(self, now: datetime) -> Mapping[str, Set[str]]:
        """What is there, asked of the stores themselves."""
        return self.diary.stores.present()

    def queries(self) -> tuple[Query, ...]:
        """Questions about hard promises that are no periods."""
        return questions(self.diary.pepper)


LIFE = PlanwerftLife
