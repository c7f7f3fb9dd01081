"""Neighbours: the databases that exist where a fleet's address pattern points, whoever registered them.

Law: names only, looked up without changing anything; nothing is opened but, on a server, one database for the list. A
pattern that fits every database (`…/{id}`) says nothing about whom a database belongs to, so it is refused, not guessed.

    neighbours("sqlite:////srv/instances/{id}.db", ()) -> {"one": ".../one.db", "two": ".../two.db"}
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from zusage.adapters.connectors.sql.errors import translated
from zusage.model.errors import ConnectorError

_SERVERS = {
    "postgres": (
        "postgresql+psycopg",
        "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname",
    ),
    "mariadb": ("mysql+pymysql", "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME"),
}
"""How to list the databases of a server; MariaDB shows an account only those on which it holds a right."""
_HOLE = re.compile(r"\{[a-z_][a-z0-9_]*\}")


def neighbours(pattern: str, addresses: Iterable[str]) -> dict[str, str]:
    """What stands for the hole, and the full name, of each database that fits `pattern`.

    `addresses` are those of known members; the first that answers lists the databases of its server. Raises ConnectorError.
    """
    name = database_name(pattern)
    if not _HOLE.search(name):
        raise ConnectorError("ZE32", system="", what="no pattern", reason="no pattern")
    if not pattern.startswith(("postgres", "mysql", "mariadb")):
        found = [str(path) for path in _files(name)]
    elif _HOLE.fullmatch(name):
        raise ConnectorError("ZE32", system="", what="pattern fits every database", reason="pattern fits every database")
    else:
        found = _databases(addresses)
    matcher = _matcher(name)
    return {match[1]: one for one in found if (match := matcher.fullmatch(one))}


def database_name(address: str) -> str:
    """The file or the database that an address names."""
    return (sa.make_url(address).database or "") if "://" in address else address


def _matcher(name: str) -> re.Pattern[str]:
    first, *rest = (re.escape(part) for part in _HOLE.split(name))
    return re.compile(f"{first}([^/]+?){'[^/]+?'.join(rest)}")


def _files(name: str) -> Iterable[Path]:
    path = Path(name)
    fixed = next(parent for parent in path.parents if not _HOLE.search(str(parent)))
    pieces = (re.sub(r"[\[\]*?]", "[\\g<0>]", part) for part in _HOLE.split(str(path.relative_to(fixed))))
    return (found for found in sorted(fixed.glob("*".join(pieces))) if found.is_file())


def _databases(addresses: Iterable[str]) -> list[str]:
    failure = ConnectorError("ZE32", system="", what="no member answers", reason="no member answers")
    for address in addresses:
        try:
            with translated(""):
                return _list(address)
        except ConnectorError as error:
            failure = error
    raise failure


def _list(address: str) -> list[str]:
    driver, query = _SERVERS["postgres" if address.startswith("postgres") else "mariadb"]
    url = sa.make_url(address).set(drivername=driver)
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            rows = connection.execute(sa.text(query))
            return [str(row[0]) for row in rows]
    finally:
        engine.dispose()
