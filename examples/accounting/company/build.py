"""Puts the whole company into one folder (and, if asked, its databases onto a server)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from making.folders import write_backups, write_environment
from making.sealed import new_key
from making.store import Databases, open_databases
from making.weblog import Site, write_weblog
from making.world import BERLIN, World

from company import accounts, books, desk, folders, insight
from company.accounts import Member

DECLARATION = Path(__file__).resolve().parents[1] / "zusage.yml"
SITE = Site(
    ("/", "/funktionen", "/preise", "/rechnungen", "/belege", "/bank", "/login", "/datenschutz", "/static/app.css"),
    "https://www.belegwerk.example/",
)
SYSTEMS = ("app", "desk", "insight", "books", "cases")


def build_company(into: Path, world: World, database: str = "sqlite") -> dict[str, int]:
    """Generate everything below `into`, which must be empty or absent; says how much there is of what."""
    into = into.resolve()
    if into.exists() and any(into.iterdir()):
        raise FileExistsError(f"{into} is not empty; the generator never overwrites")
    into.mkdir(parents=True, exist_ok=True)
    key = new_key(world.dice("key"))
    into.joinpath("keys").mkdir()
    into.joinpath("keys", "platform.key").write_text(key + "\n", encoding="ascii")
    stores = open_databases(database, into, "belegwerk")
    try:
        members, objected = _fill_databases(stores, into, world, key)
        environment = {
            f"{name.upper()}{kind}_URL": stores.address(name) for name in SYSTEMS for kind in ("", "_APPLY", "_SETUP")
        }
    finally:
        stores.close()
    write_backups(into / "backups", world, world.size.backups)
    folders.write_register(into / "register", world)
    counts = {
        "lines": write_weblog(into / "weblog", world, SITE),
        "measurements": folders.write_metrics(into / "metrics", world, members),
        "mails": folders.write_outbox(into / "outbox", world, members, objected),
        "calls": folders.write_egress(into / "egress.jsonl", world),
    }
    if world.size.drift:
        _drift(into, world)
    write_environment(into, environment | variables(into))
    if DECLARATION.exists():
        shutil.copyfile(DECLARATION, into / "zusage.yml")
    size = world.size
    return {"accounts": size.accounts, "clients": size.clients, "events": size.events, "vouchers": size.vouchers} | counts


def _fill_databases(stores: Databases, into: Path, world: World, key: str) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    sink = stores.create("app", "accounting_app", accounts.TABLES)
    members = accounts.fill_accounts(sink, world)
    if world.size.drift:
        row = "debit", "4111111111111111", 2_490, "open", None, None
        sink.add("payments", None, sink.last["billing_customers"], "R-unbekannt", *row)
    sink.close()
    sink = stores.create("desk", "accounting_desk", desk.DESK)
    objected = desk.fill_desk(sink, world, members)
    sink.close()
    sink = stores.create("insight", "accounting_insight", insight.TABLES)
    insight.fill_insight(sink, world, members)
    if world.size.drift:
        insight.record(sink, world.dice("drift"), 1, world.utc - timedelta(days=3), "203.0.113.77")
    sink.close()
    sink = stores.create("books", "accounting_books", books.TABLES)
    books.fill_books(sink, world, members, into / "letters", key)
    sink.close()
    sink = stores.create("cases", "accounting_cases", desk.CASES)
    desk.fill_cases(sink, world, members)
    sink.close()
    return members, objected


def variables(into: Path) -> dict[str, str]:
    """Where everything lies that is no database."""
    return {
        "LETTERS_ROOT": f"{into}/letters",
        "WEBLOG_PATHS": f"{into}/weblog/access.log*",
        "METRICS_ROOT": f"{into}/metrics",
        "BACKUP_ROOT": f"{into}/backups",
        "OUTBOX_ROOT": f"{into}/outbox",
        "REGISTER_FILE": f"{into}/register/register.yml",
        "EGRESS_FILE": f"{into}/egress.jsonl",
        "PLATFORM_KEY_FILE": f"{into}/keys/platform.key",
    }


def _drift(into: Path, world: World) -> None:
    """A form that sends an address in the URL: it ends up in the log."""
    at = world.now.astimezone(BERLIN) - timedelta(minutes=5)
    with (into / "weblog" / "access.log").open("a", encoding="ascii") as file:
        request = "GET /login?email=wiebke.harms7@post.example HTTP/2.0"
        file.write(f'203.0.113.77 - - [{at:%d/%b/%Y:%H:%M:%S %z}] "{request}" 200 512 "-" "-"\n')
