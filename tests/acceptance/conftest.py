"""A small harbour company, set up once per session; and the same after its first run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from support.company import FREE, Company
from support.harbour import harbour
from support.postgres import postgres_server

__all__ = ["postgres_server"]


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory) -> Company:
    company = harbour(tmp_path_factory.mktemp("fresh") / "company", datetime.now(UTC))
    company.zusage("setup")
    return company


@pytest.fixture(scope="session")
def _kept(_fresh, tmp_path_factory) -> Company:
    company = _fresh.twin(tmp_path_factory.mktemp("kept") / "company")
    company.zusage("apply", "--yes", *FREE)
    return company


@pytest.fixture
def company(_fresh, tmp_path) -> Company:
    """A copy with much that is overdue, set up."""
    return _fresh.twin(tmp_path / "company")


@pytest.fixture
def kept(_kept, tmp_path) -> Company:
    """A copy after its first run."""
    return _kept.twin(tmp_path / "company")
