"""The application's database: organisations, agreements and invoices, accounts, memberships, invitations, calendars.

Law: what the company promises decides which rows are late: some of each kind have been left undone on purpose (see README),
everything else is as a careful company would keep it. An agreement ends only with a contract year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from making.people import LAST, LEGAL_FORMS, PLACES, Person, person, plain, street
from making.sealed import seal
from making.store import Sink
from making.world import World, midnight, office_hour, shares

from company import marks, phrases
from company.size import EPOCH

TABLES = {
    "organisations": "id number name kind created_at ended_at",
    "accounts": "id password last_login number email first_name last_name planned_use language visitor_no state created_at"
    " confirmed_at closed_at erasure_requested_at",
    "signups": "id account_id ip at",
    "confirmations": "id account_id email token_hash sent_at expires_at used_at",
    "password_resets": "id account_id token_hash requested_at expires_at used_at",
    "sessions": "id account_id key_hash ip started_at expires_at ended_at",
    "notices_sent": "id account_id document version channel sent_at",
    "consents": "id account_id kind given_at withdrawn_at text_version",
    "calendars": "id account_id service token scopes connected_at disconnected_at",
    "calendar_entries": "id calendar_id uid title starts_at ends_at",
    "memberships": "id account_id organisation_id role joined_at left_at",
    "invitations": "id organisation_id invited_by_id email role token_hash state sent_at answered_at",
    "payers": "id organisation_no company name street postcode city country email created_at ended_on",
    "subscriptions": "id payer_id plan seats started_on runs_until terminated_on effective_on",
    "invoices": "id payer_id number issued_on text net_cents vat_cents sent_to paid_on",
}
PLANS = (("kahn", 590), ("jolle", 990), ("schoner", 1490))
SCOPES = "Calendars.Read offline_access"
TOLD = 20
"""Days since people were told of the newest version of the notice."""

STORIES = ("late", "recent", "in_time", "too_late", "duty", "ancient", "old")
"""What becomes of the first organisations; all others are in use."""


@dataclass(frozen=True, slots=True)
class Member:
    """An account that exists."""

    id: int
    person: Person
    visitor_no: str
    analysed: bool
    """Whether there is a consent to the analysis of use."""
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Live:
    """An organisation whose contents exist, with its people."""

    number: str
    since: datetime
    until: datetime | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class App:
    """What the other parts need to know."""

    organisations: tuple[Live, ...]
    payers: tuple[tuple[str, str], ...]
    strays: tuple[Member, ...]

    @property
    def members(self) -> Iterator[Member]:
        """All accounts, each once."""
        seen = set()
        for live in self.organisations:
            for member in live.members:
                if member.id not in seen:
                    seen.add(member.id)
                    yield member
        yield from self.strays


def fill_app(sink: Sink, world: World, key: str) -> App:
    """Write everything and say what exists."""
    books = _Books(sink, world, key)
    lives = tuple(books.organisations())
    return App(lives, tuple(books.payers), tuple(books.strays()))


def years_of(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The contract years from `start` on that begin before `end`: first day, last day."""
    first, number = start, 0
    while first < end:
        number += 1
        following = year_later(start, number)
        yield first, following - timedelta(days=1)
        first = following


