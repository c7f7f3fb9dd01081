"""Rights on MariaDB: what an account may do, read from its own SHOW GRANTS, and which accounts may read a database.

Law: a role sees a table in the catalogue only where it holds a right on it, and foreign keys only with more than SELECT; so
`sees_all` asks for one on the whole database. Names of databases in grants are patterns. Who may read stands in tables of
the server that need a right of their own; without it the answer is not visible, never "nobody".

    rights(("GRANT SELECT, DROP ON `shop`.* TO `app`@`%`",), "shop", "orders") -> {"SELECT", "DROP"}
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

_GRANT = re.compile(r"GRANT (?P<rights>.+?) ON (?P<where>\*\.\*|`(?P<database>(?:[^`]|``)+)`\.(?P<table>\*|`.+?`)) TO ")
_COLUMNS = re.compile(r"\s*\([^)]*\)")
EVERYTHING = "ALL PRIVILEGES"
_SHOWS = {"INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER", "SHOW VIEW", "TRIGGER"}
_READERS = """
    SELECT User, Host FROM mysql.user WHERE Select_priv = 'Y'
    UNION SELECT User, Host FROM mysql.db WHERE Select_priv = 'Y' AND DATABASE() LIKE Db
    UNION SELECT User, Host FROM mysql.tables_priv
      WHERE Db = DATABASE() AND Table_name NOT LIKE 'zusage\\_%%' AND (FIND_IN_SET('Select', Table_priv) > 0
        OR FIND_IN_SET('Select', Column_priv) > 0)"""
_ROLES = "SELECT User, Host, Role FROM mysql.roles_mapping"
_SUPER = "SELECT User, Host, Super_priv = 'Y', is_role = 'Y' FROM mysql.user"


def rights(grants: Iterable[str], database: str, table: str = "") -> set[str]:
    """The rights that these lines give on the whole database, or with `table` on that table as a whole."""
    found: set[str] = set()
    for line in grants:
        match = _GRANT.match(line)
        if match is None or not _covers(match, database, table):
            continue
        words = (word.strip() for word in _COLUMNS.sub("(", match["rights"]).split(","))
        found.update(word for word in words if not word.endswith("(") and word != "USAGE")
    return found


def sees_all(grants: Iterable[str], database: str) -> bool:
    """Whether these lines hold a right by which every table of the database is seen with its keys."""
    return bool(rights(grants, database) & {EVERYTHING, *_SHOWS})


def own_grants(connection: sa.Connection) -> list[str]:
    """What the account of this connection holds, with its roles."""
    return [str(line) for line in connection.exec_driver_sql("SHOW GRANTS").scalars()]


def readers(connection: sa.Connection) -> dict[str, bool]:
    """Accounts that may log in and read a table of this database, by name; True for those that may do anything."""
    reading: set[tuple[str, str]] = {(str(user), str(host)) for user, host in connection.exec_driver_sql(_READERS)}
    accounts: list[Any] = list(connection.exec_driver_sql(_SUPER))
    members = [tuple(map(str, row)) for row in connection.exec_driver_sql(_ROLES)]
    roles = {str(user) for user, _, _, is_role in accounts if is_role}
    while True:
        through = {user for user, _ in reading} & roles
        more = {(user, host) for user, host, role in members if role in through} - reading
        if not more:
            break
        reading |= more
    mighty = {(str(user), str(host)) for user, host, may_all, _ in accounts if may_all}
    names: dict[str, bool] = {}
    for user, host in sorted(reading):
        if user not in roles:
            names[user] = names.get(user, False) or (user, host) in mighty
    return names


def _covers(match: re.Match[str], database: str, table: str) -> bool:
    if match["where"] == "*.*":
        return True
    if match["table"] == "*":
        return _like(match["database"].replace("``", "`")).fullmatch(database) is not None
    return bool(table) and (match["database"], match["table"][1:-1].replace("``", "`")) == (database, table)


def _like(pattern: str) -> re.Pattern[str]:
    """A name of a database in a grant: `_` and `%` stand for any letters unless a backslash goes before them."""
    parts = re.findall(r"\\.|.", pattern, re.DOTALL)
    signs = {"_": ".", "%": ".*"}
    return re.compile("".join(signs.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)
