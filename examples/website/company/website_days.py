"""A day of Klarwerk's website: enquiries, newsletter, choices, visits, appointments, meetings, events.

Law: whoever makes a unit writes its promise into the book as the notice says it; the promise is named beside it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from making.world import BERLIN

from company import promised
from company.premises import Premises
from company.site import hashed

ENQUIRY = "contact/retention/settled"
PENDING = "newsletter/retention/unconfirmed"
CLEARED = "newsletter/retention/unsubscribed"
PROFILE = "newsletter/retention/profile"
PROOF = {
    "newsletter": "newsletter/retention/proof/delete",
    "reading": "newsletter/retention/proof-of-reading/delete",
}
OPENS = "newsletter-analysis/retention/opens"
BLOCKED = "suppression/retention/hash"
CHOICE = "consent-banner/retention/proof/delete"
VISIT = "matomo/retention/visits"
OVER = "booking/retention/over"
MEETING = "conference/retention/over"
RECORDING = "conference/retention/recording"
NEEDS, GUESTS = "events/retention/needs", "events/retention/guests"
MAIL = "mail/retention/copies"


class Website:
    """What happens on the website."""

    def __init__(self, at: Premises) -> None:
        self.at = at
        self.unsubscribed: dict[str, datetime] = {}
        self.newsletters: dict[str, datetime] = {}

    def begin(self) -> None:
        """Readers, visits of the last months, one event to come, proofs that expire next New Year."""
        at = self.at
        for days in (700, 400, 320, 250, 120, 60, 20):
            self.sign_up(at.ago(days=days), confirmed=True)
        self.gone(datetime(at.today.year - 3, 6, 8, 12, tzinfo=BERLIN))
        for days in (170, 120, 60, 10):
            self.visit(at.ago(days=days))
        for years in (3, 2, 1):
            self.choose(datetime(at.today.year - years, 5, 4, 12, tzinfo=BERLIN))
        self.letter(datetime(at.today.year - 6, 3, 9, 12, tzinfo=BERLIN))
        for days in (25, 10):
            self.appointment(at.ago(days=days))
        for days in (50, 22, 5):
            self.meeting(at.ago(days=days), recorded=days < 30)
        self.event(12)
        for days in (80, 40):
            self.send("system", at.who().email, at.ago(days=days))

    def day(self, number: int) -> None:
        """One day of it."""
        at = self.at
        self.enquiries()
        self.newsletter()
        for _ in range(2):
            self.visit(at.ago(minutes=at.dice.randrange(30, 1200)))
        if at.dice.random() < 0.5:
            self.choose(at.ago(hours=4))
        if at.dice.random() < 0.3:
            self.appointment(at.now + timedelta(days=at.dice.randrange(1, 9), hours=5))
        if number % 3 == 0:
            self.meeting(at.ago(hours=3), recorded=number % 2 == 0)
        if number % 20 == 3:
            self.event(at.dice.randrange(10, 25))
        if number % 30 == 17:
            self.withdraw()

    def send(self, kind: str, to: str, moment: datetime) -> str:
        """A mail, and how long its copy stays."""
        name = self.at.sent(kind, to, moment)
        self.at.owe("outbox", name, MAIL, promised.after_day(moment.astimezone(BERLIN).date(), 90))
        return name

    def letter(self, settled: datetime) -> None:
        """An enquiry that was a business letter."""
        row = {"name": self.at.who().name, "email": self.at.who().email, "subject": "Auftrag", "message": "Wir nehmen an."}
        key = self.at.add("site.enquiries", **row, received_at=settled, settled_at=settled, business_letter=1)
        self.at.owe("site.enquiries", key, ENQUIRY, promised.after_years(settled.date(), 6))

    def enquiries(self) -> None:
        """Some write, some get an answer."""
        at = self.at
        if at.dice.random() < 0.6:
            who = at.who()
            row = {
                "subject": "Vortrag",
                "message": "Wir suchen einen Vortrag.",
                "business_letter": int(at.dice.random() < 0.1),
            }
            at.add("site.enquiries", name=who.name, email=who.email, received_at=at.ago(hours=5), **row)
            at.did("enquiries")
        for key, letter in at.run("site", "SELECT id, business_letter FROM enquiries WHERE settled_at IS NULL"):
            if at.dice.random() < 0.4:
                settled = at.ago(hours=2)
                at.run("site", "UPDATE enquiries SET settled_at = ? WHERE id = ?", settled, key)
                day = settled.astimezone(BERLIN).date()
                terms = promised.after_years(day, 6) if letter else promised.within(settled, 3)
                at.owe("site.enquiries", key, ENQUIRY, terms)

    def sign_up(self, moment: datetime, confirmed: bool = False) -> None:
        """Somebody asks for the newsletter."""
        at, who = self.at, self.at.who()
        state = "active" if confirmed else "pending"
        key = at.add("site.subscribers", email=who.email, name=who.name, state=state, signed_up_at=moment)
        if confirmed:
            self._confirm(key, moment)
        else:
            at.owe("site.subscribers", key, PENDING, promised.after(moment, 7))
        at.did("sign-ups")

    def _confirm(self, key: int, moment: datetime) -> None:
        row = {"subscriber_id": key, "given_at": moment, "confirmed_at": moment + timedelta(minutes=9)}
        self.at.add("site.consents", kind="newsletter", text_version=f"newsletter-{moment.year}", **row)
        if key % 2:
            self.at.add("site.consents", kind="reading", text_version=f"reading-{moment.year}", **row)
            self.at.add("site.profiles", subscriber_id=key, gender="f", birth_year=1980, place="Musterstadt")

    def newsletter(self) -> None:
        """Confirmations, new readers, some who leave, an issue on the fifth of the month, and who opened it."""
        at = self.at
        for key, signed in at.run("site", "SELECT id, signed_up_at FROM subscribers WHERE state = 'pending'"):
            young = datetime.fromisoformat(signed) > at.ago(days=6).replace(tzinfo=None)
            if young and at.dice.random() < 0.3:
                at.run("site", "UPDATE subscribers SET state = 'active' WHERE id = ?", key)
                self._confirm(key, at.ago(hours=6))
                at.book.forget("site.subscribers", str(key))
        if at.dice.random() < 0.35:
            self.sign_up(at.ago(hours=7))
        readers = at.run("site", "SELECT id, email FROM subscribers WHERE state = 'active' ORDER BY id")
        if readers and at.dice.random() < 0.12:
            leaving = at.dice.choice(readers)
            self._unsubscribe(*leaving, at.ago(hours=3))
            readers.remove(leaving)
        if at.today.day == 5:
            for _, email in readers:
                self.newsletters[self.send("newsletter", email, at.ago(hours=1))] = at.now
        if 6 <= at.today.day <= 9:
            self._opened([key for key, _ in readers])

    def _opened(self, readers: list[int]) -> None:
        at = self.at
        agreed = "SELECT subscriber_id FROM consents WHERE kind = 'reading' AND withdrawn_at IS NULL"
        willing = {key for (key,) in at.run("site", agreed)}
        for key in (key for key in readers if key in willing and at.dice.random() < 0.3):
            moment = at.ago(hours=4)
            opened = at.add("site.opens", subscriber_id=key, issue=f"{moment:%Y-%m}", kind="open", link="", at=moment)
            at.owe("site.opens", opened, OPENS, promised.after(moment, 7))

    def _unsubscribe(self, key: int, email: str, moment: datetime) -> None:
        at = self.at
        at.run("site", "UPDATE subscribers SET state = 'unsubscribed' WHERE id = ?", key)
        at.run("site", "UPDATE consents SET withdrawn_at = ? WHERE subscriber_id = ?", moment, key)
        self.block(email, moment)
        for column in ("email", "name"):
            at.owe(f"site.subscribers.{column}", key, CLEARED, promised.within(moment, 3))
        for (profile,) in at.run("site", "SELECT id FROM profiles WHERE subscriber_id = ?", key):
            at.owe("site.profiles", profile, PROFILE, promised.within(moment, 3))
        for consent, kind in at.run("site", "SELECT id, kind FROM consents WHERE subscriber_id = ?", key):
            at.owe("site.consents", consent, PROOF[kind], promised.after_years(moment.astimezone(BERLIN).date(), 3))
        at.did("unsubscribed")

    def gone(self, moment: datetime) -> None:
        """Somebody unsubscribed long ago: only the proofs and the entry in the list are left."""
        at, who = self.at, self.at.who()
        key = at.add("site.subscribers", state="unsubscribed", signed_up_at=moment - timedelta(days=90))
        for kind, promise in PROOF.items():
            row = {"given_at": moment - timedelta(days=90), "confirmed_at": moment - timedelta(days=90)}
            text = {"kind": kind, "text_version": f"{kind}-{moment.year}", "withdrawn_at": moment}
            consent = at.add("site.consents", subscriber_id=key, **row, **text)
            at.owe("site.consents", consent, promise, promised.after_years(moment.date(), 3))
        self.block(who.email, moment)

    def block(self, email: str, moment: datetime) -> None:
        """Nobody writes advertising to this address any more."""
        digest = hashed(self.at.key, email)
        self.unsubscribed[email] = moment
        if not self.at.run("site", "SELECT 1 FROM suppressed WHERE email_hash = ?", digest):
            key = self.at.add("site.suppressed", email_hash=digest, added_at=moment)
            self.at.owe("site.suppressed", key, BLOCKED, promised.NEVER)

    def choose(self, moment: datetime) -> None:
        """Somebody answers the banner."""
        at = self.at
        row = {"number": f"{at.dice.getrandbits(128):032x}", "statistics": 1, "marketing": 0, "captcha": 1}
        key = at.add("site.choices", **row, chosen_at=moment, text_version=f"banner-{moment.year}")
        at.owe("site.choices", key, CHOICE, promised.after_years(moment.astimezone(BERLIN).date(), 3))
        at.did("choices")

    def visit(self, moment: datetime) -> None:
        """A visit of two pages, measured with a shortened address."""
        at = self.at
        row = {
            "idvisitor": f"{at.dice.getrandbits(64):016x}",
            "visit_first_action_time": moment - timedelta(seconds=40),
            "location_ip": f"198.51.{at.dice.randrange(256)}.0",
            "location_country": "DE",
            "location_region": "03",
            "referer_url": "",
            "config_browser_name": "FF",
            "config_os": "LIN",
            "visit_total_actions": 2,
        }
        key = at.add("visits.log_visit", visit_last_action_time=moment, **row)
        at.owe("visits.log_visit", key, VISIT, promised.after(moment, 180))
        at.run("visits", "INSERT OR IGNORE INTO log_action (idaction, name) VALUES (1, 'www.klarwerk.example/')")
        for seconds in (40, 0):
            step = {"server_time": moment - timedelta(seconds=seconds), "time_spent": 20}
            link = at.add("visits.log_link_visit_action", idvisit=key, idaction_url=1, **step)
            at.owe("visits.log_link_visit_action", link, VISIT, promised.after(moment, 180))

    def appointment(self, starts: datetime) -> None:
        """Somebody books half an hour."""
        at, who, starts = self.at, self.at.who(), starts.replace(microsecond=0)
        ends = starts + timedelta(minutes=30)
        row = {"code": f"evt-{at.serial('appointments'):08d}", "name": who.name, "email": who.email, "topic": "Kennenlernen"}
        booked = min(starts - timedelta(days=1), at.now)
        key = at.add("site.appointments", **row, starts_at=starts, ends_at=ends, booked_at=booked)
        at.owe("site.appointments", key, OVER, promised.after(ends, 30))
        if booked > at.ago(days=2):
            self.send("system", who.email, at.ago(minutes=20))
        at.did("appointments")

    def meeting(self, ends: datetime, recorded: bool) -> None:
        """Three people meet; if all agree they record it."""
        at, ends = self.at, ends.replace(microsecond=0)
        number, starts = at.serial("meetings"), ends - timedelta(minutes=40)
        meeting = at.add("site.meetings", code=f"m-{number:010d}", topic="Zwischenstand", starts_at=starts, ends_at=ends)
        people = [self._participant(meeting, starts, ends, recorded) for _ in range(3)]
        line = at.add("site.chat_lines", participant_id=people[0], at=ends - timedelta(minutes=4), text="Danke!")
        at.owe("site.chat_lines", line, MEETING, promised.after(ends, 60))
        path = f"{ends:%Y/%m}/whiteboard-{number:06d}.bin"
        at.file("shared", path)
        shared = at.add("site.shared_files", participant_id=people[1], kind="whiteboard", path=path, shared_at=starts)
        at.owe("site.shared_files", shared, MEETING, promised.after(ends, 60))
        at.owe("shared", path, MEETING, promised.after(ends, 60))
        if recorded:
            self._record(people[0], number, ends)
        at.did("meetings")

    def _participant(self, meeting: int, starts: datetime, ends: datetime, recorded: bool) -> int:
        at, who = self.at, self.at.who()
        row = {"name": who.name, "email": who.email, "phone": "", "device": "App 6.5", "joined_at": starts, "left_at": ends}
        key = at.add("site.participants", meeting_id=meeting, **row)
        at.owe("site.participants", key, MEETING, promised.after(ends, 60))
        if recorded:
            text = f"aufzeichnung-{starts.year}"
            consent = at.add("site.recording_consents", participant_id=key, given_at=starts, text_version=text)
            at.owe("site.recording_consents", consent, MEETING, promised.after(ends, 60))
        return key

    def _record(self, participant: int, number: int, made: datetime) -> None:
        path = f"{made:%Y/%m}/besprechung-{number:06d}.mp4"
        self.at.file("recordings", path)
        key = self.at.add("site.recordings", participant_id=participant, path=path, seconds=2400, made_at=made)
        self.at.owe("site.recordings", key, RECORDING, promised.within(made, 30))
        self.at.owe("recordings", path, RECORDING, promised.within(made, 30))
        self.at.did("recordings")

    def withdraw(self) -> None:
        """Somebody no longer agrees to a recording: the people of Klarwerk delete it on the same day."""
        at = self.at
        row = at.run("site", "SELECT id, participant_id, path FROM recordings ORDER BY id DESC LIMIT 1")
        for key, participant, path in row:
            statement = "UPDATE recording_consents SET withdrawn_at = ? WHERE participant_id = ?"
            at.run("site", statement, at.ago(hours=2), participant)
            at.run("site", "DELETE FROM recordings WHERE id = ?", key)
            (at.folder / "recordings" / path).unlink(missing_ok=True)
            at.book.forget("site.recordings", str(key))
            at.book.forget("recordings", path)
            at.did("withdrawals")

    def event(self, ahead: int) -> None:
        """An event in so many days: five guests, two of them with needs."""
        at, day = self.at, self.at.today + timedelta(days=ahead)
        event = at.add("site.events", title=f"Werkstattgespräch {day}", place="Saal am Markt", held_on=day)
        for place in range(5):
            who, signed = at.who(), at.ago(hours=6)
            row = {"name": who.name, "email": who.email, "signed_up_at": signed, "event_on": day}
            guest = at.add("site.guests", event_id=event, **row)
            at.owe("site.guests", guest, GUESTS, promised.after_day(day, 60))
            if place < 2:
                row = {"diet": "vegan", "access": "", "consented_at": signed, "text_version": f"bedarf-{day.year}"}
                need = at.add("site.needs", guest_id=guest, **row)
                at.owe("site.needs", need, NEEDS, promised.after_day(day, 7))
        at.did("events")
