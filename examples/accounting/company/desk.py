"""The databases of two desks: chats, hints and checks of solvency; and requests under Art. 15 to 22 GDPR."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from making.store import Sink
from making.world import World, office_hour

from company.accounts import Member
from company.phrases import HINTS, QUESTIONS, WISHES

DESK = {
    "conversations": "id email account_no subject started_at closed_at",
    "messages": "id conversation_id by_service body sent_at",
    "hints": "id email account_no channel topic sent_at",
    "hint_objections": "id email objected_at",
    "credit_checks": "id account_no probability decision checked_at contested_at",
}
CASES = {
    "requests": "id number kind channel name email wish against received_at due_on extended_until extension_reason"
    " answered_at outcome answer grounds closed_at",
}
CHATS, CHECKS, SENT = (0, 6, 60, 170, 185, 260), (3, 90, 179, 183, 320), (1, 30, 150, 200)


def fill_desk(sink: Sink, world: World, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Write everything; who objected to hints."""
    dice, objected = world.dice("desk"), []
    for number, member in enumerate(members):
        if member.kind in ("pending", "erased"):
            continue
        if number % 3 == 0:
            _chat(sink, world, dice, member, CHATS[number // 3 % len(CHATS)])
        if member.kind in ("trial", "paying"):
            _hints(sink, world, dice, member, number)
        if number % 14 == 8:
            objected.append(member)
            sink.add("hint_objections", None, member.email, office_hour(dice, world.days_ago(220)))
        if member.kind == "paying" and number % 4 == 1:
            at = office_hour(dice, world.days_ago(CHECKS[number // 4 % len(CHECKS)]))
            share = dice.randrange(50, 3_000) / 100
            said = "refused" if share > 20 else "granted"
            contested = at + timedelta(days=2) if said == "refused" and at + timedelta(days=2) < world.utc else None
            said = "reviewed" if contested and number % 8 == 1 else said
            sink.add("credit_checks", None, member.number, f"{share:.2f}", said, at, contested)
    return tuple(objected)


def _chat(sink: Sink, world: World, dice: random.Random, member: Member, days: int) -> None:
    over = office_hour(dice, world.days_ago(days)) if days else world.utc - timedelta(minutes=40)
    begun = over - timedelta(minutes=dice.randrange(4, 50))
    subject, question, answer = dice.choice(QUESTIONS)
    row = member.email, member.number, subject, begun, over if days else None
    id = sink.add("conversations", None, *row)
    sink.add("messages", None, id, False, question, begun)
    sink.add("messages", None, id, True, answer, begun + timedelta(minutes=2))
    if days:
        sink.add("messages", None, id, False, "Danke, das hilft mir weiter.", over)


def _hints(sink: Sink, world: World, dice: random.Random, member: Member, number: int) -> None:
    for index, days in enumerate(SENT[: 1 + number % len(SENT)]):
        at = office_hour(dice, world.days_ago(days))
        if at > member.since and number % 14 != 8:
            channel = ("mail", "in_app", "push")[(number + index) % 3]
            sink.add("hints", None, member.email, member.number, channel, HINTS[index], at)


def fill_cases(sink: Sink, world: World, members: tuple[Member, ...]) -> None:
    """One request of each kind that is open or new, one of each that is settled, and some that should have gone."""
    dice, known = world.dice("cases"), [member for member in members if member.kind == "paying"]
    for number, (kind, wish) in enumerate(WISHES.items()):
        for place, days in enumerate((12, 400, 5 * 366)):
            member = known[(3 * number + place) % len(known)]
            received = office_hour(dice, world.days_ago(days))
            closed = None if days == 12 and number % 2 else received + timedelta(days=4 + number)
            _case(sink, 3 * number + place + 1, kind, wish, member, received, closed)


def _case(
    sink: Sink, number: int, kind: str, wish: str, member: Member, received: datetime, closed: datetime | None
) -> None:
    due = received.date() + timedelta(days=30)
    against = "telemetry" if kind == "objection" else ""
    outcome = None if closed is None else "partly" if kind == "erasure" else "granted"
    grounds = "Art. 17 Abs. 3 lit. b DSGVO, § 147 AO" if outcome == "partly" else ""
    answer = "Wir haben Ihrem Antrag entsprochen." if closed else ""
    row = f"{received:%y}-{number:05d}", kind, "mail", member.name, member.email, wish, against, received, due
    sink.add("requests", None, *row, None, "", closed, outcome, answer, grounds, closed)
