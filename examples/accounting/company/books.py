"""The database of books, kept for customers on their instruction, and the letters that are posted for them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from making.folders import dated
from making.people import LAST, LEGAL_FORMS, PLACES, person, street
from making.sealed import seal
from making.store import Sink
from making.world import World, office_hour, shares

from company.accounts import Member
from company.phrases import CLIENTS, GOODS

TABLES = {
    "clients": "id client_no company started_at ended_at exported_at",
    "partners": "id client_no number name street postcode city country email iban created_at released_at",
    "vouchers": "id partner_id kind number issued_on text net_cents vat_cents",
    "bookings": "id voucher_id debit credit amount_cents booked_on",
    "letter_jobs": "id partner_id name street postcode city country pdf_key state queued_at sent_at",
}
ENDED = (40, 89, 104, 300)
PRINTED = (None, 0, 1, 4, 12)
"""Days since a letter was sent: the last two should have gone."""


def fill_books(sink: Sink, world: World, members: tuple[Member, ...], letters: Path, key: str) -> None:
    """Write everything."""
    _Books(sink, world, letters, key).fill([member for member in members if member.kind == "paying"])


class _Books:
    def __init__(self, sink: Sink, world: World, letters: Path, key: str) -> None:
        self._sink, self._world, self._letters, self._key = sink, world, letters, key
        self._dice = world.dice("books")

    def fill(self, members: list[Member]) -> None:
        """All customers; the last four have ended."""
        size, dice = self._world.size, self._dice
        letters = shares(size.letters, [1.0] * size.clients)
        for number, vouchers in enumerate(shares(size.vouchers, [dice.uniform(0.3, 1.7) for _ in range(size.clients)])):
            place = size.clients - 1 - number
            ended = self._world.midnight(ENDED[place]) if place < len(ENDED) else None
            member = members[number % len(members)]
            begun = min(member.since, (ended or self._world.utc) - timedelta(days=1_200))
            no = member.number if number < len(members) else f"B-9{number:05d}"
            company = f"{dice.choice(CLIENTS)} {dice.choice(LAST)} {dice.choice(LEGAL_FORMS)}"
            exported = ended + timedelta(days=6) if ended and place % 2 else None
            client = self._sink.add("clients", None, no, company, begun, ended, exported)
            self._client(client, no, begun, ended, vouchers, 0 if ended else letters[number])
        orphan = self._letters / "2026" / "verwaist-0001.pdf"
        orphan.parent.mkdir(parents=True, exist_ok=True)
        orphan.write_bytes(b"%PDF-1.7\n" + dice.randbytes(200))
        dated(orphan, self._world.midnight(33))

    def _client(self, client: int, no: str, begun: datetime, ended: datetime | None, vouchers: int, letters: int) -> None:
        dice, partners = self._dice, []
        for number in range(max(2, vouchers // 12)):
            who = person(dice, number, f"partner-{client}.example")
            postcode, city = dice.choice(PLACES)
            where = street(dice), postcode, city, "DE"
            digits = f"{dice.randrange(10**18):018d}"
            iban = seal(f"DE{98 - int(digits + '131400') % 97:02d}{digits}", self._key, dice, begun) if number % 3 else None
            row = f"G-{number + 1:04d}", who.name, *where, who.email, iban, begun + timedelta(days=1), ended
            partners.append((self._sink.add("partners", None, no, *row), who.name, where))
        for number in range(vouchers):
            self._voucher(dice.choice(partners)[0], number, begun, ended or self._world.utc)
        for number in range(letters):
            self._letter(*dice.choice(partners), client, number)

    def _voucher(self, partner: int, number: int, begun: datetime, end: datetime) -> None:
        dice, sink = self._dice, self._sink
        day = (begun + timedelta(seconds=dice.randrange(int((end - begun).total_seconds())))).date()
        kind, net = dice.choice(("invoice", "invoice", "receipt")), dice.randrange(1_500, 400_000)
        row = kind, f"{day:%Y}-{number + 1:05d}", day, dice.choice(GOODS), net, round(net * 0.19)
        voucher = sink.add("vouchers", None, partner, *row)
        debit, credit = ("1400", "8400") if kind == "invoice" else ("4900", "1600")
        sink.add("bookings", None, voucher, debit, credit, round(net * 1.19), day)

    def _letter(self, partner: int, name: str, where: tuple[str, ...], client: int, number: int) -> None:
        dice, world = self._dice, self._world
        days = PRINTED[(client + number) % len(PRINTED)]
        sent = (
            None
            if days is None
            else world.utc - timedelta(hours=4)
            if days == 0
            else office_hour(dice, world.days_ago(days))
        )
        queued = (sent or world.utc) - timedelta(hours=dice.randrange(1, 15))
        key = f"{queued:%Y/%m}/{dice.getrandbits(96):024x}.pdf"
        write_letter(self._letters / key, dice, queued)
        self._sink.add("letter_jobs", None, partner, name, *where, key, "sent" if sent else "queued", queued, sent)


def write_letter(path: Path, dice: random.Random, at: datetime) -> None:
    """The file that is printed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7\n" + dice.randbytes(400))
    dated(path, at)
