"""What lies in folders and beside the databases: mails that were sent, the register of contracts, requests of persons."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from making.folders import dated, write_records
from making.people import person
from making.store import Sink
from making.world import World, office_hour

from company.erp import Firm, Reader
from company.phrases import WISHES

SENDER = "Nordnetz IT <post@nordnetz-it.example>"
Mail = tuple[str, str, datetime, str, str]


def write_outbox(folder: Path, world: World, known: tuple[Firm, ...], readers: tuple[Reader, ...]) -> int:
    """Copies of sent mails; the number of them."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (kind, to, at, subject, text) in enumerate(_mails(world, known, readers), 1):
        path = folder / f"{at:%Y-%m-%d}-{number:05d}.eml"
        path.write_bytes(mail(kind, to, at, subject, text, number).as_bytes())
        dated(path, at)
    return number


def _mails(world: World, known: tuple[Firm, ...], readers: tuple[Reader, ...]) -> Iterator[Mail]:
    first = world.midnight(world.today.day - 1) + timedelta(hours=8)
    for firm in known:
        name, email = firm.who.name, firm.who.email
        if firm.until is None:
            yield "invoice", email, first, "Ihre Rechnung", f"Guten Tag {name},\n\nanbei die Rechnung für diesen Monat.\n"
            at = world.midnight(95 if firm.index % 4 == 0 else 20) + timedelta(hours=9)
            yield "ticket", email, at, "Auswertung Ihrer Anfragen", f"Guten Tag {name},\n\nanbei die Übersicht des Monats.\n"
        elif 90 < (world.today - firm.until).days < 400:
            at = world.midnight((world.today - firm.until).days % 80) + timedelta(hours=10)
            text = f"Guten Tag {name},\n\nwir bestätigen die Löschung Ihrer Daten nach dem Ende der Betreuung.\n"
            yield "confirmation", email, at, "Bestätigung der Löschung", text
    for days, title in ((100, "Sommerbrief"), (55, "Herbstbrief"), (1, "Winterbrief")):
        at = world.midnight(days) + timedelta(hours=10)
        for reader in readers[:40]:
            if reader.since < at:
                yield "newsletter", reader.email, at, f"Nordnetz {title}", f"Neues zur Sicherheit: {title}.\n"


def mail(kind: str, to: str, at: datetime, subject: str, text: str, number: int) -> EmailMessage:
    """A mail as it was sent; `at` is naive UTC."""
    found = EmailMessage()
    found["From"], found["To"], found["Subject"] = SENDER, to, subject
    found["Date"] = format_datetime(at.replace(tzinfo=UTC))
    found["Message-ID"] = f"<{number}.{kind}@nordnetz-it.example>"
    found["X-Kind"] = kind
    if kind == "newsletter":
        link = f"https://www.nordnetz-it.example/newsletter/abmelden/{number:x}"
        found["List-Unsubscribe"] = f"<{link}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text += f"\nAbmelden: {link}\n"
    found.set_content(text, cte="8bit")
    return found


def write_register(folder: Path, world: World) -> None:
    """The register of contracts and reports, and the documents that it names."""
    half = timedelta(days=180)
    contracts = (
        ("datacentre", "avv", date(2025, 1, 20), "", "avv-foerde.pdf"),
        ("datacentre", "tom", date(2025, 1, 20), "", "tom-foerde.pdf"),
        ("datacentre", "audit-report", world.today - half, "1 year", "pruefbericht-foerde.pdf"),
        ("monitoring", "avv", date(2025, 2, 11), "", "avv-geraeteverwaltung.pdf"),
        ("monitoring", "tom", date(2025, 2, 11), "", "tom-geraeteverwaltung.pdf"),
        ("monitoring", "scc", date(2025, 2, 11), "", "scc-geraeteverwaltung.pdf"),
        ("monitoring", "tia", world.today - half, "1 year", "tia-geraeteverwaltung.pdf"),
        ("remote-tool", "avv", date(2025, 2, 18), "", "avv-fernhilfe.pdf"),
        ("remote-tool", "tom", date(2025, 2, 18), "", "tom-fernhilfe.pdf"),
        ("mailer", "avv", date(2025, 3, 1), "", "avv-nordpost.pdf"),
        ("mailer", "tom", date(2025, 3, 1), "", "tom-nordpost.pdf"),
        ("payroll-office", "avv", date(2025, 1, 27), "", "avv-lohnbuero.pdf"),
        ("payroll-office", "tom", date(2025, 1, 27), "", "tom-lohnbuero.pdf"),
        ("payment-service", "terms", date(2025, 4, 2), "", "bedingungen-zahlungsdienst.pdf"),
        ("tax-adviser", "terms", date(2025, 1, 15), "", "mandat-steuerberatung.pdf"),
        ("", "works-agreement", date(2025, 6, 3), "", "betriebsvereinbarung-tickets.pdf"),
        ("", "restore-test", world.today - timedelta(days=33), "90 days", "ruecksicherung.pdf"),
    )
    write_records(folder, world, contracts)


def write_controllers(file: Path, known: tuple[Firm, ...]) -> None:
    """Those for whom we work on instruction, as the annex to the processor's record takes them (Art. 30(2)(a) GDPR)."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(("name", "address", "contact", "categories", "since", "until"))
        for firm in known:
            street, postcode, city = firm.place
            where, who = f"{street}, {postcode} {city}", f"{firm.who.name}, {firm.who.email}"
            work = "Tickets, Fernwartung, Geräte, Dokumentation"
            table.writerow((firm.company, where, who, work, firm.since.isoformat(), firm.until or ""))


def fill_cases(sink: Sink, world: World) -> None:
    """One request for each right, one of them open; proofs of identity, some of them too old."""
    dice = world.dice("cases")
    for number, (kind, wish) in enumerate(WISHES.items()):
        who = person(dice, number)
        age = (200, 400, 5, 60, 1500, 30)[number]
        received = office_hour(dice, world.days_ago(age))
        closed = None if age == 5 else received + timedelta(days=12)
        refused = kind == "portability"
        outcome = None if closed is None else "refused" if refused else "granted"
        sink.add(
            "requests", None, f"V-{number + 1:04d}", kind, "mail", who.name, who.email, wish,
            "Newsletter" if kind == "objection" else "", received, received.date() + timedelta(days=30), None, "",
            closed, outcome, "" if closed is None else "Wir haben Ihren Antrag bearbeitet.",
            "Art. 20 Abs. 1 DSGVO" if refused else "", closed,
        )  # fmt: skip
        if kind in ("access", "erasure", "portability"):
            checked = received + timedelta(days=1)
            sink.add("identity_proofs", None, number + 1, "callback", "", received, checked, "confirmed")
