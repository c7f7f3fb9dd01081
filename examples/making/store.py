"""Where rows go: SQLite files, or databases of PostgreSQL or MariaDB, made from the platform's schema.

Law: rows are written in small groups, parents before children, and forgotten; memory does not grow with their number.
Instants are naive UTC; a SQLite file and MariaDB hold them as Django writes them, PostgreSQL as timestamptz.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

SCHEMA = Path(__file__).resolve().parents[1] / "platform" / "schema"
GROUP = 4_000


class Databases(Protocol):
    """A place for databases."""

    def create(self, name: str, schema: str, tables: Mapping[str, str]) -> Sink: ...
    def address(self, name: str, app: bool = False) -> str: ...
    def close(self) -> None: ...


class Sink:
    """Rows on their way into one database. `tables` maps each table to its columns, parents first."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self.tables = {table: columns.split() for table, columns in tables.items()}
        self._waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in tables}
        self._count = 0
        self.last: dict[str, int] = {}

    def add(self, table: str, *values: Any) -> int:
        """Add a row; a table whose first column is `id` and whose value is None gets the next number, which is returned."""
        number = 0
        if values[0] is None and self.tables[table][0] == "id":
            number = self.last[table] = self.last.get(table, 0) + 1
            values = (number, *values[1:])
        self._waiting[table].append(tuple(map(self.text, values)))
        self._count += 1
        if self._count >= GROUP:
            self.flush()
        return number

    def flush(self) -> None:
        """Write what waits, parents first, and commit."""
        for table, rows in self._waiting.items():
            if rows:
                self.write(table, rows)
                rows.clear()
        self.commit()
        self._count = 0

    def text(self, value: Any) -> Any:
        raise NotImplementedError

    def write(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        raise NotImplementedError

    def commit(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


class SqliteSink(Sink):
    """One SQLite file."""

    def __init__(self, path: Path, tables: Mapping[str, str]) -> None:
        super().__init__(tables)
        self._db = sqlite3.connect(path)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;")

    def text(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.isoformat(" ")
        return value.isoformat() if isinstance(value, date) else value

    def write(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        columns = self.tables[table]
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        self._db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def commit(self) -> None:
        self._db.commit()

    def close(self) -> None:
        self.flush()
        self._db.close()


class SqliteDatabases:
    """Files below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)

    def create(self, name: str, schema: str, tables: Mapping[str, str]) -> Sink:
        """A new file with the schema; files of one schema are copies of the first."""
        template = self._folder / f".{schema}.template"
        if not template.exists():
            db = sqlite3.connect(template)
            db.executescript("PRAGMA synchronous=OFF;" + (SCHEMA / f"{schema}.sqlite.sql").read_text(encoding="utf-8"))
            db.close()
        path = self._folder / f"{name}.sqlite3"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, path)
        return SqliteSink(path, tables)

    def address(self, name: str, app: bool = False) -> str:
        """The URL of the database of that name; `instances/{id}` stands for every instance."""
        return f"sqlite:///{self._folder}/{name}.sqlite3"

    def close(self) -> None:
        """Remove the templates."""
        for template in self._folder.glob(".*.template"):
            template.unlink()


class PostgresSink(Sink):
    """One PostgreSQL database, written by COPY."""

    def __init__(self, url: str, tables: Mapping[str, str]) -> None:
        super().__init__(tables)
        import psycopg

        self._db = psycopg.connect(url)

    def text(self, value: Any) -> Any:
        return value.isoformat(" ") + "+00" if isinstance(value, datetime) else value

    def write(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        statement = f"COPY {table} ({', '.join(self.tables[table])}) FROM STDIN"
        with self._db.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def commit(self) -> None:
        self._db.commit()

    def close(self) -> None:
        self.flush()
        for table, last in self.last.items():
            self._db.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table, last))
        self._db.commit()
        self._db.close()


class PostgresDatabases:
    """Databases on one server, named `<prefix>_<name>`; an instance by its own name alone.

    Each gets a role of its own for the application, `<database>_app`, that may read and write rows but owns nothing and
    may not connect to any other of these databases.
    """

    def __init__(self, url: str, prefix: str) -> None:
        import psycopg

        self._url, self._prefix = url, prefix
        self._admin = psycopg.connect(url, autocommit=True)
        self._templates: set[str] = set()

    def create(self, name: str, schema: str, tables: Mapping[str, str]) -> Sink:
        """A new database; one that exists is replaced. Databases of one schema are copies of a template."""
        template = f"{self._prefix}_{schema}_template"
        if schema not in self._templates:
            self._templates.add(schema)
            self._replace(template, "template1")
            self._run(template, (SCHEMA / f"{schema}.postgresql.sql").read_text(encoding="utf-8"))
        database = f"{self._prefix}_{name.rpartition('/')[2]}"
        self._replace(database, template)
        self._admit(database)
        return PostgresSink(self._at(database), tables)

    def address(self, name: str, app: bool = False) -> str:
        """The URL of the database of that name, as administrator or as its application."""
        database = f"{self._prefix}_{name.rpartition('/')[2]}"
        return self._at(database, f"{database}_app" if app else "")

    def close(self) -> None:
        """Remove the templates."""
        for schema in self._templates:
            self._admin.execute(f'DROP DATABASE "{self._prefix}_{schema}_template"'.encode())
        self._admin.close()

    def _replace(self, database: str, template: str) -> None:
        self._admin.execute(f'DROP DATABASE IF EXISTS "{database}"'.encode())
        self._admin.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"'.encode())

    def _admit(self, database: str) -> None:
        role = f"{database}_app"
        if not self._admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            self._admin.execute(f'CREATE ROLE "{role}" LOGIN'.encode())
        self._admin.execute(f'REVOKE CONNECT ON DATABASE "{database}" FROM PUBLIC'.encode())
        self._admin.execute(f'GRANT CONNECT ON DATABASE "{database}" TO "{role}"'.encode())
        rights = "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE, SELECT, UPDATE ON ALL SEQUENCES"
        self._run(database, "".join(f'GRANT {right} IN SCHEMA public TO "{role}";' for right in rights))

    def _run(self, database: str, sql: str) -> None:
        import psycopg

        with psycopg.connect(self._at(database)) as db:
            db.execute(sql.encode())

    def _at(self, database: str, user: str = "") -> str:
        parts = urlsplit(self._url)
        place = parts.netloc if not user else f"{user}@{parts.netloc.rpartition('@')[2]}"
        return urlunsplit(parts._replace(path=f"/{database}", netloc=place))


class MariaSink(Sink):
    """One MariaDB database."""

    def __init__(self, db: Any, tables: Mapping[str, str]) -> None:
        super().__init__(tables)
        self._db = db

    def text(self, value: Any) -> Any:
        return value

    def write(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        columns = self.tables[table]
        statement = f"INSERT INTO `{table}` ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
        with self._db.cursor() as cursor:
            cursor.executemany(statement, rows)

    def commit(self) -> None:
        self._db.commit()

    def close(self) -> None:
        self.flush()
        self._db.close()


class MariaDatabases:
    """Databases on one server, named `<prefix>_<name>`; an instance by its own name alone.

    Each has an account of its own for the application, `<database>_app`, that may read and write its rows, changes no table
    and sees no other database.
    """

    def __init__(self, url: str, prefix: str) -> None:
        self._url, self._prefix = url, prefix

    def create(self, name: str, schema: str, tables: Mapping[str, str]) -> Sink:
        """A new database; one that exists is replaced."""
        database = f"{self._prefix}_{name.rpartition('/')[2]}"
        account = f"`{database}_app`@'%'"
        db = self._connect()
        with db.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS `{database}`")
            cursor.execute(f"CREATE DATABASE `{database}` CHARACTER SET utf8mb4")
            cursor.execute(f"USE `{database}`")
            for statement in (SCHEMA / f"{schema}.mysql.sql").read_text(encoding="utf-8").splitlines():
                cursor.execute(statement)
            cursor.execute(f"CREATE USER IF NOT EXISTS {account}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON * TO {account}")
        return MariaSink(db, tables)

    def address(self, name: str, app: bool = False) -> str:
        """The URL of the database of that name, as administrator or as its application."""
        database = f"{self._prefix}_{name.rpartition('/')[2]}"
        return self._at(database, f"{database}_app" if app else "")

    def close(self) -> None:
        """Nothing is left over."""

    def _connect(self) -> Any:
        import pymysql

        parts = urlsplit(self._url)
        return pymysql.connect(
            host=parts.hostname or "localhost",
            port=parts.port or 3306,
            user=unquote(parts.username or "root"),
            password=unquote(parts.password or ""),
            charset="utf8mb4",
            init_command="SET SESSION sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00'",
        )

    def _at(self, database: str, user: str = "") -> str:
        parts = urlsplit(self._url)
        place = parts.netloc if not user else f"{user}@{parts.netloc.rpartition('@')[2]}"
        return urlunsplit(parts._replace(path=f"/{database}", netloc=place))


def open_databases(target: str, folder: Path, prefix: str) -> Databases:
    """`sqlite` for files below `folder`, or the URL of a PostgreSQL or MariaDB server as its administrator.

    On a server the databases are called `<prefix>_<name>`.
    """
    if target == "sqlite":
        return SqliteDatabases(folder)
    if target.startswith(("postgresql://", "postgres://")):
        return PostgresDatabases(target, prefix)
    if target.startswith(("mysql://", "mariadb://")):
        return MariaDatabases(target, prefix)
    raise ValueError("--database: sqlite, postgresql://user@host:port/postgres or mysql://user@host:port/")