def year_later(day: date, years: int) -> date:
    """The same day some years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


class _Books:
    """Writes organisations with everything that hangs on them."""

    def __init__(self, sink: Sink, world: World, key: str) -> None:
        self._sink, self._world, self._key = sink, world, key
        self._dice = world.dice("app")
        self._serial = 0
        self.payers: list[tuple[str, str]] = []

    def organisations(self) -> Iterator[Live]:
        """All organisations; those whose accounts are still there are told."""
        size = self._world.size
        weights = [self._dice.uniform(0.6, 1.8) for _ in range(size.organisations)]
        before: list[Member] = []
        for index, count in enumerate(shares(size.members, weights)):
            story = STORIES[index] if index < len(STORIES) else "used"
            live = self._organisation(index, story, max(2, count), before)
            if live is not None:
                before = [live.members[1]] if story == "late" else before
                yield live

    def strays(self) -> Iterator[Member]:
        """Sign-ups that nobody confirmed, and people who ordered their erasure in the account."""
        for days in (1, 5, 20, 60):
            self._pending(days)
        for days in (1, 10):
            yield self._erased(days)

    def _organisation(self, index: int, story: str, count: int, shared: list[Member]) -> Live | None:
        dice, world, sink = self._dice, self._world, self._sink
        since, until, noticed = self._span(story)
        number = f"O-{20_000 + index}"
        kind = phrases.KINDS[index % len(phrases.KINDS)]
        name = dice.choice(phrases.NAMES[kind]).format(dice.choice(LAST))
        name = f"{name} {dice.choice(LEGAL_FORMS)}" if kind == "company" else name
        over = until is not None and until <= world.today
        ended = midnight(until + timedelta(days=1)) if until and over else None
        begun = office_hour(dice, since)
        organisation = sink.add("organisations", None, number, name, kind, begun, ended)
        who = self._payer(number, name, since, until, noticed, count)
        if story in {"duty", "ancient"}:
            return None
        host = f"{plain(name.split()[1] if kind == 'company' else name.split()[0])}-{index}.example"
        firsts = [who, *(None for _ in range(count - 1))]
        members = [
            self._member(organisation, host, since, ended, first, n, stays=story == "late" and n == 1)
            for n, first in enumerate(firsts)
        ]
        if story == "old" and shared:
            members.append(self._joins(organisation, shared[0]))
        self._invitations(organisation, members, over)
        return Live(number, begun, ended, tuple(members))

    def _span(self, story: str) -> tuple[date, date | None, date | None]:
        """First day, last day if it was terminated, day of the notice."""
        dice, world = self._dice, self._world
        years = {"duty": 3, "ancient": 5, "late": 2, "recent": 3, "old": 12}.get(story, dice.randrange(1, 6))
        gone = {"late": 46, "recent": 10, "duty": 1100, "ancient": 3400}.get(story)
        if gone is not None:
            last = world.days_ago(gone)
            return max(EPOCH, year_later(last + timedelta(days=1), -years)), last, last - timedelta(days=70)
        if story in {"in_time", "too_late"}:
            last = world.today + timedelta(days=20)
            noticed = last - timedelta(days=32 if story == "in_time" else 29)
            since = year_later(last + timedelta(days=1), -years)
            return since, last if story == "in_time" else year_later(last, 1), noticed
        return max(EPOCH, world.days_ago(365 * years + dice.randrange(20, 320))), None, None

    def _payer(self, number: str, name: str, since: date, until: date | None, noticed: date | None, seats: int) -> Person:
        dice, sink, today = self._dice, self._sink, self._world.today
        who = person(dice, self._next(), f"{plain(name.split(maxsplit=1)[0])}-{number[2:]}.example")
        postcode, city = dice.choice(PLACES)
        at = street(dice)
        gone = until if until is not None and until <= today else None
        payer = sink.add(
            "payers", None, number, name, who.name, at, postcode, city, "DE", who.email, office_hour(dice, since), gone
        )
        plan, cents = PLANS[seats % len(PLANS)]
        for serial, (first, last) in enumerate(years_of(since, min(until or today, today)), 1):
            told = noticed if noticed is not None and first <= noticed <= last else None
            sink.add("subscriptions", None, payer, plan, seats, first, last, told, until if told else None)
            self._invoice(payer, f"R{first.year}-{number[2:]}-{serial}", first, seats * cents * 12, f"{name}, {at}, {city}")
        if gone is None:
            self.payers.append((who.name, who.email))
        return who

    def _invoice(self, payer: int, number: str, first: date, net: int, to: str) -> None:
        issued = first + timedelta(days=3)
        if issued <= self._world.today:
            paid = issued + timedelta(days=self._dice.randrange(3, 20))
            text = f"Planwerft, Vertragsjahr ab {first:%d.%m.%Y}"
            day = paid if paid <= self._world.today else None
            self._sink.add("invoices", None, payer, number, issued, text, net, round(net * 0.19), to[:200], day)

    def _member(
        self,
        organisation: int,
        host: str,
        since: date,
        ended: datetime | None,
        who: Person | None,
        number: int,
        stays: bool,
    ) -> Member:
        """`stays`: belongs to another organisation, too, so that the account stays open when this one ends."""
        dice, world = self._dice, self._world
        who = who or person(dice, self._next(), host)
        end = ended or world.utc
        span = max(1, (end.date() - since).days - 90)
        joined = office_hour(dice, since + timedelta(days=min(span, number * 7)))
        analysed = dice.random() < 0.5
        no = marks.visitor_no(dice)
        seen = max(joined, end - timedelta(seconds=dice.randrange(3 * 86_400, 20 * 86_400)))
        closed = None if stays else ended
        account = self._account(who, joined, seen, no if analysed else None, "closed" if closed else "active", closed)
        role = "owner" if number == 0 else "admin" if number == 1 else "member"
        self._sink.add("memberships", None, account, organisation, role, joined, ended)
        self._around(account, joined, seen, closed, analysed)
        return Member(account, who, no, analysed, joined, closed)

    def _account(
        self,
        who: Person,
        joined: datetime,
        seen: datetime | None,
        no: str | None,
        state: str,
        closed: datetime | None,
        erasure: datetime | None = None,
    ) -> int:
        dice = self._dice
        use = dice.choice(phrases.USES) if dice.random() < 0.4 else None
        number = f"K-{30_000 + self._sink.last.get('accounts', 0) + 1}"
        confirmed = None if state == "pending" else joined + timedelta(minutes=dice.randrange(1, 600))
        return self._sink.add(
            "accounts", None, marks.password_hash(dice), seen, number, who.email, who.first, who.last, use, "de", no, state,
            joined, confirmed, closed, erasure,
        )  # fmt: skip

    def _around(self, account: int, joined: datetime, seen: datetime, ended: datetime | None, analysed: bool) -> None:
        """Sign-up, links, sessions, proof of being told, consent, calendar."""
        dice, sink, now = self._dice, self._sink, self._world.utc
        if (now - joined).days < 60:
            sink.add("signups", None, account, marks.address(dice), joined)
        if dice.random() < 0.1:
            asked = seen - timedelta(hours=2)
            sink.add("password_resets", None, account, marks.token_hash(dice), asked, asked + timedelta(hours=1), None)
        left = ended or (seen + timedelta(hours=3) if dice.random() < 0.5 else None)
        expires = seen + timedelta(days=30)
        sink.add("sessions", None, account, marks.token_hash(dice), marks.address(dice), seen, expires, left)
        if ended is None or (now - ended).days < TOLD:
            told = max(midnight(self._world.days_ago(TOLD)) + timedelta(hours=9), joined)
            sink.add("notices_sent", None, account, "app", "2026-11-02", "mail", told)
        if analysed:
            given = max(joined, now - timedelta(days=dice.randrange(5, 360)))
            sink.add("consents", None, account, "analytics", given, ended, f"analytics-{given.year}")
        if dice.random() < 0.25:
            self._calendar(account, joined, ended or (seen if dice.random() < 0.2 else None))

    def _calendar(self, account: int, joined: datetime, disconnected: datetime | None) -> None:
        dice, sink = self._dice, self._sink
        connected = joined + timedelta(days=2)
        token = seal(f"graph-{dice.getrandbits(96):024x}", self._key, dice, connected)
        calendar = sink.add("calendars", None, account, "outlook", token, SCOPES, connected, disconnected)
        sink.add("consents", None, account, "calendar", connected, disconnected, f"calendar-{connected.year}")
        end = disconnected or self._world.utc
        for number in range(dice.randrange(3, 12)):
            starts = end + timedelta(days=number - 4, hours=dice.randrange(8))
            title = dice.choice(phrases.APPOINTMENTS)
            sink.add("calendar_entries", None, calendar, f"u{number:04d}", title, starts, starts + timedelta(hours=1))

    def _joins(self, organisation: int, member: Member) -> Member:
        """Somebody of an organisation that has ended belongs to another one, too."""
        self._sink.add("memberships", None, member.id, organisation, "guest", member.since + timedelta(days=30), None)
        return member

    def _invitations(self, organisation: int, members: list[Member], over: bool) -> None:
        dice, sink = self._dice, self._sink
        for days in () if over else (1, 30, 400):
            if dice.random() < 0.3:
                at = office_hour(dice, self._world.days_ago(days))
                email = person(dice, self._next()).email
                state = "pending" if days != 30 or dice.random() < 0.5 else "accepted"
                answered = at + timedelta(days=1) if state == "accepted" else None
                link = marks.token_hash(dice)
                inviting = dice.choice(members[:2]).id
                sink.add("invitations", None, organisation, inviting, email, "member", link, state, at, answered)

    def _pending(self, days: int) -> None:
        dice, sink = self._dice, self._sink
        at = office_hour(dice, self._world.days_ago(days))
        who = person(dice, self._next())
        account = self._account(who, at, None, None, "pending", None)
        sink.add("signups", None, account, marks.address(dice), at)
        link = marks.token_hash(dice)
        sink.add("confirmations", None, account, who.email, link, at, at + timedelta(days=7), None)

    def _erased(self, days: int) -> Member:
        """Somebody without organisation who ordered the erasure of the account some days ago."""
        dice = self._dice
        at = office_hour(dice, self._world.days_ago(days))
        joined = at - timedelta(days=200)
        who = person(dice, self._next())
        account = self._account(who, joined, at, None, "closed", at, at)
        return Member(account, who, marks.visitor_no(dice), False, joined, at)

    def _next(self) -> int:
        self._serial += 1
        return self._serial
