"""Puts the whole company into one folder (and, if asked, its databases onto a server)."""

from __future__ import annotations

import shutil
from pathlib import Path

from making.folders import write_backups, write_environment
from making.sealed import new_key
from making.store import Databases, open_databases
from making.weblog import Site, write_weblog
from making.world import World, shares

from company.control import TABLES as CONTROL
from company.control import Control, Live, fill_control
from company.folders import write_orphan, write_outbox, write_register
from company.instance import TABLES as INSTANCE
from company.instance import Instance

DECLARATION = Path(__file__).resolve().parents[1] / "zusage.yml"
SITE = Site(
    (
        "/",
        "/funktionen",
        "/preise",
        "/kontakt",
        "/datenschutz",
        "/hilfe/chat",
        "/hilfe/buchung",
        "/static/app.css",
        "/login",
    ),
    "https://www.hafenchat.example/",
)
PAGES = ("/", "/funktionen", "/preise", "/kontakt", "/hilfe")


def build_company(into: Path, world: World, database: str = "sqlite") -> dict[str, int]:
    """Generate everything below `into`, which must be empty or absent; says how much there is of what."""
    into = into.resolve()
    if into.exists() and any(into.iterdir()):
        raise FileExistsError(f"{into} is not empty; the generator never overwrites")
    into.mkdir(parents=True, exist_ok=True)
    key = new_key(world.dice("key"))
    into.joinpath("keys").mkdir()
    into.joinpath("keys", "platform.key").write_text(key + "\n", encoding="ascii")
    stores = open_databases(database, into, "hafenchat")
    try:
        control = _fill_databases(stores, into, world, key)
        environment = _addresses(stores)
    finally:
        stores.close()
    write_backups(into / "backups", world, world.size.backups)
    write_register(into / "register", world)
    counts = {"lines": write_weblog(into / "weblog", world, SITE), "mails": write_outbox(into / "outbox", world, control)}
    write_environment(into, environment | _folders(into))
    _write_cases(into, world, control)
    if DECLARATION.exists():
        shutil.copyfile(DECLARATION, into / "zusage.yml")
    size = world.size
    return {
        "customers": size.customers,
        "instances": size.instances,
        "contacts": size.contacts,
        "messages": size.messages,
    } | counts


def _fill_databases(stores: Databases, into: Path, world: World, key: str) -> Control:
    sink = stores.create("control", "control", CONTROL)
    control = fill_control(sink, world, key)
    sink.close()
    weights = [_weight(world, live) for live in control.instances]
    contacts, messages = shares(world.size.contacts, weights), shares(world.size.messages, weights)
    for live, people, lines in zip(control.instances, contacts, messages, strict=True):
        sink = stores.create(f"instances/{live.id}", "instance", INSTANCE)
        Instance(sink, world, live, into / "media", key).fill(people, lines)
        sink.close()
    write_orphan(into / "media", world, control.instances[0].id)
    _fill_website(stores, world)
    return control


def _weight(world: World, live: Live) -> float:
    size = world.dice(f"weight/{live.id}").uniform(0.7, 1.6)
    return size * (0.5 if live.state == "readonly" else 1.0)


def _fill_website(stores: Databases, world: World) -> None:
    sink = stores.create("website", "website", {"reports": "id day page views seconds"})
    dice = world.dice("website")
    for age in range(world.size.log_days, 0, -1):
        for page in PAGES:
            views = dice.randrange(20, 400)
            sink.add("reports", None, world.days_ago(age), page, views, views * dice.randrange(15, 90))
    sink.close()


def _addresses(stores: Databases) -> dict[str, str]:
    """Probe, apply and setup are one role here; the application has one of its own for each instance."""
    control, instance = stores.address("control"), stores.address("instances/{id}")
    return {
        "CONTROL_URL": control,
        "CONTROL_APPLY_URL": control,
        "CONTROL_SETUP_URL": control,
        "INSTANCE_URL_TEMPLATE": instance,
        "INSTANCE_APPLY_URL_TEMPLATE": instance,
        "INSTANCE_SETUP_URL_TEMPLATE": instance,
        "INSTANCE_APP_URL_TEMPLATE": stores.address("instances/{id}", app=True),
        "MATOMO_URL": stores.address("website"),
    }


def _folders(into: Path) -> dict[str, str]:
    return {
        "MEDIA_ROOT_TEMPLATE": f"{into}/media/{{id}}",
        "WEBLOG_PATHS": f"{into}/weblog/access.log*",
        "BACKUP_ROOT": f"{into}/backups",
        "OUTBOX_ROOT": f"{into}/outbox",
        "REGISTER_FILE": f"{into}/register/register.yml",
        "EGRESS_FILE": f"{into}/egress.jsonl",
        "PLATFORM_KEY_FILE": f"{into}/keys/platform.key",
    }


def _write_cases(into: Path, world: World, control: Control) -> None:
    """Holds that somebody could ask for here: a chat in dispute, a police enquiry about a day of the log."""
    ended = [live for live in control.instances if live.state == "readonly"]
    instance = ended[-1].id if ended else control.instances[0].id
    since, until = (world.days_ago(days) for days in (101, 100))
    text = f"""# Cases that ask for a hold (zusage hold add). Reasons are words for the vault, never for a plan.
- {{kind: analysis, system: weblog, since: {world.days_ago(9)}, until: {world.days_ago(8)}, reason: Ausfall der Anmeldung}}
- {{kind: police, system: weblog, since: {since}, until: {until}, reason: Anfrage der Polizei zu einem Tag}}
- {{kind: dispute, system: instance, instance: {instance}, table: contacts, key: 1, reason: Streit um eine Lieferung}}
"""
    (into / "cases.yml").write_text(text, encoding="utf-8")
