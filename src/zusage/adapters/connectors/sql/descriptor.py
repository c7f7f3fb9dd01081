"""What the `sql` connector can do on SQLite, PostgreSQL, MariaDB and DuckDB, known without a driver.

Law: pure data. `url` is the probe connection (read-only); `apply` defaults to it; `setup` is used by `set_up` and by the
end of an instance; `app` is the application's own role, as which a lock is tried. All four hold passwords, so they are
`env:NAME` in a declaration.
"""

from __future__ import annotations

from zusage.plan.connector import Descriptor, Option

LACKS = {"duckdb": frozenset({"Lock", "Unlock", "Restore"}), "mariadb": frozenset({"Restore"})}
"""DuckDB has no triggers and no roles; neither DuckDB nor MariaDB sets rows aside before they go."""

DESCRIPTOR = Descriptor(
    name="sql",
    options=(
        Option("url", required=True, secret=True),
        Option("apply", secret=True),
        Option("setup", secret=True),
        Option("app", secret=True),
    ),
    acts=frozenset(
        {
            "Delete",
            "Clear",
            "Lock",
            "Unlock",
            "Drop",
            "Reclaim",
            "Rectify",
            "Replace",
            "Restrict",
            "Release",
            "Restore",
        }
    ),
    looks=frozenset({"Count", "Profile", "Keys", "Moments", "Trial", "Roles", "Reach", "Level", "Linkable"}),
    levels=("logical", "reclaimed", "rewritten", "horizon"),
    load="zusage.adapters.connectors.sql.connector:open_sql",
    lacks=LACKS,
)
