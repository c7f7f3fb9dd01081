"""Puts the whole company into one folder (and, if asked, its databases onto a server)."""

from __future__ import annotations

import shutil
from pathlib import Path

from making.folders import write_backups, write_environment
from making.sealed import new_key
from making.store import Databases, open_databases
from making.weblog import Site, write_weblog
from making.world import World

from company.app import TABLES as APP
from company.app import App, fill_app
from company.content import TABLES as CONTENT
from company.content import fill_content
from company.folders import write_orphan, write_outbox, write_register
from company.insight import CASES, fill_cases, fill_insight
from company.insight import TABLES as INSIGHT
from company.sales import TABLES as SALES
from company.sales import Reader, fill_sales

DECLARATION = Path(__file__).resolve().parents[1] / "zusage.yml"
DATABASES = ("app", "content", "sales", "insight", "cases")
SITE = Site(
    ("/", "/funktionen", "/preise", "/datenschutz", "/login", "/registrieren", "/board", "/static/app.css"),
    "https://www.planwerft.example/",
)


def build_company(into: Path, world: World, database: str = "sqlite") -> dict[str, int]:
    """Generate everything below `into`, which must be empty or absent; says how much there is of what."""
    into = into.resolve()
    if into.exists() and any(into.iterdir()):
        raise FileExistsError(f"{into} is not empty; the generator never overwrites")
    into.mkdir(parents=True, exist_ok=True)
    key = new_key(world.dice("key"))
    into.joinpath("keys").mkdir()
    into.joinpath("keys", "platform.key").write_text(key + "\n", encoding="ascii")
    stores = open_databases(database, into, "planwerft")
    try:
        pepper = world.dice("pepper").randbytes(32)
        app, readers, files = _fill_databases(stores, into, world, key, pepper)
        environment = addresses(stores) | {"SUPPRESSION_KEY": pepper.hex()}
    finally:
        stores.close()
    write_orphan(into / "files", world)
    write_backups(into / "backups", world, world.size.backups)
    write_register(into / "register", world)
    lines = write_weblog(into / "weblog", world, SITE)
    mails = write_outbox(into / "outbox", world, app, readers)
    write_environment(into, environment | folders(into))
    shutil.copyfile(DECLARATION, into / "zusage.yml")
    size = world.size
    accounts = sum(1 for _ in app.members)
    counts = {"organisations": size.organisations, "accounts": accounts, "tasks": size.tasks, "events": size.events}
    return counts | {"files": files, "lines": lines, "mails": mails}


def _fill_databases(
    stores: Databases, into: Path, world: World, key: str, pepper: bytes
) -> tuple[App, tuple[Reader, ...], int]:
    sink = stores.create("app", "projects_app", APP)
    app = fill_app(sink, world, key)
    sink.close()
    sink = stores.create("content", "projects_content", CONTENT)
    files = fill_content(sink, world, app.organisations, into / "files")
    sink.close()
    sink = stores.create("sales", "projects_sales", SALES)
    readers = fill_sales(sink, world, pepper)
    sink.close()
    sink = stores.create("insight", "projects_insight", INSIGHT)
    fill_insight(sink, world, app)
    sink.close()
    sink = stores.create("cases", "projects_cases", CASES)
    fill_cases(sink, world, app)
    sink.close()
    return app, readers, files


def addresses(stores: Databases) -> dict[str, str]:
    """Probe, apply and setup are one role here."""
    found = {}
    for name in DATABASES:
        at = stores.address(name)
        found |= {f"{name.upper()}_URL": at, f"{name.upper()}_APPLY_URL": at, f"{name.upper()}_SETUP_URL": at}
    return found


def folders(into: Path) -> dict[str, str]:
    """The variables that name folders and files."""
    return {
        "FILES_ROOT": f"{into}/files",
        "WEBLOG_PATHS": f"{into}/weblog/access.log*",
        "BACKUP_ROOT": f"{into}/backups",
        "OUTBOX_ROOT": f"{into}/outbox",
        "REGISTER_FILE": f"{into}/register/register.yml",
        "EGRESS_FILE": f"{into}/egress.jsonl",
        "PLATFORM_KEY_FILE": f"{into}/keys/platform.key",
    }
