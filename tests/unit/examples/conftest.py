"""The PostgreSQL server for the tests of the examples."""

from support.postgres import postgres_server

__all__ = ["postgres_server"]
