"""One customer's instance: users and rights, chats, tickets, attachments, articles, appointments, webhooks.

Law: rows come in the order of time and are forgotten as soon as they are written; every file of an attachment lies below
the instance's folder, under the row's storage key.
"""

from __future__ import annotations

import os
import random
from base64 import b64encode
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from making.people import Person, person, plain
from making.sealed import seal
from making.store import Sink
from making.world import World, midnight, office_hour

from company.control import Live
from company.phrases import AGENT_CLOSINGS, ARTICLES, CLOSINGS, LOOKING, OPENINGS, STATES, sentence

TABLES = {
    "permissions": "id code",
    "roles": "id name",
    "role_permissions": "id role_id permission_id",
    "users": "id password last_login username email active created_at",
    "user_roles": "id user_id role_id",
    "contacts": "id name email created_at",
    "conversations": "id contact_id assignee_id subject state started_at ended_at",
    "messages": "id conversation_id user_id kind body sent_at",
    "tickets": "id number contact_id conversation_id assignee_id subject body state opened_at closed_at",
    "attachments": "id owner_type owner_id storage_key filename content_type size created_at",
    "articles": "id author_id slug title body published updated_at",
    "bookings": "id contact_id name email starts_at ends_at confirmed concerns_contract created_at",
    "webhooks": "id kind url secret active created_by_id created_at",
    "statistics": "id day chats tickets median_reply_seconds",
    "audit": "id actor_id action target_type target_id at",
}
PERMISSIONS = (
    "chats.view",
    "chats.answer",
    "tickets.view",
    "tickets.edit",
    "articles.edit",
    "bookings.manage",
    "users.manage",
    "webhooks.manage",
)
ROLES = {"Leitung": range(8), "Service": range(6), "Aushilfe": range(2)}
ACTIONS = ["user.created", "user.deactivated", "role.changed", "setting.changed", "webhook.created", "article.published"]
FILES = (("Foto.jpg", "image/jpeg", b"\xff\xd8\xff\xe0"), ("Rechnung.pdf", "application/pdf", b"%PDF-1.7\n"))


