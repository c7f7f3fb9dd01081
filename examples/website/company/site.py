"""The website's database: enquiries, newsletter, choices in the banner, appointments.

Law: rows are late only where the README says so; everything else is as a careful company would keep it.
"""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from making.people import PLACES, Person, person
from making.store import Sink
from making.world import World, office_hour

from company.office import CANARY
from company.phrases import ENQUIRIES, OFFERS, TOPICS

TABLES = {
    "enquiries": "id name email subject message received_at settled_at business_letter",
    "subscribers": "id email name state signed_up_at",
    "profiles": "id subscriber_id gender birth_year place",
    "opens": "id subscriber_id issue kind link at",
    "consents": "id subscriber_id kind given_at confirmed_at withdrawn_at text_version",
    "suppressed": "id email_hash added_at",
    "choices": "id number statistics marketing captcha chosen_at withdrawn_at text_version",
    "appointments": "id code name email topic starts_at ends_at booked_at cancelled_at",
    "meetings": "id code topic starts_at ends_at",
    "participants": "id meeting_id name email phone device joined_at left_at",
    "recording_consents": "id participant_id given_at withdrawn_at text_version",
    "chat_lines": "id participant_id at text",
    "recordings": "id participant_id path seconds made_at",
    "shared_files": "id participant_id kind path shared_at",
    "events": "id title place held_on",
    "guests": "id event_id name email signed_up_at event_on came",
    "needs": "id guest_id diet access consented_at withdrawn_at text_version",
}
ISSUES = ((100, "Sommerbrief"), (45, "Herbstbrief"), (4, "Winterbrief"))


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber who gets the newsletter, since `since`."""

    email: str
    since: datetime


def hashed(key: str, email: str) -> str:
    """What the suppression list keeps of an address."""
    return hmac.new(key.encode(), email.strip().lower().encode(), hashlib.sha256).hexdigest()


def fill_enquiries(sink: Sink, world: World) -> None:
    """Open, just settled, settled long ago, and letters about a contract."""
    dice = world.dice("enquiries")
    for number in range(world.size.enquiries):
        share = number % 20
        who = CANARY if number == 6 else person(dice, number)
        letter = share < 3
        subject, message = dice.choice(OFFERS if letter else ENQUIRIES)
        if letter:
            settled: int | None = dice.randrange(2600, 2900) if share == 0 else dice.randrange(30, 1400)
        else:
            settled = None if share < 8 else dice.randrange(0, 2) if share < 16 else dice.randrange(6, 200)
        received = office_hour(dice, world.days_ago((settled or 0) + dice.randrange(2, 9)))
        done = None if settled is None else min(office_hour(dice, world.days_ago(settled)), world.utc)
        sink.add("enquiries", None, who.name, who.email, subject, message, received, done, letter)


def fill_newsletter(sink: Sink, world: World, key: str) -> list[Reader]:
    """One in ten pending, seven readers, two unsubscribed; half of the readers have agreed to the analysis."""
    return list(_readers(sink, world, key))


def _readers(sink: Sink, world: World, key: str) -> Iterator[Reader]:
    dice = world.dice("newsletter")
    for number in range(world.size.subscribers):
        share = number % 10
        who = CANARY if number == 4 else person(dice, number)
        name = who.name if dice.random() < 0.5 else None
        if share == 0:
            signed = office_hour(dice, world.days_ago(dice.choice((1, 2, 4, 6, 30, 90))))
            sink.add("subscribers", None, who.email, name, "pending", signed)
        elif share < 3:
            _left(sink, world, dice, key, who, name, share)
        else:
            yield _reader(sink, world, dice, who, name)


def _reader(sink: Sink, world: World, dice: random.Random, who: Person, name: str | None) -> Reader:
    signed = office_hour(dice, world.days_ago(dice.randrange(12, 2200)))
    confirmed = signed + timedelta(minutes=dice.randrange(2, 2000))
    id = sink.add("subscribers", None, who.email, name, "active", signed)
    _consent(sink, id, "newsletter", signed, confirmed, None)
    if dice.random() < 0.5:
        _profile(sink, dice, id)
    if dice.random() < 0.5:
        _consent(sink, id, "reading", signed, confirmed, None)
        for days, issue in ISSUES:
            if confirmed < world.midnight(days) and dice.random() < 0.6:
                at = min(world.midnight(days) + timedelta(hours=dice.randrange(10, 60)), world.utc)
                sink.add("opens", None, id, issue, "open", "", at)
                if dice.random() < 0.3:
                    sink.add("opens", None, id, issue, "click", "/schulung", min(at + timedelta(seconds=40), world.utc))
    return Reader(who.email, confirmed)


def _left(sink: Sink, world: World, dice: random.Random, key: str, who: Person, name: str | None, share: int) -> None:
    """Share 1 unsubscribed lately and is partly still listed; share 2 left long ago and has been cleared."""
    days = dice.choice((0, 3, 3, 3, 12, 60)) if share == 1 else dice.choice((200, 700, 1900))
    left = min(office_hour(dice, world.days_ago(days)), world.utc)
    signed = left - timedelta(days=dice.randrange(40, 900))
    kept = share == 1
    id = sink.add("subscribers", None, who.email if kept else None, name if kept else None, "unsubscribed", signed)
    _consent(sink, id, "newsletter", signed, signed + timedelta(minutes=9), left)
    if kept and dice.random() < 0.6:
        _profile(sink, dice, id)
    sink.add("suppressed", None, hashed(key, who.email), left)


def _profile(sink: Sink, dice: random.Random, subscriber: int) -> None:
    year = dice.randrange(1950, 2005) if dice.random() < 0.6 else None
    sink.add("profiles", None, subscriber, dice.choice(("f", "m", "d", None)), year, dice.choice(PLACES)[1])


def _consent(sink: Sink, id: int, kind: str, given: datetime, confirmed: datetime, withdrawn: datetime | None) -> None:
    sink.add("consents", None, id, kind, given, confirmed, withdrawn, f"{kind}-{given.year}")


def fill_choices(sink: Sink, world: World) -> None:
    """What visitors chose in the banner; some proofs are older than the term for claims."""
    dice = world.dice("choices")
    for number in range(world.size.choices):
        days = dice.randrange(1500, 1800) if number % 12 == 0 else dice.randrange(0, 1050)
        chosen = min(office_hour(dice, world.days_ago(days)), world.utc)
        withdrawn = chosen + timedelta(days=dice.randrange(1, 30)) if number % 15 == 4 and days > 40 else None
        picks = dice.random() < 0.5, dice.random() < 0.3, dice.random() < 0.6
        sink.add("choices", None, f"{dice.getrandbits(128):032x}", *picks, chosen, withdrawn, f"banner-{chosen.year}")


def fill_appointments(sink: Sink, world: World) -> None:
    """Past and future appointments; one in four is over for too long."""
    dice = world.dice("appointments")
    for number in range(1, world.size.appointments + 1):
        who = CANARY if number == 2 else person(dice, number)
        ago = dice.randrange(35, 250) if number % 4 == 0 else dice.randrange(-21, 28)
        starts = office_hour(dice, world.days_ago(ago))
        booked = min(starts - timedelta(days=dice.randrange(2, 12)), world.utc)
        cancelled = starts - timedelta(days=1) if number % 11 == 0 and ago > 1 else None
        row = dice.choice(TOPICS), starts, starts + timedelta(minutes=30), booked, cancelled
        sink.add("appointments", None, f"evt-{dice.getrandbits(64):016x}", who.name, who.email, *row)
