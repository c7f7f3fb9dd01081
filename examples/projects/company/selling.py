"""Prospects and newsletter of a life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from making.people import LAST, Person

from company import phrases
from company.clock import SLACK, after_day, after_years, later, local_day
from company.diary import Diary
from company.sales import address_hash

QUIET = "crm/retention/quiet"
PENDING, CLEARED = "newsletter/retention/unconfirmed", "newsletter/retention/unsubscribed"
PROOF, BLOCKED = "newsletter/retention/proof/delete", "suppression/retention/hash"


@dataclass
class Prospect:
    """Somebody who is talked with."""

    id: int
    units: list[tuple[str, int]] = field(default_factory=list)
    last: date = date.min


@dataclass
class Reader:
    """A subscriber; `consent` is the key of the proof."""

    id: int
    who: Person
    consent: int = 0


class Selling:
    """Everybody who may become a customer, and everybody who wants news."""

    def __init__(self, diary: Diary) -> None:
        self.diary, self.stores = diary, diary.stores
        self.prospects: dict[int, Prospect] = {}
        self.waiting: list[tuple[Reader, datetime]] = []
        self.readers: dict[int, Reader] = {}

    def meet(self, on: date) -> Prospect:
        """A first conversation."""
        d, who = self.diary, self.diary.person()
        key = self.stores.add(
            "sales.prospects", name=who.name, company=f"Betrieb {d.dice.choice(LAST)}", email=who.email,
            branch=d.dice.choice(phrases.BRANCHES), employees="10–49", field_of_use=d.dice.choice(phrases.USES), stage="new",
            first_contact_on=on, last_contact_on=on,
        )  # fmt: skip
        made = Prospect(key, [("sales.prospects", key)])
        self.prospects[key] = made
        self.talk(made, on)
        d.happened["prospects"] += 1
        return made

    def talk(self, one: Prospect, on: date) -> None:
        """Another conversation: everything about them stays for 180 days more."""
        d = self.diary
        note = self.stores.add("sales.call_notes", prospect_id=one.id, text=d.dice.choice(phrases.CALLS), held_on=on)
        subject, body = d.dice.choice(phrases.MAILS)
        at = min(after_day(on, 0) - timedelta(hours=9), d.now)
        more = {"prospect_id": one.id, "direction": "out", "subject": subject, "body": body, "at": at}
        mail = self.stores.add("sales.prospect_mails", **more)
        one.units += [("sales.call_notes", note), ("sales.prospect_mails", mail)]
        one.last = on
        self.stores.change("sales.prospects", one.id, stage="talking", last_contact_on=on)
        for place, key in one.units:
            d.goes(place, key, QUIET, after_day(on, 180))

    def sign_up(self, at: datetime, *, confirmed: bool) -> None:
        """Somebody wants the newsletter; without the click in the first mail it ends after a week."""
        d, who = self.diary, self.diary.person()
        key = self.stores.add("sales.subscribers", email=who.email, name=None, state="pending", signed_up_at=at)
        due = later(at, 7)
        d.goes("sales.subscribers", key, PENDING, due)
        d.goes("sales.subscribers.email", key, PENDING, due)
        d.happened["newsletter sign-ups"] += 1
        if confirmed:
            self.waiting.append((Reader(key, who), at))

    def confirm(self, reader: Reader, signed: datetime, at: datetime) -> None:
        """The click: a consent on record."""
        self.stores.change("sales.subscribers", reader.id, state="active")
        reader.consent = self.stores.add(
            "sales.consents", subscriber_id=reader.id, kind="newsletter", given_at=signed, confirmed_at=at,
            text_version=f"newsletter-{signed.year}",
        )  # fmt: skip
        d = self.diary
        d.stays("sales.subscribers", reader.id, CLEARED)
        d.stays("sales.subscribers.email", reader.id, CLEARED)
        d.stays("sales.consents", reader.consent, PROOF)
        self.readers[reader.id] = reader

    def unsubscribe(self, reader: Reader, at: datetime, *, objects: bool) -> None:
        """The address is emptied within three days; the proof stays for three calendar years."""
        d = self.diary
        self.stores.change("sales.subscribers", reader.id, state="unsubscribed")
        self.stores.change("sales.consents", reader.consent, withdrawn_at=at)
        d.goes("sales.subscribers.email", reader.id, CLEARED, at, at + timedelta(days=3))
        due = after_years(local_day(at), 3)
        d.goes("sales.consents", reader.consent, PROOF, due, due + SLACK)
        if objects:
            digest = address_hash(reader.who.email, d.pepper)
            row = self.stores.add("sales.suppressed", email_hash=digest, added_at=at)
            d.stays("sales.suppressed", row, BLOCKED)
            d.happened["objections"] += 1
        self.readers.pop(reader.id, None)
        d.happened["unsubscribed"] += 1

    def send(self) -> None:
        """The newsletter, to everybody whose consent is open."""
        for reader in self.readers.values():
            self.diary.mail("newsletter", reader.who.email, "Neues aus der Werft", "Was sich in Planwerft geändert hat.\n")
