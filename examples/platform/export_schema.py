"""Write the SQL of all migrations into schema/<settings>.<vendor>.sql, for programs that want the tables without Django.

Usage: DATABASE_URL=postgresql://… python export_schema.py control    (the database must be empty; it stays empty)
"""

import os
import sys
from pathlib import Path

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

HERE = Path(__file__).resolve().parent


def statements() -> list[str]:
    """Every statement that `migrate` runs on an empty database, and the rows by which Django knows that it has run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(MigrationRecorder.Migration)
    collected = list(editor.collected_sql)
    state = executor.loader.project_state(nodes=[])
    for migration, _ in plan:
        with connection.schema_editor(collect_sql=True) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        collected += [line for line in editor.collected_sql if not line.startswith("--")]
    for migration, _ in plan:
        row = f"('{migration.app_label}', '{migration.name}', '2015-01-01 00:00:00')"
        collected.append(f"INSERT INTO django_migrations (app, name, applied) VALUES {row};")
    return collected


def main(name: str) -> None:
    """Write the file of one settings module for the vendor of DATABASE_URL."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"house.settings.{name}"
    django.setup()
    target = HERE / "schema" / f"{name}.{connection.vendor}.sql"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join(statements()) + "\n", encoding="utf-8")
    print(target.relative_to(HERE))


if __name__ == "__main__":
    main(sys.argv[1])
