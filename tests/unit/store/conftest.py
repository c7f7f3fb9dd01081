"""A state of our own on each product, and a factory of entries."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support import postgres
from zusage.adapters.store.state import OpenedState, open_state

database, postgres_server = postgres.database, postgres.postgres_server
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a state can lie: a folder, or a fresh PostgreSQL database."""
    if request.param == "sqlite":
        return str(tmp_path / "own")
    server = request.getfixturevalue("postgres_server")
    return server.url(request.getfixturevalue("database")())


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], OpenedState]]:
    """Opens states and closes them after the test."""
    states: list[OpenedState] = []

    def open_(location: str) -> OpenedState:
        states.append(open_state(location, lambda: NOW, tmp_path / "private"))
        return states[-1]

    yield open_
    for state in states:
        state.close()
