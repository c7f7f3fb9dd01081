"""What a database said, as an error of ours: a code and a word about structure, never its text.

Law: messages of a database may quote keys and values ("Key (email)=(…) exists"), so none of them leaves this module. What
does leave is the SQLSTATE or the name of the error class, and whether trying again may help.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from zusage.model.errors import ConnectorError, TransientConnectorError
from zusage.plan.receipt import Refusal

_WORDS = {
    "42501": "permission denied",
    "42P01": "missing table",
    "42703": "missing column",
    "3D000": "missing database",
    "28P01": "login refused",
    "28000": "login refused",
    "55P03": "lock timeout",
    "40P01": "deadlock",
    "40001": "serialisation",
    "57014": "statement timeout",
    "53100": "disk full",
    "25006": "read-only",
    "23514": "check constraint",
    "23505": "unique",
}
_MARIADB = {
    **dict.fromkeys((1142, 1143, 1227, 1370), "permission denied"),
    **dict.fromkeys((1044, 1045, 1698, 1820, 4151), "login refused"),
    1049: "missing database",
    1146: "missing table",
    1054: "missing column",
    **dict.fromkeys((1451, 1452, 1216, 1217), "foreign key"),
    **dict.fromkeys((4025, 3819), "check constraint"),
    1062: "unique",
    1205: "lock timeout",
    1213: "deadlock",
    1020: "serialisation",
    **dict.fromkeys((1969, 3024), "statement timeout"),
    1206: "lock table full",
    **dict.fromkeys((1021, 1114), "disk full"),
    **dict.fromkeys((1290, 1792, 1836), "read-only"),
    1665: "binary log by statement",
    1419: "triggers need log_bin_trust_function_creators",
    **dict.fromkeys((1040, 1203, 1226), "too many connections"),
    **dict.fromkeys((1053, 1077, 1152, 1153, 1159, 1161, 1184, 1927, 2002, 2003, 2006, 2013, 2055), "connection lost"),
}
_MARIADB_AGAIN = {
    "lock timeout",
    "deadlock",
    "serialisation",
    "statement timeout",
    "lock table full",
    "too many connections",
}
_TRANSIENT = frozenset({"55P03", "40P01", "40001", "57014", "57P01", "57P02", "57P03", "53300"})
_SQLITE = (
    ("locked", "lock timeout"),
    ("busy", "lock timeout"),
    ("unable to open", "missing database"),
    ("no such table", "missing table"),
    ("no such column", "missing column"),
    ("disk is full", "disk full"),
    ("readonly", "read-only"),
    ("FOREIGN KEY", "foreign key"),
    ("not a database", "not a database"),
)


_DUCKDB = {
    "CatalogException": "missing table",
    "BinderException": "missing column",
    "ConstraintException": "constraint",
    "TransactionException": "serialisation",
    "IOException": "disk full",
    "PermissionException": "permission denied",
}
_CONNECTING = (
    ("does not exist", "missing database"),
    ("authentication failed", "login refused"),
    ("permission denied", "login refused"),
    ("no pg_hba", "login refused"),
)


class Refused(Exception):
    """An act, or the rest of it, is not done; carries the refusal up to the receipt after the rollback."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.kind)
        self.refusal = refusal


class Again(Exception):
    """The batch was rolled back because the rows changed under it; it is tried again."""


def word(error: exc.DBAPIError) -> str:
    """What happened, in a few words that quote nothing."""
    if (number := _number(error)) is not None:
        return _MARIADB.get(number) or ("connection lost" if lost(error) else f"error {number}")
    if "duckdb" in type(error.orig).__module__:
        name = type(error.orig).__name__
        return "foreign key" if "foreign key" in str(error.orig) else _DUCKDB.get(name, name)
    state = _state(error)
    if state == "42501" and "row-level security" in str(error.orig):
        return "row security filters rows"
    if state:
        return "foreign key" if state == "23503" else _WORDS.get(state, f"SQLSTATE {state}")
    text = str(error.orig)
    if type(error.orig).__module__.startswith("psycopg"):
        return next((said for part, said in _CONNECTING if part in text), "connection lost")
    found = next((said for part, said in _SQLITE if part in text), "")
    return found or ("connection lost" if lost(error) else type(error.orig).__name__)


def is_transient(error: exc.DBAPIError) -> bool:
    """Whether the same transaction may go through later."""
    if _number(error) is not None:
        return word(error) in _MARIADB_AGAIN or lost(error)
    return _state(error) in _TRANSIENT or word(error) == "lock timeout" or lost(error)


def lost(error: exc.DBAPIError) -> bool:
    """Whether the connection broke, so that the fate of a COMMIT is unknown."""
    if (number := _number(error)) is not None:
        return number in {0, 2014} or _MARIADB.get(number) == "connection lost"
    state = _state(error)
    if state:
        return state.startswith("08") or state in {"57P01", "57P02", "57P03"}
    if type(error.orig).__module__.startswith("psycopg"):
        return not any(part in str(error.orig) for part, _ in _CONNECTING)
    return bool(error.connection_invalidated)


def translate(error: exc.DBAPIError, system: str) -> ConnectorError:
    """The error as ours: ZE31 permission, ZE32 not reachable, ZE44 refused."""
    what = word(error)
    if is_transient(error):
        return TransientConnectorError("ZE32" if lost(error) else "ZE44", system=system, what=what, reason=what)
    code = "ZE31" if what in {"permission denied", "row security filters rows"} else "ZE44"
    if what in {"missing database", "login refused", "connection lost", "not a database"}:
        code = "ZE32"
    return ConnectorError(code, system=system, what=what, reason=what)


@contextmanager
def translated(system: str) -> Iterator[None]:
    """Let no error of a driver pass."""
    try:
        yield
    except exc.DBAPIError as error:
        raise translate(error, system) from None
    except exc.SQLAlchemyError as error:
        raise ConnectorError("ZE44", system=system, what=type(error).__name__, reason=type(error).__name__) from None


def _number(error: exc.DBAPIError) -> int | None:
    """The number of an error of MariaDB; PyMySQL gives none (0) when it finds its connection closed."""
    if not type(error.orig).__module__.startswith("pymysql"):
        return None
    first = error.orig.args[0] if error.orig is not None and error.orig.args else 0
    return first if isinstance(first, int) else 0


def _state(error: exc.DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", "") or "")
