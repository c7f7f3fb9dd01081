"""What lies in folders: measurements, mails that were sent, what left the house, the register of contracts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from making.folders import dated, write_records
from making.world import World, midnight

from company.accounts import Member

SENDER = "Belegwerk <post@belegwerk.example>"
MEASURED = 40
"""Days of measurements; more than 30 should not be there."""
HOSTS = ("api.taktrechnung.example", "api.postwagen.example", "app.stimmungsbild.example", "track.partnernetz.example")


def write_metrics(folder: Path, world: World, members: tuple[Member, ...]) -> int:
    """One file a day with response times, some labelled with an account; the number of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for age in range(MEASURED, -1, -1):
        day = world.days_ago(age)
        path, dice = folder / f"{day:%Y-%m-%d}.jsonl", world.dice(f"metrics/{day}")
        with path.open("w", encoding="utf-8") as file:
            for step in range(24):
                labels = {"host": f"web-{step % 4}", "account": members[dice.randrange(len(members))].number}
                row = {"at": (midnight(day) + timedelta(hours=step)).isoformat() + "Z", "p95_ms": dice.randrange(80, 900)}
                file.write(json.dumps(row | labels) + "\n")
                total += 1
        dated(path, midnight(day) + timedelta(days=1))
    return total


def write_outbox(folder: Path, world: World, members: tuple[Member, ...], objected: tuple[Member, ...]) -> int:
    """Copies of sent mails; the number of them."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (kind, member, at) in enumerate(_mails(world, members, objected), 1):
        write_mail(folder / f"{at:%Y-%m-%d}-{number:05d}.eml", kind, member.name, member.email, at, number)
    return number


def _mails(
    world: World, members: tuple[Member, ...], objected: tuple[Member, ...]
) -> Iterator[tuple[str, Member, datetime]]:
    dice, quiet = world.dice("outbox"), {member.email for member in objected}
    for member in members[:90]:
        if member.kind == "paying":
            yield "invoice", member, world.midnight(dice.choice((3, 40, 80, 100))) + timedelta(hours=8)
        if member.kind in ("trial", "paying") and (member.email not in quiet or world.size.drift):
            at = world.midnight(1) + timedelta(hours=dice.randrange(8, 17))
            if at > member.since:
                yield "hint", member, at
        if member.kind == "pending":
            yield "confirmation", member, member.since


def write_mail(path: Path, kind: str, name: str, to: str, at: datetime, number: int) -> None:
    """One mail as it was sent."""
    subject, text = {
        "invoice": ("Ihre Rechnung", "anbei finden Sie Ihre Rechnung."),
        "hint": ("Ein Schritt ist noch offen", "in Ihrem Konto fehlt noch ein Logo für Ihre Rechnungen."),
        "confirmation": ("Bitte bestätigen Sie Ihre E-Mail-Adresse", "ein Klick genügt."),
    }[kind]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SENDER, to, subject
    mail["Date"] = format_datetime(at.replace(tzinfo=UTC))
    mail["Message-ID"] = f"<{number}.{kind}@belegwerk.example>"
    mail["X-Kind"] = kind
    body = f"Guten Tag {name},\n\n{text}\n"
    if kind == "hint":
        link = f"https://my.belegwerk.example/hinweise/abbestellen/{number:08x}"
        mail["List-Unsubscribe"] = f"<{link}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        body += f"\nKeine Hinweise mehr: {link}\n"
    mail.set_content(body, cte="8bit")
    path.write_bytes(mail.as_bytes())
    dated(path, at)


def write_egress(path: Path, world: World) -> int:
    """What left the house as the proxy saw it: time, host, method, names of the fields. The number of calls."""
    dice, fields = (
        world.dice("egress"),
        {"api.taktrechnung.example": ["first_name", "last_name", "email", "tariff", "amount"]},
    )
    hosts = (*HOSTS, "polyfill.io") if world.size.drift else HOSTS
    rows = []
    for number in range(60):
        host = hosts[number % len(hosts)]
        at = world.utc - timedelta(minutes=60 - number + dice.randrange(30))
        rows.append({"at": at.isoformat() + "Z", "host": host, "method": "POST", "fields": fields.get(host, ["id"])})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def write_register(folder: Path, world: World) -> None:
    """The register of contracts and reports, and the documents that it names."""
    records = (
        ("aws", "avv", date(2025, 2, 1), "", "avv-aws.pdf"),
        ("billing-service", "avv", date(2025, 3, 3), "", "avv-taktrechnung.pdf"),
        ("mailer", "avv", date(2025, 3, 10), "", "avv-postwagen.pdf"),
        ("letter-shop", "avv", date(2025, 5, 5), "", "avv-briefwerk.pdf", "delete_after_dispatch"),
        ("chat-service", "avv", date(2025, 4, 1), "", "avv-chat.pdf"),
        ("chat-service", "scc", date(2025, 4, 1), "", "klauseln-chat.pdf"),
        ("analytics-service", "avv", date(2025, 4, 8), "", "avv-auswertung.pdf"),
        ("analytics-service", "scc", date(2025, 4, 8), "", "klauseln-auswertung.pdf"),
        ("survey-service", "avv", date(2025, 5, 20), "", "avv-umfrage.pdf"),
        ("recording-service", "avv", date(2025, 5, 20), "", "avv-aufzeichnung.pdf", "no_sale"),
        ("guide-service", "avv", date(2025, 6, 10), "", "avv-wegweiser.pdf"),
        ("paypal", "terms", date(2025, 3, 3), "", "bedingungen-paypal.pdf"),
        ("affiliate-network", "agreement", date(2025, 3, 17), "", "vereinbarung-partnernetz.pdf"),
        ("", "restore-test", world.today - timedelta(days=35), "90 days", "ruecksicherung.pdf"),
    )
    write_records(folder, world, records)
