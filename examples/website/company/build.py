"""Puts the whole company into one folder (and, if asked, its databases onto a server)."""

from __future__ import annotations

import shutil
from pathlib import Path

from making.folders import write_backups, write_environment
from making.people import Person
from making.store import Databases, open_databases
from making.weblog import Site, write_weblog
from making.world import World

from company.drift import drift_files, drift_rows
from company.folders import write_mailbox, write_outbox, write_register
from company.gatherings import fill_events, fill_meetings
from company.office import CASES, CRM, PEOPLE, Client, fill_cases, fill_crm, fill_people
from company.phrases import PAGES
from company.site import TABLES as SITE
from company.site import Reader, fill_appointments, fill_choices, fill_enquiries, fill_newsletter
from company.visits import TABLES as VISITS
from company.visits import fill_visits

DECLARATION = Path(__file__).resolve().parents[1] / "zusage.yml"
WEB = Site((*PAGES, "/static/site.css"), "https://www.klarwerk.example/")
DATABASES = {"site": SITE, "crm": CRM, "people": PEOPLE, "cases": CASES, "visits": VISITS}
VARIABLE = {"visits": "MATOMO"}


def build_company(into: Path, world: World, database: str = "sqlite") -> dict[str, int]:
    """Generate everything below `into`, which must be empty or absent; says how much there is of what."""
    into = into.resolve()
    if into.exists() and any(into.iterdir()):
        raise FileExistsError(f"{into} is not empty; the generator never overwrites")
    into.mkdir(parents=True, exist_ok=True)
    key = f"{world.dice('suppression').getrandbits(256):064x}"
    stores = open_databases(database, into, "klarwerk")
    try:
        readers, clients, again = _fill_databases(stores, into, world, key)
        environment = addresses(stores) | folders(into) | {"SUPPRESSION_KEY": key}
    finally:
        stores.close()
    write_backups(into / "backups", world, world.size.backups)
    write_register(into / "register", world)
    mails = write_mailbox(into / "mailbox", world) + write_outbox(into / "outbox", world, readers, clients)
    counts = {"lines": write_weblog(into / "weblog", world, WEB), "mails": mails}
    if world.size.drift:
        drift_files(into, world, readers, again)
    write_environment(into, environment)
    _write_cases(into, world)
    shutil.copyfile(DECLARATION, into / "zusage.yml")
    size = world.size
    return {"clients": size.clients, "subscribers": size.subscribers, "visits": size.visits} | counts


def _fill_databases(
    stores: Databases, into: Path, world: World, key: str
) -> tuple[list[Reader], list[Client], list[Person]]:
    sinks = {name: stores.create(name, f"website_{name}", tables) for name, tables in DATABASES.items()}
    site = sinks["site"]
    fill_enquiries(site, world)
    readers = fill_newsletter(site, world, key)
    fill_choices(site, world)
    fill_appointments(site, world)
    fill_meetings(site, world, into / "recordings", into / "shared")
    fill_events(site, world)
    clients = fill_crm(sinks["crm"], world)
    fill_people(sinks["people"], world, into / "applications")
    fill_cases(sinks["cases"], world)
    fill_visits(sinks["visits"], world)
    again = drift_rows(site, sinks["visits"], world, key) if world.size.drift else []
    for sink in sinks.values():
        sink.close()
    return readers, clients, again


def addresses(stores: Databases) -> dict[str, str]:
    """Probe, apply and setup are one role here."""
    found = {}
    for name in DATABASES:
        prefix = VARIABLE.get(name, name.upper())
        found |= {f"{prefix}_{role}": stores.address(name) for role in ("URL", "APPLY_URL", "SETUP_URL")}
    return found


def folders(into: Path) -> dict[str, str]:
    """The variables that name folders and files."""
    return {
        "RECORDINGS_ROOT": f"{into}/recordings",
        "SHARED_ROOT": f"{into}/shared",
        "APPLICATION_FILES_ROOT": f"{into}/applications",
        "MAILBOX_ROOT": f"{into}/mailbox",
        "OUTBOX_ROOT": f"{into}/outbox",
        "WEBLOG_PATHS": f"{into}/weblog/access.log*",
        "BACKUP_ROOT": f"{into}/backups",
        "REGISTER_FILE": f"{into}/register/register.yml",
        "EGRESS_FILE": f"{into}/egress.jsonl",
    }


def _write_cases(into: Path, world: World) -> None:
    """Holds that somebody could ask for here."""
    since, until = world.days_ago(9), world.days_ago(8)
    text = f"""# Cases that ask for a hold (zusage hold add). Reasons are words for the vault, never for a plan.
- {{kind: incident, system: weblog, since: {since}, until: {until}, reason: Auffällige Anfragen an einem Tag}}
- {{kind: dispute, system: crm, table: contacts, key: 4, reason: Streit um eine Rechnung}}
- {{kind: dispute, system: people, table: applications, key: 1, reason: Klage nach einer Absage}}
"""
    (into / "cases.yml").write_text(text, encoding="utf-8")
