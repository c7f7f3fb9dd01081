"""Prospects with notes and mails, and the newsletter: who gets it, what proves it, who must never get it again."""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from making.people import LAST, LEGAL_FORMS, Person, person
from making.store import Sink
from making.world import World, office_hour

from company import phrases

TABLES = {
    "prospects": "id name company email branch employees field_of_use stage first_contact_on last_contact_on",
    "call_notes": "id prospect_id text held_on",
    "prospect_mails": "id prospect_id direction subject body at",
    "subscribers": "id email name state signed_up_at",
    "consents": "id subscriber_id kind given_at confirmed_at withdrawn_at text_version",
    "suppressed": "id email_hash added_at",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """A subscriber who gets the newsletter, since `since`."""

    email: str
    since: datetime


def fill_sales(sink: Sink, world: World, pepper: bytes) -> tuple[Reader, ...]:
    """Write prospects and newsletter; who gets it. `pepper` is the key of the suppression list."""
    _prospects(sink, world)
    return tuple(_subscribers(sink, world, pepper))


def _prospects(sink: Sink, world: World) -> None:
    """One in six has been silent for more than 180 days."""
    dice = world.dice("prospects")
    for number in range(world.size.prospects):
        who = person(dice, number)
        quiet = dice.randrange(186, 420) if number % 6 == 0 else dice.randrange(0, 175)
        last = world.days_ago(quiet)
        first = last - timedelta(days=dice.randrange(0, 90))
        stage = "lost" if quiet > 90 else dice.choice(("new", "talking", "trial"))
        branch = dice.choice(phrases.BRANCHES)
        company = f"{branch} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
        employees = dice.choice(("1–9", "10–49", "50–249"))
        use = dice.choice(phrases.USES)
        prospect = sink.add("prospects", None, who.name, company, who.email, branch, employees, use, stage, first, last)
        for _ in range(dice.randrange(3)):
            sink.add("call_notes", None, prospect, dice.choice(phrases.CALLS), last)
        for _ in range(dice.randrange(3)):
            subject, body = dice.choice(phrases.MAILS)
            at = min(office_hour(dice, last), world.utc)
            sink.add("prospect_mails", None, prospect, dice.choice(("in", "out")), subject, body, at)


def _subscribers(sink: Sink, world: World, pepper: bytes) -> Iterator[Reader]:
    """One in ten is pending, seven are active, two have unsubscribed; of these the address of half is still there."""
    dice = world.dice("newsletter")
    for number in range(world.size.readers):
        who = person(dice, number)
        name = who.name if dice.random() < 0.5 else None
        share = number % 10
        if share == 0:
            signed = office_hour(dice, world.days_ago(dice.choice((1, 3, 5, 20, 60))))
            sink.add("subscribers", None, who.email, name, "pending", signed)
            continue
        signed = office_hour(dice, world.days_ago(dice.randrange(150, 1900)))
        confirmed = signed + timedelta(minutes=dice.randrange(2, 2000))
        if share > 2:
            subscriber = sink.add("subscribers", None, who.email, name, "active", signed)
            _consent(sink, subscriber, signed, confirmed, None)
            yield Reader(who.email, confirmed)
        else:
            _unsubscribed(sink, world, dice, pepper, who, name, signed, confirmed, number)


def _unsubscribed(
    sink: Sink, world: World, dice: random.Random, pepper: bytes, who: Person, name: str | None, signed: datetime,
    confirmed: datetime, number: int,
) -> None:  # fmt: skip
    if number % 10 == 1:
        left = min(office_hour(dice, world.days_ago(dice.choice((0, 9, 30, 75)))), world.utc)
        subscriber = sink.add("subscribers", None, who.email, name, "unsubscribed", signed)
    else:
        left = confirmed + timedelta(days=dice.randrange(30, 120))
        if number % 40 == 12:
            signed, confirmed, left = (at - timedelta(days=5 * 365) for at in (signed, confirmed, left))
        subscriber = sink.add("subscribers", None, None, None, "unsubscribed", signed)
    _consent(sink, subscriber, signed, confirmed, left)
    if number % 20 == 11:
        sink.add("suppressed", None, address_hash(who.email, pepper), left)


def address_hash(email: str, pepper: bytes) -> str:
    """What the list of people without advertising holds of an address."""
    return hmac.new(pepper, email.encode(), hashlib.sha256).hexdigest()


def _consent(sink: Sink, subscriber: int, given: datetime, confirmed: datetime, withdrawn: datetime | None) -> None:
    sink.add("consents", None, subscriber, "newsletter", given, confirmed, withdrawn, f"newsletter-{given.year}")
