"""The platform's models, its migrations and the SQL that the generator uses are the same tables."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from support.postgres import Server

PLATFORM = Path(__file__).resolve().parents[3] / "examples" / "platform"
SCHEMAS = {
    "control": "consents customers enquiries instances invoices letters mandates notices_sent plans subscribers suppressed",
    "instance": "articles attachments audit bookings contacts conversations messages permissions role_permissions roles "
    "statistics tickets user_roles users webhooks",
    "website": "reports",
}


def manage(settings: str, url: str, *words: str) -> str:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": f"house.settings.{settings}", "DATABASE_URL": url}
    command = [sys.executable, "-W", "error", "manage.py", *words]
    done = subprocess.run(command, cwd=PLATFORM, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def sqlite_shape(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.mark.parametrize("name", SCHEMAS)
def test_models_have_no_change_without_migration(name: str) -> None:
    assert "No changes detected" in manage(name, "sqlite:///", "makemigrations", "--check", "--dry-run")


@pytest.mark.parametrize("name", SCHEMAS)
def test_sqlite_schema_is_what_the_migrations_make(name: str, tmp_path: Path) -> None:
    migrated, written = tmp_path / "migrated.sqlite3", tmp_path / "written.sqlite3"
    manage(name, f"sqlite:///{migrated}", "migrate", "-v0")
    with closing(sqlite3.connect(written)) as db:
        db.executescript((PLATFORM / "schema" / f"{name}.sqlite.sql").read_text())
    assert sqlite_shape(written) == sqlite_shape(migrated)
    tables = {row[1] for row in sqlite_shape(written) if row[0] == "table"} - {"sqlite_sequence", "django_migrations"}
    assert tables == set(SCHEMAS[name].split())
    assert "[ ]" not in manage(name, f"sqlite:///{written}", "showmigrations")


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


@pytest.mark.parametrize("name", SCHEMAS)
def test_postgresql_schema_is_what_the_migrations_make(name: str, postgres_server: Server) -> None:
    migrated, written = postgres_server.url(postgres_server.create()), postgres_server.url(postgres_server.create())
    manage(name, migrated, "migrate", "-v0")
    with psycopg.connect(written) as db:
        db.execute((PLATFORM / "schema" / f"{name}.postgresql.sql").read_bytes())
    assert postgres_shape(written) == postgres_shape(migrated)


def test_back_office_knows_every_model() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.apps import apps\nfrom django.contrib import admin\n"
        "own = {m for m in apps.get_models() if m._meta.app_label in {'customers', 'billing', 'enquiries', 'newsletter',"
        " 'accounts', 'support', 'knowledge', 'booking', 'webhooks', 'audit', 'website'}}\n"
        "print(sorted(m.__name__ for m in own - set(admin.site._registry)))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "house.settings.office"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PLATFORM, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['RolePermission', 'UserRole']"
    manage("office", "sqlite:///", "check", "--fail-level", "WARNING")


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
