"""The PostgreSQL and MariaDB servers for the tests of the examples."""

from support.mariadb import mariadb_server
from support.postgres import postgres_server

__all__ = ["mariadb_server", "postgres_server"]
