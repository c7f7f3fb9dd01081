"""Puts the whole company into one folder (and, if asked, its databases onto a server)."""

from __future__ import annotations

import shutil
from pathlib import Path

from making.folders import write_backups, write_environment
from making.sealed import new_key
from making.store import Databases, open_databases
from making.weblog import Site, write_weblog
from making.world import World

from company.desk import Desk
from company.erp import Firm, Reader, fill_erp, firms
from company.folders import fill_cases, write_controllers, write_outbox, write_register
from company.people import fill_people, workers
from company.size import CASES, DESK, ERP, PEOPLE

DECLARATION = Path(__file__).resolve().parents[1] / "zusage.yml"
SITE = Site(
    ("/", "/leistungen", "/bestellen", "/fernhilfe", "/karriere", "/datenschutz", "/static/seite.css"),
    "https://www.nordnetz-it.example/",
)
ROOMS = ("erp", "desk", "people", "cases")


def build_company(into: Path, world: World, database: str = "sqlite") -> dict[str, int]:
    """Generate everything below `into`, which must be empty or absent; says how much there is of what."""
    into = into.resolve()
    if into.exists() and any(into.iterdir()):
        raise FileExistsError(f"{into} is not empty; the generator never overwrites")
    into.mkdir(parents=True, exist_ok=True)
    key = write_key(into, world)
    stores = open_databases(database, into, "nordnetz")
    try:
        known, readers = _fill_databases(stores, into, world, key)
        addresses = {name: stores.address(name) for name in ROOMS}
    finally:
        stores.close()
    write_backups(into / "backups", world, world.size.backups)
    write_register(into / "register", world)
    write_controllers(into / "register" / "controllers.csv", known)
    counts = {
        "lines": write_weblog(into / "weblog", world, SITE),
        "mails": write_outbox(into / "outbox", world, known, readers),
    }
    write_variables(into, addresses)
    _write_cases(into, world)
    if DECLARATION.exists():
        shutil.copyfile(DECLARATION, into / "zusage.yml")
    return {"clients": len(known), "tickets": world.size.tickets, "staff": world.size.staff} | counts


def write_key(into: Path, world: World) -> str:
    """The key of sealed columns, in a file outside the databases."""
    key = new_key(world.dice("key"))
    into.joinpath("keys").mkdir()
    into.joinpath("keys", "platform.key").write_text(key + "\n", encoding="ascii")
    return key


def _fill_databases(stores: Databases, into: Path, world: World, key: str) -> tuple[tuple[Firm, ...], tuple[Reader, ...]]:
    known, team = tuple(firms(world)), tuple(workers(world))
    sink = stores.create("erp", "it_services_erp", ERP)
    readers = fill_erp(sink, world, known)
    sink.close()
    sink = stores.create("desk", "it_services_desk", DESK)
    technicians = tuple(worker for worker in team if worker.job == "Technik")
    Desk(sink, world, key, into / "protocols").fill(known, technicians)
    sink.close()
    sink = stores.create("people", "it_services_people", PEOPLE)
    fill_people(sink, world, team, key)
    sink.close()
    sink = stores.create("cases", "it_services_cases", CASES)
    fill_cases(sink, world)
    sink.close()
    return known, readers


def write_variables(into: Path, addresses: dict[str, str]) -> None:
    """zusage.env; probe, apply and setup are one role here."""
    kinds = ("URL", "APPLY_URL", "SETUP_URL")
    values = {f"{name.upper()}_{kind}": address for name, address in addresses.items() for kind in kinds}
    folders = {
        "WEBLOG_PATHS": f"{into}/weblog/access.log*",
        "SESSION_LOG_ROOT": f"{into}/protocols",
        "BACKUP_ROOT": f"{into}/backups",
        "OUTBOX_ROOT": f"{into}/outbox",
        "REGISTER_FILE": f"{into}/register/register.yml",
        "EGRESS_FILE": f"{into}/egress.jsonl",
        "PLATFORM_KEY_FILE": f"{into}/keys/platform.key",
    }
    write_environment(into, values | folders)


def _write_cases(into: Path, world: World) -> None:
    """Holds that somebody could ask for here: a client in dispute, an incident on two days of the log."""
    lines = (
        ("incident", "system: weblog", 9, 8, "Anmeldungen aus dem Ausland"),
        ("incident", "system: session-logs", 400, 390, "Nachfrage eines Kunden"),
    )
    text = "# Cases that ask for a hold (zusage hold add). Reasons are words for the vault, never for a plan.\n"
    for kind, place, since, until, reason in lines:
        days = f"since: {world.days_ago(since)}, until: {world.days_ago(until)}"
        text += f"- {{kind: {kind}, {place}, {days}, reason: {reason}}}\n"
    text += "- {kind: dispute, system: erp, table: contacts, key: 6, reason: Streit um eine Rechnung}\n"
    (into / "cases.yml").write_text(text, encoding="utf-8")
