"""The end of a database of MariaDB.

Law: the database is gone only if the server says that there is none of this name; a server that refuses to say so has not
said it. DROP DATABASE waits for open transactions as long as any other lock of ours and then fails, to be tried again. It is
not one deed: a server that dies in the middle leaves a database without some of its tables, which nobody takes for the store
that was planned for.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import translated, word
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError

_WAIT = 10


def exists(store: Store) -> bool:
    """Whether the database is there; raises ConnectorError where that cannot be told."""
    with translated(store.system):
        engine = store.create_engine("setup", _address(store, keep=True))
        try:
            with engine.connect():
                return True
        except exc.DBAPIError as error:
            if word(error) != "missing database":
                raise
            return False
        finally:
            engine.dispose()


def remove(store: Store) -> None:
    """Drop the database."""
    name = sa.make_url(_address(store, keep=True)).database or ""
    with translated(store.system):
        engine = store.create_engine("setup", _address(store, keep=False))
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"SET SESSION lock_wait_timeout = {_WAIT}")
                quoted = connection.dialect.identifier_preparer.quote_identifier(name)
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted.replace('%', '%%')}")
        finally:
            engine.dispose()


def _address(store: Store, *, keep: bool) -> str:
    url = store.url("setup")
    if url is None:
        raise ConnectorError("ZE32", system=store.system, what="no setup connection", reason="no setup connection")
    address = sa.make_url(url)
    return (address if keep else address.set(database="")).render_as_string(hide_password=False)
