"""Accounts and organisations of a life: sign-ups, invitations, sessions, terminations, erasure ordered in the account.

Law: an account closes with its last membership; what the notice promises from then on is written into the book at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from making.people import PLACES, Person, street
from making.sealed import seal

from company import marks, phrases
from company.app import PLANS, SCOPES, year_later
from company.clock import SLACK, after_day, after_years, later, local_day
from company.diary import Diary

OVER, PENDING = "accounts/retention/over", "accounts/retention/unconfirmed"
SIGNUP, LINK, RESET = "accounts/retention/signup", "accounts/retention/confirmations", "accounts/retention/resets"
SESSION, NOTICE, LEFT = "accounts/retention/sessions", "accounts/retention/notices", "organisations/retention/left"
CHOICE, CALENDAR = "consent-choice/retention/proof/delete", "calendar/retention/disconnected"
INVITED, SUBSCRIBED = "invitations/retention/invited", "subscription/retention/over"
INVOICE = "billing/retention/invoices/delete"
ROW, NAMES = "app.accounts", "app.accounts.email"


@dataclass
class Account:
    """What the company remembers of somebody in order to live on."""

    id: int
    who: Person
    since: datetime
    visitor_no: str | None = None
    memberships: dict[int, int] = field(default_factory=dict)
    sessions: list[int] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)
    calendars: dict[int, list[int]] = field(default_factory=dict)
    keeps: list[datetime] = field(default_factory=list)
    """Until when proofs and invitations that hang on the account keep its row."""


@dataclass
class Organisation:
    """An organisation, who pays for it, and its contract year."""

    id: int
    number: str
    name: str
    payer: int
    who: Person
    seats: int
    runs_until: date
    invoices: list[datetime] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    ends_on: date | None = None
    begun: date | None = None


class Members:
    """Everybody with an account, and the organisations."""

    def __init__(self, diary: Diary) -> None:
        self.diary, self.stores = diary, diary.stores
        self.accounts: dict[int, Account] = {}
        self.organisations: dict[int, Organisation] = {}
        self.pending: dict[int, tuple[Account, int, bool]] = {}
        self.invited: list[tuple[int, int, Person, date]] = []
        self._agreed: dict[int, tuple[int, datetime]] = {}
        """The consent behind each connected calendar, and since when."""
        self.on_close: Callable[[int, datetime], None] = lambda account, at: None
        """Who else hears of a closed account."""
        self._serial = 0
        self._numbers = 0

    # -- organisations -------------------------------------------------------------------------------------------

    def found(self, at: datetime, years_back: int = 0) -> Organisation:
        """A new organisation with its payer, the contract years since, and an owner."""
        d, self._serial = self.diary, self._serial + 1
        number = f"O-{50_000 + self._serial}"
        name = f"{d.dice.choice(phrases.NAMES['company']).format('Muster' + str(self._serial))} GmbH"
        organisation = self.stores.add("app.organisations", number=number, name=name, kind="company", created_at=at)
        postcode, city = d.dice.choice(PLACES)
        who = d.person(f"firma-{self._serial}.example")
        payer = self.stores.add(
            "app.payers", organisation_no=number, company=name, name=who.name, street=street(d.dice), postcode=postcode,
            city=city, country="DE", email=who.email, created_at=at,
        )  # fmt: skip
        d.stays("app.payers", payer, SUBSCRIBED)
        d.stays("app.payers.email", payer, SUBSCRIBED)
        begun = local_day(at)
        made = Organisation(organisation, number, name, payer, who, d.dice.randrange(3, 9), begun, begun=begun)
        for year in range(years_back + 1):
            self.bill(made, year_later(begun, year))
        self.organisations[organisation] = made
        self.join(self.register(at, who), organisation, "owner", at)
        d.happened["organisations"] += 1
        return made

    def bill(self, one: Organisation, first: date) -> None:
        """A contract year begins: its row and its invoice."""
        d = self.diary
        last = year_later(first, 1) - timedelta(days=1)
        plan, cents = PLANS[one.seats % len(PLANS)]
        year = self.stores.add(
            "app.subscriptions", payer_id=one.payer, plan=plan, seats=one.seats, started_on=first, runs_until=last
        )
        d.stays("app.subscriptions", year, SUBSCRIBED)
        net, number = one.seats * cents * 12, f"R{first.year}-{one.number[2:]}"
        invoice = self.stores.add(
            "app.invoices", payer_id=one.payer, number=number, issued_on=first, text=f"Vertragsjahr ab {first:%d.%m.%Y}",
            net_cents=net, vat_cents=round(net * 0.19), sent_to=one.name, paid_on=first + timedelta(days=9),
        )  # fmt: skip
        due = after_years(first, 8)
        d.goes("app.invoices", invoice, INVOICE, due)
        one.runs_until = last
        one.years.append(year)
        one.invoices.append(due)
        d.happened["invoices"] += 1

    def terminate(self, one: Organisation, noticed: date) -> None:
        """A notice by the end of the contract year; a month before, or it works a year later."""
        ends = one.runs_until
        if noticed > ends - timedelta(days=31):
            ends = year_later(ends, 1)
        one.ends_on = ends
        self.stores.change("app.subscriptions", one.years[-1], terminated_on=noticed, effective_on=ends)
        self.diary.happened["terminations"] += 1

    def end(self, one: Organisation, at: datetime) -> None:
        """The agreement is over: who belongs to it leaves; the payer stays for ninety days, for invoices longer."""
        d = self.diary
        last = local_day(at) - timedelta(days=1)
        self.stores.change("app.organisations", one.id, ended_at=at)
        self.stores.change("app.payers", one.payer, ended_on=last)
        for account in [a for a in self.accounts.values() if one.id in a.memberships]:
            self.leave(account, one.id, at)
        due = after_day(last, 90)
        d.goes("app.payers.email", one.payer, SUBSCRIBED, due)
        d.goes("app.payers", one.payer, SUBSCRIBED, due, max(due, *one.invoices) + SLACK)
        for year in one.years:
            d.goes("app.subscriptions", year, SUBSCRIBED, due)
        del self.organisations[one.id]
        d.happened["ended"] += 1

    # -- accounts ------------------------------------------------------------------------------------------------

    def register(self, at: datetime, who: Person, state: str = "active") -> Account:
        """A new account with what a registration leaves behind."""
        d, self._numbers = self.diary, self._numbers + 1
        confirmed = at + timedelta(minutes=4) if state == "active" else None
        key = self.stores.add(
            "app.accounts", password=marks.password_hash(d.dice), number=f"K-{60_000 + self._numbers}", email=who.email,
            first_name=who.first, last_name=who.last, planned_use=d.dice.choice(phrases.USES), language="de", state=state,
            created_at=at, confirmed_at=confirmed, last_login=confirmed,
        )  # fmt: skip
        account = Account(key, who, at)
        d.stays(ROW, key, OVER)
        d.stays(NAMES, key, OVER)
        if at > d.now - timedelta(days=7):
            signup = self.stores.add("app.signups", account_id=key, ip=marks.address(d.dice), at=at)
            d.goes("app.signups", signup, SIGNUP, later(at, 7))
            more = {"email": who.email, "sent_at": at, "used_at": confirmed}
            link = self._link("app.confirmations", account, at, timedelta(days=7), **more)
            d.goes("app.confirmations", link, LINK, at + timedelta(days=7))
            d.mail("system", who.email, "Bestätigen Sie Ihre Adresse", "Bitte folgen Sie dem Link.\n")
        if state == "active":
            self._told(account, at)
            self.accounts[key] = account
        else:
            due = later(at, 7)
            d.goes(ROW, key, PENDING, due)
            d.goes(NAMES, key, PENDING, due)
        d.happened["sign-ups"] += 1
        return account

    def confirm(self, account: Account, at: datetime) -> None:
        """The address is confirmed in time: the account stays."""
        self.stores.change(ROW, account.id, state="active", confirmed_at=at, last_login=at)
        self.diary.stays(ROW, account.id, OVER)
        self.diary.stays(NAMES, account.id, OVER)
        self._told(account, at)
        self.accounts[account.id] = account

    def join(self, account: Account, organisation: int, role: str, at: datetime) -> None:
        """A membership."""
        key = self.stores.add(
            "app.memberships", account_id=account.id, organisation_id=organisation, role=role, joined_at=at
        )
        account.memberships[organisation] = key
        self.diary.stays("app.memberships", key, LEFT)

    def leave(self, account: Account, organisation: int, at: datetime) -> None:
        """Out of one organisation; out of the last one closes the account."""
        key = account.memberships.pop(organisation)
        self.stores.change("app.memberships", key, left_at=at)
        self.diary.goes("app.memberships", key, LEFT, at)
        if not account.memberships:
            self.close(account, at)

    def close(self, account: Account, at: datetime, *, erased: bool = False) -> None:
        """The account ends: of its own accord at once, otherwise after thirty days."""
        d = self.diary
        more = {"erasure_requested_at": at} if erased else {}
        self.stores.change(ROW, account.id, state="closed", closed_at=at, **more)
        for organisation in list(account.memberships):
            key = account.memberships.pop(organisation)
            self.stores.change("app.memberships", key, left_at=at)
            d.goes("app.memberships", key, LEFT, at)
        for session in list(account.sessions):
            self.sign_out(account, session, at)
        for calendar in list(account.calendars):
            self.disconnect(account, calendar, at)
        for notice in account.notices:
            d.goes("app.notices_sent", notice, NOTICE, at)
        self.on_close(account.id, at)
        due = at if erased else later(at, 30)
        d.goes(NAMES, account.id, OVER, due)
        d.goes(ROW, account.id, OVER, due, max(due, *account.keeps) + SLACK if account.keeps else None)
        self.accounts.pop(account.id, None)
        d.happened["erasures" if erased else "closed accounts"] += 1

    def invite(self, organisation: int, by: Account, at: datetime) -> None:
        """Somebody is asked to join."""
        d, who = self.diary, self.diary.person()
        key = self.stores.add(
            "app.invitations", organisation_id=organisation, invited_by_id=by.id, email=who.email, role="member",
            token_hash=marks.token_hash(d.dice), state="pending", sent_at=at,
        )  # fmt: skip
        d.goes("app.invitations", key, INVITED, later(at, 14))
        by.keeps.append(later(at, 14) + SLACK)
        self.invited.append((key, organisation, who, d.today))
        d.mail("system", who.email, "Einladung zu Planwerft", "Bitte folgen Sie dem Link.\n")
        d.happened["invitations"] += 1

    def accept(self, key: int, organisation: int, who: Person, at: datetime) -> Account:
        """The invited person makes an account."""
        self.stores.change("app.invitations", key, state="accepted", answered_at=at)
        account = self.register(at, who)
        self.join(account, organisation, "member", at)
        return account

    # -- what accounts do ----------------------------------------------------------------------------------------

    def sign_in(self, account: Account, at: datetime) -> None:
        """A session begins."""
        d = self.diary
        key = self.stores.add(
            "app.sessions", account_id=account.id, key_hash=marks.token_hash(d.dice), ip=marks.address(d.dice),
            started_at=at, expires_at=at + timedelta(days=30),
        )  # fmt: skip
        self.stores.change(ROW, account.id, last_login=at)
        account.sessions.append(key)
        d.stays("app.sessions", key, SESSION)
        d.happened["sessions"] += 1

    def sign_out(self, account: Account, key: int, at: datetime) -> None:
        """A session ends."""
        account.sessions.remove(key)
        self.stores.change("app.sessions", key, ended_at=at)
        self.diary.goes("app.sessions", key, SESSION, at)

    def forget_password(self, account: Account, at: datetime) -> None:
        """A link to reset the password."""
        key = self._link("app.password_resets", account, at, timedelta(hours=1), requested_at=at, used_at=None)
        self.diary.goes("app.password_resets", key, RESET, at + timedelta(hours=1))

    def connect(self, account: Account, at: datetime) -> None:
        """A calendar is connected, its next entries are shown."""
        d = self.diary
        token = seal(f"graph-{d.dice.getrandbits(96):024x}", d.key, d.dice, at.replace(tzinfo=None))
        key = self.stores.add(
            "app.calendars", account_id=account.id, service="outlook", token=token, scopes=SCOPES, connected_at=at
        )
        d.stays("app.calendars", key, CALENDAR)
        entries = []
        for number in range(3):
            starts = at + timedelta(days=number + 1)
            entry = self.stores.add(
                "app.calendar_entries", calendar_id=key, uid=f"u{number}", title=d.dice.choice(phrases.APPOINTMENTS),
                starts_at=starts, ends_at=starts + timedelta(hours=1),
            )  # fmt: skip
            d.stays("app.calendar_entries", entry, CALENDAR)
            entries.append(entry)
        account.calendars[key] = entries
        self._agreed[key] = self.consent(account, at, kind="calendar"), at
        d.happened["calendars"] += 1

    def disconnect(self, account: Account, key: int, at: datetime) -> None:
        """The calendar goes, with the way in and its entries."""
        consent, since = self._agreed.pop(key)
        at = max(at, since)
        self.stores.change("app.calendars", key, disconnected_at=at)
        self.stores.change("app.consents", consent, withdrawn_at=at)
        self.diary.goes("app.calendars", key, CALENDAR, at)
        for entry in account.calendars.pop(key):
            self.diary.goes("app.calendar_entries", entry, CALENDAR, at)

    def consent(self, account: Account, at: datetime, withdrawn: datetime | None = None, kind: str = "analytics") -> int:
        """A choice, on record for three calendar years."""
        key = self.stores.add(
            "app.consents", account_id=account.id, kind=kind, given_at=at, withdrawn_at=withdrawn,
            text_version=f"{kind}-{at.year}",
        )  # fmt: skip
        due = after_years(local_day(at), 3)
        self.diary.goes("app.consents", key, CHOICE, due)
        account.keeps.append(due)
        return key

    def _told(self, account: Account, at: datetime) -> None:
        """Everybody is told of the notice in force."""
        key = self.stores.add(
            "app.notices_sent", account_id=account.id, document="app", version="2026-11-02", channel="mail", sent_at=at
        )
        account.notices.append(key)
        self.diary.stays("app.notices_sent", key, NOTICE)

    def _link(self, place: str, account: Account, at: datetime, lasts: timedelta, **more: object) -> int:
        token = marks.token_hash(self.diary.dice)
        return self.stores.add(place, account_id=account.id, token_hash=token, expires_at=at + lasts, **more)
