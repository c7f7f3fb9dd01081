"""Grants on MariaDB: what an administrator runs once in each database, per role, with nothing beyond what the acts need.

Law: probe and apply hold SHOW VIEW on the database, by which they see every table and key in the catalogue and no row; and
SELECT on single tables. Apply deletes and updates what the acts name; locking a row needs no right but SELECT here. Accounts
are made locked, because an account without password would let everybody in: set one, then unlock it. `setup` is whoever may
create tables, routines and triggers; with a binary log it also needs `log_bin_trust_function_creators` or SUPER.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zusage.adapters.connectors.sql.mariadb_setup import account, quoted
from zusage.plan.act import Act, Child, Clear, Delete, Replace
from zusage.plan.structure import Structure

_ACCOUNTS = (
    ("SELECT (User, Host, Select_priv, Super_priv, is_role)", "mysql.user"),
    ("SELECT", "mysql.db"),
    ("SELECT", "mysql.tables_priv"),
    ("SELECT", "mysql.roles_mapping"),
)


def roles(named: Mapping[str, str]) -> Iterator[str]:
    """The accounts, where they are missing."""
    for name in dict.fromkeys(named.values()):
        yield f"CREATE USER IF NOT EXISTS {account(name)} ACCOUNT LOCK;"
        yield f"-- ALTER USER {account(name)} IDENTIFIED BY '…' ACCOUNT UNLOCK;"


def probe(tables: Sequence[str], name: str) -> Iterator[str]:
    """What the probe reads."""
    yield from _reads(tables, name)
    for right, table in _ACCOUNTS:
        yield f"-- only where accounts are compared with a list: GRANT {right} ON {table} TO {account(name)};"


def apply(
    structure: Structure, tables: Sequence[str], acts: Iterable[Act], marks: Mapping[str, Sequence[str]], name: str
) -> Iterator[str]:
    """What apply reads and writes."""
    near = dict.fromkeys(child.name for table in tables for child, _ in structure.children(table))
    yield from _reads([*tables, *sorted(set(near) - set(tables))], name)
    deletes: dict[str, None] = {}
    updates: dict[str, dict[str, None]] = {table: dict.fromkeys(columns) for table, columns in marks.items()}
    for act in acts:
        if isinstance(act, Delete):
            deletes.update(dict.fromkeys((act.table, *_names(act.children))))
        elif isinstance(act, Clear):
            updates.setdefault(act.table, {}).update(dict.fromkeys(column for column, _ in act.columns))
        elif isinstance(act, Replace):
            updates.setdefault(act.table, {}).update(dict.fromkeys(change.column for change in act.changes))
    for table in deletes:
        yield f"GRANT DELETE ON {quoted(table)} TO {account(name)};"
    for table, columns in updates.items():
        yield f"GRANT UPDATE ({', '.join(map(quoted, columns))}) ON {quoted(table)} TO {account(name)};"


def delimited(statement: str) -> str:
    """A statement as the command-line client takes it: one that holds several ends at a line of its own."""
    bare = statement.strip().removesuffix(";")
    return f"DELIMITER //\n{bare}//\nDELIMITER ;" if ";" in bare else f"{bare};"


def _reads(tables: Sequence[str], name: str) -> Iterator[str]:
    yield f"GRANT SHOW VIEW ON * TO {account(name)};"
    for table in tables:
        yield f"GRANT SELECT ON {quoted(table)} TO {account(name)};"


def _names(children: tuple[Child, ...]) -> Iterator[str]:
    for child in children:
        yield child.table
        yield from _names(child.children)
