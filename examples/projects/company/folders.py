"""What lies in folders: mails that were sent, the register of contracts, a file without a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from making.folders import Record, dated, write_records
from making.world import World, midnight

from company.app import TOLD, App
from company.sales import Reader

SENDER = "Planwerft <post@planwerft.example>"
UNSUBSCRIBE = "https://www.planwerft.example/newsletter/abmelden"


def write_outbox(folder: Path, world: World, app: App, readers: Sequence[Reader]) -> int:
    """Copies of sent mails; the number of them."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (kind, to, at, subject, text) in enumerate(_mails(world, app, readers), 1):
        write_mail(folder, number, kind, to, at, subject, text)
    return number


def write_mail(folder: Path, number: int, kind: str, to: str, at: datetime, subject: str, text: str) -> str:
    """One mail, named by its day; returns its name."""
    path = folder / f"{at:%Y-%m-%d}-{number:06d}.eml"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDER, to, subject
    mail["Date"] = format_datetime(at.replace(tzinfo=UTC))
    mail["Message-ID"] = f"<{number}.{kind}@planwerft.example>"
    mail["X-Kind"] = kind
    if kind == "newsletter":
        link = f"{UNSUBSCRIBE}/{number:08x}"
        mail["List-Unsubscribe"] = f"<{link}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text += f"\nAbmelden: {link}\n"
    mail.set_content(text, cte="8bit")
    path.write_bytes(mail.as_bytes())
    dated(path, at)
    return path.name


def _mails(world: World, app: App, readers: Sequence[Reader]) -> Iterator[tuple[str, str, datetime, str, str]]:
    for name, email in app.payers:
        at = world.midnight(12) + timedelta(hours=8)
        yield "invoice", email, at, "Ihre Rechnung", f"Guten Tag {name},\n\nanbei die Rechnung für das Vertragsjahr.\n"
    dice = world.dice("outbox")
    for member in app.members:
        if member.until is None:
            at = world.midnight(TOLD) + timedelta(hours=9)
            text = f"Guten Tag {member.person.name},\n\nwir haben unsere Datenschutzerklärung geändert.\n"
            yield "notice", member.person.email, at, "Änderung unserer Datenschutzerklärung", text
            if dice.random() < 0.5:
                at = world.midnight(dice.randrange(1, 130)) + timedelta(hours=dice.randrange(8, 18))
                subject = dice.choice(("Bestätigen Sie Ihre Adresse", "Passwort zurücksetzen", "Einladung zu Planwerft"))
                yield (
                    "system",
                    member.person.email,
                    at,
                    subject,
                    f"Guten Tag {member.person.name},\n\nbitte folgen Sie dem Link.\n",
                )
    for days, title in ((100, "Sommer"), (55, "Herbst"), (1, "Winter")):
        at = world.midnight(days) + timedelta(hours=10)
        for reader in readers[:30]:
            if reader.since < at:
                yield "newsletter", reader.email, at, f"Planwerft im {title}", f"Neues aus der Werft: {title}.\n"


def write_orphan(files: Path, world: World) -> None:
    """A file that no row points to, as an aborted upload leaves it."""
    day = world.days_ago(33)
    path = files / "O-20006" / f"{day:%Y-%m}" / "verwaist-0001.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7\n" + world.dice("orphan").randbytes(400))
    dated(path, midnight(day))


def records(today: date) -> tuple[Record, ...]:
    """The contracts and reports on file."""
    return (
        ("aws", "avv", date(2025, 2, 3), "", "avv-aws.pdf"),
        ("ledger-service", "avv", date(2025, 2, 10), "", "avv-belegwerk.pdf"),
        ("events-service", "avv", date(2025, 4, 22), "", "avv-kurvenblick.pdf"),
        ("events-service", "deletion", today - timedelta(days=80), "1 year", "loeschung-kurvenblick.pdf"),
        ("sentry", "avv", date(2025, 4, 29), "", "avv-sentry.pdf"),
        ("sentry", "scc", date(2025, 4, 29), "", "scc-sentry.pdf"),
        ("hubspot", "avv", date(2025, 5, 13), "", "avv-hubspot.pdf"),
        ("hubspot", "scc", date(2025, 5, 13), "", "scc-hubspot.pdf"),
        ("microsoft", "terms", date(2025, 9, 1), "", "bedingungen-microsoft.pdf"),
        ("ad-network", "agreement", date(2025, 6, 16), "", "vereinbarung-anzeigenring.pdf"),
        ("", "pentest", today - timedelta(days=120), "1 year", "pentest.pdf"),
        ("", "restore-test", today - timedelta(days=41), "90 days", "ruecksicherung.pdf"),
    )


def write_register(folder: Path, world: World) -> None:
    """The register of contracts and reports, and the documents that it names."""
    write_records(folder, world, records(world.today))
