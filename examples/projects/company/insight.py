"""Use of the application and its faults, under numbers of their own; and the cases of the request desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from making.people import Person, person
from making.store import Sink
from making.world import World, office_hour, shares

from company import marks, phrases
from company.app import App, Member

TABLES = {
    "visitors": "id visitor_no created_at ended_at",
    "events": "id visitor_id kind page device browser at",
    "faults": "id visitor_no method path status message trace browser ip at resolved_at",
    "abuse": "id visitor_no invitations outcome judged_at",
}
CASES = {
    "requests": "id number kind channel name email wish against received_at due_on extended_until extension_reason"
    " answered_at outcome answer grounds closed_at",
    "identity_proofs": "id request_id kind file received_at checked_at result",
}
YEAR = 366
"""Days after which an event is certainly twelve months old."""


def fill_insight(sink: Sink, world: World, app: App) -> None:
    """Write everything: exactly so many events as were asked for."""
    dice = world.dice("insight")
    analysed = [member for member in app.members if member.analysed]
    for member, count in zip(analysed, shares(world.size.events, [1.0] * len(analysed)), strict=True):
        _visitor(sink, world, member, count)
    for number, member in enumerate(app.members):
        if dice.random() < 0.5:
            _fault(sink, world, member, number)
    for days in (2, 10, 29, 31, 80):
        at = office_hour(dice, world.days_ago(days))
        outcome = "blocked" if days == 80 else "free"
        sink.add("abuse", None, marks.visitor_no(dice), dice.randrange(40, 900), outcome, at)


def _visitor(sink: Sink, world: World, member: Member, count: int) -> None:
    """One in twelve events is older than twelve months; of those some by one day only."""
    dice = world.dice(f"insight/{member.id}")
    begun = max(member.since, world.utc - timedelta(days=480))
    visitor = sink.add("visitors", None, member.visitor_no, begun, member.until)
    end = member.until or world.utc
    old = (world.utc - begun).days > YEAR + 2
    for number in range(count):
        if old and number % 12 == 0:
            at = world.utc - timedelta(days=YEAR if number else YEAR + 1, hours=dice.randrange(1, 12))
        else:
            first = max(begun, end - timedelta(days=364))
            at = first + timedelta(seconds=dice.randrange(max(1, int((end - first).total_seconds()))))
        kind = dice.choice(("page", "click"))
        device, browser = dice.choice(marks.DEVICES), dice.choice(marks.BROWSERS)
        sink.add("events", None, visitor, kind, dice.choice(phrases.PAGES), device, browser, at)


def _fault(sink: Sink, world: World, member: Member, number: int) -> None:
    dice = world.dice(f"fault/{member.id}")
    days = (89, 91, 3, 20, 60, 140)[number % 6]
    at: datetime = world.utc - timedelta(days=days, hours=2)
    method, path, status, message, trace = dice.choice(phrases.FAULTS)
    solved = at + timedelta(days=4) if days > 5 else None
    ip, browser = marks.shortened(dice), dice.choice(marks.BROWSERS)
    sink.add("faults", None, member.visitor_no, method, path, status, message, trace, browser, ip, at, solved)


def fill_cases(sink: Sink, world: World, app: App) -> None:
    """One case of each kind that is answered, one that is open, two that were closed years ago."""
    dice = world.dice("cases")
    people = [member.person for member in app.members][:4]
    for number, (kind, days) in enumerate(zip(phrases.REQUESTS, (40, 25, 12, 3), strict=True)):
        _case(sink, world, number, kind, days, people[number % len(people)], answered=days > 3)
    for number, days in enumerate((1500, 1900), 10):
        _case(sink, world, number, "access", days, person(dice, number), answered=True)


def _case(sink: Sink, world: World, number: int, kind: str, days: int, who: Person, answered: bool) -> None:
    dice = world.dice(f"case/{number}")
    received = office_hour(dice, world.days_ago(days))
    done = received + timedelta(days=8) if answered else None
    case = sink.add(
        "requests", None, f"A-{received:%Y}-{number:03d}", kind, "mail", who.name, who.email, phrases.REQUESTS[kind],
        "errors" if kind == "objection" else "", received, (received + timedelta(days=30)).date(), None, "",
        done, "granted" if done else None, "Ihrem Antrag haben wir entsprochen." if done else "", "", done,
    )  # fmt: skip
    if number in {0, 1}:
        checked = received + timedelta(days=2)
        sink.add("identity_proofs", None, case, "callback", "", received + timedelta(days=1), checked, "confirmed")
