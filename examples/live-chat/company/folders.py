"""What lies in folders: backups, mails that were sent, the register of contracts, an attachment without a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from making.folders import dated, write_records
from making.people import person
from making.world import World, midnight

from company.control import Control

SENDER = "Hafenchat <post@hafenchat.example>"


def write_outbox(folder: Path, world: World, control: Control) -> int:
    """Copies of sent mails; the number of them."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (kind, to, at, subject, text) in enumerate(_mails(world, control), 1):
        path = folder / f"{at:%Y-%m-%d}-{number:05d}.eml"
        path.write_bytes(_mail(kind, to, at, subject, text, number).as_bytes())
        dated(path, at)
    return number


def _mails(world: World, control: Control) -> Iterator[tuple[str, str, datetime, str, str]]:
    first = world.midnight(world.today.day - 1) + timedelta(hours=8)
    for name, email in control.payers:
        yield "invoice", email, first, "Ihre Rechnung", f"Guten Tag {name},\n\nanbei die Rechnung für diesen Monat.\n"
        at = world.midnight(80) + timedelta(hours=9)
        text = f"Guten Tag {name},\n\nwir haben unsere Datenschutzerklärung geändert. Sie finden sie im Kundenbereich.\n"
        yield "notice", email, at, "Änderung unserer Datenschutzerklärung", text
    dice = world.dice("outbox")
    for number in range(min(60, 5 + world.size.contacts // 20)):
        at = world.midnight(dice.randrange(1, 60)) + timedelta(hours=dice.randrange(8, 18))
        who = person(dice, number)
        text = f"Guten Tag {who.name},\n\nIhr Termin ist bestätigt.\n"
        yield "system", who.email, at, "Bestätigung Ihres Termins", text
    for days, title in ((100, "Sommerbrief"), (55, "Herbstbrief"), (1, "Winterbrief")):
        at = world.midnight(days) + timedelta(hours=10)
        for reader in control.readers[:40]:
            if reader.since < at:
                yield "newsletter", reader.email, at, f"Hafenchat {title}", f"Neues aus dem Hafen: {title}.\n"


def _mail(kind: str, to: str, at: datetime, subject: str, text: str, number: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDER, to, subject
    mail["Date"] = format_datetime(at.replace(tzinfo=UTC))
    mail["Message-ID"] = f"<{number}.{kind}@hafenchat.example>"
    mail["X-Kind"] = kind
    if kind == "newsletter":
        link = f"https://www.hafenchat.example/newsletter/abmelden/{number:08x}"
        mail["List-Unsubscribe"] = f"<{link}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text += f"\nAbmelden: {link}\n"
    mail.set_content(text, cte="8bit")
    if kind == "invoice":
        mail.add_attachment(b"%PDF-1.7\n", maintype="application", subtype="pdf", filename="Rechnung.pdf")
        mail.set_boundary(f"rechnung-{number}")
    return mail


def write_orphan(media: Path, world: World, instance: str) -> Path:
    """A file that no attachment points to, as an aborted upload leaves it."""
    day = world.days_ago(33)
    path = media / instance / f"{day:%Y/%m}" / "verwaist-0001.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7\n" + world.dice("orphan").randbytes(400))
    dated(path, midnight(day))
    return path


def write_register(folder: Path, world: World) -> None:
    """The register of contracts and reports, and the documents that it names."""
    folder.mkdir(parents=True, exist_ok=True)
    year = timedelta(days=365)
    records = (
        ("datacentre", "avv", date(2025, 1, 10), "", "avv-rechenzentrum.pdf"),
        ("datacentre", "audit-report", world.today - year / 2, "1 year", "pruefbericht-rechenzentrum.pdf"),
        ("mailer", "avv", date(2025, 3, 1), "", "avv-nordpost.pdf"),
        ("brevo", "avv", date(2025, 3, 1), "", "avv-brevo.pdf"),
        ("gocardless", "terms", date(2025, 4, 2), "", "bedingungen-gocardless.pdf"),
        ("", "pentest", world.today - year / 3, "1 year", "pentest.pdf"),
        ("", "restore-test", world.today - timedelta(days=41), "90 days", "ruecksicherung.pdf"),
    )
    write_records(folder, world, records)