class Instance:
    """Writes one instance."""

    def __init__(self, sink: Sink, world: World, live: Live, media: Path, key: str) -> None:
        self._sink, self._world, self._live, self._key = sink, world, live, key
        self._media = media / live.id
        self._media.mkdir(parents=True, exist_ok=True)
        self._dice = world.dice(f"instance/{live.id}")
        self._begin = midnight(live.booked_from)
        self._end = world.utc if live.booked_until is None else min(world.utc, midnight(live.booked_until))
        self._chats: Counter[date] = Counter()
        self._tickets: Counter[date] = Counter()
        self._agents: list[int] = []

    def fill(self, contacts: int, messages: int) -> None:
        """Write everything: exactly so many contacts and messages."""
        self._people()
        self._settings()
        left = messages
        for number in range(contacts):
            quota = left if number == contacts - 1 else self._quota(left, contacts - number)
            left -= quota
            self._contact(number, contacts, quota)
        self._statistics()

    def _quota(self, left: int, contacts: int) -> int:
        return min(left, round(left / contacts * self._dice.triangular(0.1, 2.3, 0.6)))

    def _people(self) -> None:
        dice, sink = self._dice, self._sink
        codes = [sink.add("permissions", None, code) for code in PERMISSIONS]
        roles = [sink.add("roles", None, name) for name in ROLES]
        for role, allowed in zip(roles, ROLES.values(), strict=True):
            for index in allowed:
                sink.add("role_permissions", None, role, codes[index])
        host = f"{plain(self._live.company.split()[0])}-{self._live.customer}.example"
        for number in range(dice.randrange(3, 11)):
            who = person(dice, number + 1, host)
            created = self._begin + timedelta(days=number % 3, hours=9)
            seen = max(created, self._end - timedelta(seconds=dice.randrange(9 * 86_400)))
            name = f"{plain(who.first)[0]}.{plain(who.last)}{number + 1}"
            user = sink.add("users", None, _hash(dice), seen, name, who.email, number != 7, created)
            sink.add("user_roles", None, user, roles[min(number, 1) if number < 8 else 2])
            self._agents.append(user)
            sink.add("audit", None, self._agents[0], "user.created", "user", user, created)

    def _settings(self) -> None:
        dice, sink = self._dice, self._sink
        for index, title in enumerate(ARTICLES):
            text = sentence(dice, self._live.trade.answers, self._live.trade)
            written = self._begin + timedelta(days=5 + index)
            slug = plain(title).replace(",", "").replace("?", "")
            sink.add("articles", None, dice.choice(self._agents), slug, title, f"{title}. {text}", index != 5, written)
        for index, kind in enumerate(("slack", "discord", "bark")):
            if index == 0 or dice.random() < 0.4:
                self._webhook(kind, index)
        for _ in range(20 + (self._end - self._begin).days // 20):
            at = self._begin + (self._end - self._begin) * dice.random()
            sink.add(
                "audit", None, dice.choice(self._agents), dice.choice(ACTIONS), "setting", dice.randrange(1, 50), _whole(at)
            )

    def _webhook(self, kind: str, index: int) -> None:
        token = b64encode(self._dice.randbytes(18)).decode().replace("/", "0").replace("+", "1")
        hosts = {"slack": "hooks.slack.com/services", "discord": "discord.com/api/webhooks", "bark": "push.bark.example"}
        at = self._begin + timedelta(days=2, hours=index)
        sealed = (seal(text, self._key, self._dice, at) for text in (f"https://{hosts[kind]}/{token}", token[::-1]))
        self._sink.add("webhooks", None, kind, *sealed, index != 2, self._agents[0], at)

    def _contact(self, number: int, total: int, quota: int) -> None:
        dice, sink = self._dice, self._sink
        who = person(dice, number + 1)
        came = self._begin + (self._end - self._begin) * ((number + dice.random()) / total)
        came = office_hour(dice, came.date())
        came = came if came < self._end - timedelta(hours=2) else came - timedelta(days=1)
        contact = sink.add("contacts", None, who.name, who.email, came)
        at = came
        while quota > 0:
            size = min(quota, dice.randrange(4, 24))
            chat = self._chat(contact, at, size)
            quota -= size
            at = min(
                at + timedelta(days=dice.randrange(1, 60)), self._end - timedelta(hours=1, seconds=dice.randrange(3600))
            )
            if dice.random() < 0.25:
                self._ticket(contact, chat, min(at, self._end - timedelta(hours=1)))
        if dice.random() < 0.3:
            self._booking(contact, who, came)

    def _chat(self, contact: int, start: datetime, size: int) -> int:
        dice, sink, trade = self._dice, self._sink, self._live.trade
        agent = dice.choice(self._agents)
        steps = [dice.randrange(20, 70) for _ in range(size)]
        over = start + timedelta(seconds=sum(steps))
        is_open = self._end - over < timedelta(hours=20) and self._live.booked_until is None
        row = contact, agent, dice.choice(trade.subjects), "open" if is_open else "closed", start, None if is_open else over
        chat = sink.add("conversations", None, *row)
        self._chats[start.date()] += 1
        at, topic = start, 0
        for place, step in enumerate(steps):
            at += timedelta(seconds=step)
            topic = dice.randrange(len(trade.questions)) if place % 2 == 0 else topic
            user, kind, body = self._line(place, size, agent, topic)
            message = sink.add("messages", None, chat, user, kind, body, at)
            if kind == "text" and dice.random() < 0.01:
                self._file("message", message, at)
        return chat

    def _line(self, place: int, size: int, agent: int, topic: int) -> tuple[int | None, str, str]:
        dice, trade = self._dice, self._live.trade
        if place == 1 or (place == size - 1 and size > 4):
            return agent, "state", STATES[0 if place == 1 else 1]
        if place >= size - 3 and size > 6:
            return (
                (None, "text", dice.choice(CLOSINGS)) if place == size - 3 else (agent, "text", dice.choice(AGENT_CLOSINGS))
            )
        if place % 2:
            return agent, "text", sentence(dice, (*trade.answers, LOOKING)[topic : topic + 1], trade)
        question = sentence(dice, trade.questions[topic : topic + 1], trade)
        opening = dice.choice(OPENINGS) if place == 0 else ""
        return None, "text", opening + question[0].lower() + question[1:] if opening else question

    def _ticket(self, contact: int, chat: int, opened: datetime) -> None:
        dice, sink, trade = self._dice, self._sink, self._live.trade
        closed = _whole(opened + timedelta(hours=dice.randrange(2, 400)))
        done = closed < self._end
        subject, body = dice.choice(trade.subjects), sentence(dice, trade.questions, trade)
        number = f"{opened:%y}-{sink.last.get('tickets', 0) + 1:06d}"
        row = (
            contact,
            chat,
            dice.choice(self._agents),
            subject,
            body,
            "closed" if done else "open",
            opened,
            closed if done else None,
        )
        ticket = sink.add("tickets", None, number, *row)
        self._tickets[opened.date()] += 1
        if dice.random() < 0.08:
            self._file("ticket", ticket, opened)

    def _file(self, owner: str, id: int, at: datetime) -> None:
        dice = self._dice
        name, kind, magic = dice.choice(FILES)
        key = f"{at:%Y/%m}/{dice.getrandbits(96):024x}{Path(name).suffix}"
        content = magic + dice.randbytes(dice.randrange(200, 3000))
        path = self._media / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        moment = at.replace(tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
        self._sink.add("attachments", None, owner, id, key, name, kind, len(content), at)

    def _booking(self, contact: int, who: Person, came: datetime) -> None:
        dice, running = self._dice, self._live.booked_until is None
        contract = running and dice.random() < 0.1
        days = dice.randrange(3, 700) if contract else dice.randrange(-25, 60 if running else 100)
        last = self._world.today if running else self._live.booked_until or self._world.today
        starts = office_hour(dice, max(came.date(), last - timedelta(days=max(days, -25 if running else 1))))
        booked = min(came + timedelta(minutes=dice.randrange(5, 500)), starts, self._end)
        ends = starts + timedelta(minutes=30)
        self._sink.add("bookings", None, contact, who.name, who.email, starts, ends, dice.random() < 0.9, contract, booked)

    def _statistics(self) -> None:
        for day in sorted(set(self._chats) | set(self._tickets)):
            reply = self._dice.randrange(25, 400)
            self._sink.add("statistics", None, day, self._chats[day], self._tickets[day], reply)


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _hash(dice: random.Random) -> str:
    """A password hash as Django stores it; the password behind it is unknown to everybody."""
    salt = f"{dice.getrandbits(128):032x}"[:22]
    if dice.random() < 0.3:
        code = b64encode(dice.randbytes(32)).decode().rstrip("=")
        return f"argon2$argon2id$v=19$m=102400,t=2,p=8${b64encode(salt[:16].encode()).decode().rstrip('=')}${code}"
    return f"pbkdf2_sha256$1000000${salt}${b64encode(dice.randbytes(32)).decode()}"
