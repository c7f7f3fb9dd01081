"""What lies in folders: received and sent mails, the register of contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from making.folders import dated, write_records
from making.people import person
from making.world import World

from company.office import CANARY, Client
from company.phrases import MAILS
from company.site import ISSUES, Reader

SENDER = "Klarwerk <post@klarwerk.example>"


def write_mailbox(folder: Path, world: World) -> int:
    """Enquiries by mail, notes of telephone calls, faxes; one in six has been there for too long."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = world.dice("mailbox")
    for number in range(1, world.size.mails + 1):
        days = dice.randrange(186, 330) if number % 6 == 0 else dice.randrange(0, 176)
        at = min(world.midnight(days) + timedelta(hours=dice.randrange(7, 19)), world.utc)
        who = CANARY if number == 1 else person(dice, number)
        subject, text = dice.choice(MAILS)
        mail = message(
            who.email, "post@klarwerk.example", at, subject, f"Guten Tag,\n\n{text}\n".replace("{name}", who.last)
        )
        put(folder, at, number, mail)
    return int(world.size.mails)


def write_outbox(folder: Path, world: World, readers: Sequence[Reader], clients: Sequence[Client]) -> int:
    """Copies of sent mails; the number of them."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (kind, to, at, subject, text) in enumerate(_mails(world, readers, clients), 1):
        put(folder, at, number, outgoing(kind, to, at, subject, text, number))
    return number


def _mails(
    world: World, readers: Sequence[Reader], clients: Sequence[Client]
) -> Iterator[tuple[str, str, datetime, str, str]]:
    for days, title in ISSUES:
        at = world.midnight(days) + timedelta(hours=9)
        for reader in readers[:60]:
            if reader.since < at:
                yield "newsletter", reader.email, at, f"Klarwerk {title}", f"Neues aus der Werkstatt: {title}.\n"
    for client in clients:
        at = world.midnight(20) + timedelta(hours=10)
        yield "offers", client.email, at, "Eine Schulung, die zu Ihnen passt", f"Guten Tag {client.name},\n\nim Frühjahr …\n"
    dice = world.dice("outbox")
    for number in range(min(80, 10 + world.size.appointments)):
        at = world.midnight(dice.randrange(1, 88)) + timedelta(hours=dice.randrange(8, 18))
        yield (
            "system",
            person(dice, number).email,
            at,
            "Bestätigung Ihres Termins",
            "Guten Tag,\n\nIhr Termin ist bestätigt.\n",
        )


def message(sender: str, to: str, at: datetime, subject: str, text: str) -> EmailMessage:
    """A plain mail; `at` is naive UTC."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(at.replace(tzinfo=UTC))
    mail.set_content(text, cte="8bit")
    return mail


def outgoing(kind: str, to: str, at: datetime, subject: str, text: str, number: int) -> EmailMessage:
    """A mail of ours; advertising carries a way out, except one that somebody sent by hand (`plain`)."""
    link = f"https://www.klarwerk.example/newsletter/abmelden/{number:08x}"
    text += f"\nAbmelden: {link}\n" if kind in ("newsletter", "offers") else ""
    mail = message(SENDER, to, at, subject, text)
    mail["Message-ID"] = f"<{number}.{kind}@klarwerk.example>"
    mail["X-Kind"] = "newsletter" if kind == "plain" else kind
    if kind in ("newsletter", "offers"):
        mail["List-Unsubscribe"] = f"<{link}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def put(folder: Path, at: datetime, number: int, mail: EmailMessage) -> None:
    """A mail as a file that is named by its day."""
    path = folder / f"{at:%Y-%m-%d}-{number:05d}.eml"
    path.write_bytes(mail.as_bytes())
    dated(path, at)


def records(today: date, restored: int = 41) -> tuple[tuple[str, str, date, str, str], ...]:
    """Contracts and reports on file; the last restore was tried `restored` days ago."""
    return (
        ("cloudhost", "avv", date(2025, 4, 1), "", "avv-wolkenhost.pdf"),
        ("salesforce", "avv", date(2025, 6, 2), "", "avv-salesforce.pdf"),
        ("brevo", "avv", date(2025, 3, 1), "", "avv-brevo.pdf"),
        ("calendar-service", "avv", date(2025, 6, 12), "", "avv-calendly.pdf"),
        ("hcaptcha", "avv", date(2025, 7, 7), "", "avv-hcaptcha.pdf"),
        ("leadinfo", "avv", date(2025, 7, 7), "", "avv-leadinfo.pdf"),
        ("zoom", "avv", date(2025, 6, 20), "", "avv-konferenz.pdf"),
        ("zoom", "scc", date(2025, 6, 20), "", "scc-konferenz.pdf"),
        ("google-ads", "terms", date(2025, 6, 3), "", "bedingungen-google-ads.pdf"),
        ("tax-adviser", "terms", date(2025, 1, 8), "", "mandat-steuerkanzlei.pdf"),
        ("linkedin", "joint", date(2025, 6, 3), "", "vereinbarung-linkedin.pdf"),
        ("", "restore-test", today - timedelta(days=restored), "90 days", "ruecksicherung.pdf"),
    )


def write_register(folder: Path, world: World) -> None:
    """The register of contracts and reports, and the documents that it names."""
    write_records(folder, world, records(world.today))
