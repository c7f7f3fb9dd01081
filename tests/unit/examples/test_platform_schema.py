"""The platform's models, its migrations and the SQL that the generators use are the same tables."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import yaml

from support.postgres import Server

PLATFORM = Path(__file__).resolve().parents[3] / "examples" / "platform"
SETTINGS = sorted(
    file.stem for file in (PLATFORM / "house" / "settings").glob("*.py") if file.stem not in {"__init__", "base", "office"}
)
HARBOUR = {"control": "control", "instance": "instance", "website": "matomo-db"}
LIFE = """
import os, sys
from importlib import import_module
import django
from django.core.management import call_command
room = import_module(os.environ["DJANGO_SETTINGS_MODULE"])
room.DATABASES["second"] = room.database(os.environ["SECOND_URL"])
django.setup()
call_command("makemigrations", check_changes=True, dry_run=True)
for alias in ("default", "second"):
    call_command("migrate", database=alias, verbosity=0)
"""


@dataclass(frozen=True)
class Migrated:
    """A database of each vendor that Django's own migrations made, and what it said about its models."""

    name: str
    sqlite: Path
    postgresql: str
    said: str


@pytest.fixture(scope="module", params=SETTINGS)
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: Server) -> Migrated:
    file = tmp_path_factory.mktemp("migrated") / "one.sqlite3"
    url = postgres_server.url(postgres_server.create())
    said = python(request.param, f"sqlite:///{file}", "-c", LIFE, SECOND_URL=url)
    return Migrated(request.param, file, url, said)


def python(settings: str, url: str, *words: str, **more: str) -> str:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": f"house.settings.{settings}", "DATABASE_URL": url} | more
    command = [sys.executable, "-W", "error", *words]
    done = subprocess.run(command, cwd=PLATFORM, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def declared(name: str) -> set[str]:
    """The tables that a company's declaration names for the database of a settings module."""
    company, system = ("live-chat", HARBOUR[name]) if name in HARBOUR else place(name)
    text = (PLATFORM.parent / company / "zusage.yml").read_text(encoding="utf-8")
    return set(yaml.safe_load(text)["systems"][system]["tables"])


def place(name: str) -> tuple[str, str]:
    """Company and system of settings called <company>_<system>."""
    folders = [path.parent.name for path in PLATFORM.parent.glob("*/zusage.yml")]
    company = next(folder for folder in folders if name.startswith(folder.replace("-", "_") + "_"))
    return company, name[len(company) + 1 :].replace("_", "-")


def sqlite_shape(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_models_have_no_change_without_migration(migrated: Migrated) -> None:
    assert "No changes detected" in migrated.said


def test_sqlite_schema_is_what_the_migrations_make(migrated: Migrated, tmp_path: Path) -> None:
    written = tmp_path / "written.sqlite3"
    with closing(sqlite3.connect(written)) as db:
        db.executescript((PLATFORM / "schema" / f"{migrated.name}.sqlite.sql").read_text(encoding="utf-8"))
    assert sqlite_shape(written) == sqlite_shape(migrated.sqlite)
    tables = {row[1] for row in sqlite_shape(written) if row[0] == "table"} - {"sqlite_sequence"}
    assert tables == declared(migrated.name) | {"django_migrations"}


def test_schema_knows_which_migrations_it_holds(migrated: Migrated, tmp_path: Path) -> None:
    written = tmp_path / "written.sqlite3"
    with closing(sqlite3.connect(written)) as db:
        db.executescript((PLATFORM / "schema" / f"{migrated.name}.sqlite.sql").read_text(encoding="utf-8"))
    query = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
    with closing(sqlite3.connect(written)) as one, closing(sqlite3.connect(migrated.sqlite)) as other:
        assert one.execute(query).fetchall() == other.execute(query).fetchall()


def test_every_vendor_has_its_schema(migrated: Migrated) -> None:
    assert (PLATFORM / "schema" / f"{migrated.name}.mysql.sql").stat().st_size > 100


def postgres_shape(url: str) -> dict[str, list[tuple[object, ...]]]:
    queries = {
        "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default,"
        " character_maximum_length, is_identity FROM information_schema.columns"
        " WHERE table_schema = 'public' ORDER BY 1, ordinal_position",
        "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    }
    with psycopg.connect(url) as db:
        return {name: db.execute(query.encode()).fetchall() for name, query in queries.items()}


def test_postgresql_schema_is_what_the_migrations_make(migrated: Migrated, postgres_server: Server) -> None:
    written = postgres_server.url(postgres_server.create())
    with psycopg.connect(written) as db:
        db.execute((PLATFORM / "schema" / f"{migrated.name}.postgresql.sql").read_bytes())
    assert postgres_shape(written) == postgres_shape(migrated.postgresql)


@pytest.mark.parametrize("company", sorted({"live-chat", *(place(name)[0] for name in SETTINGS if name not in HARBOUR)}))
def test_back_office_knows_every_model(company: str) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.apps import apps\nfrom django.conf import settings\nfrom django.contrib import admin\n"
        "from django.core.management import call_command\n"
        "own = {m for m in apps.get_models() if m._meta.app_label in settings.ROOM_OF_APP}\n"
        "call_command('check', fail_level='WARNING')\n"
        "print(sorted(m.__name__ for m in own - set(admin.site._registry)))"
    )
    said = python("office", "sqlite:///", "-c", code, COMPANY=company)
    assert said.splitlines()[-1] == ("['RolePermission', 'UserRole']" if company == "live-chat" else "[]")


def test_application_reads_what_the_generator_sealed(tmp_path: Path) -> None:
    generate = PLATFORM.parent / "live-chat" / "generate.py"
    small = ("--customers=3", "--instances=1", "--contacts=2", "--messages=8", "--log-mb=0.01", "--log-days=2")
    company = tmp_path / "company"
    subprocess.run([sys.executable, str(generate), "--into", str(company), *small], check=True, capture_output=True)
    code = (
        "import django; django.setup()\n"
        "from webhooks.models import Webhook\n"
        "hook = Webhook.objects.order_by('id')[0]\nprint(hook.kind, hook.url, hook.created_at)"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "house.settings.instance",
        "DATABASE_URL": f"sqlite:///{company}/instances/t0001.sqlite3",
        "PLATFORM_KEY_FILE": str(company / "keys" / "platform.key"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PLATFORM, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("slack https://hooks.slack.com/services/")
    assert done.stdout.strip().endswith("+00:00")
