"""A small harbour company, set up once per session; and the same after its two rounds."""

from __future__ import annotations

import pytest

from support.company import FREE, Company, clock
from support.harbour import harbour
from support.postgres import postgres_server

__all__ = ["postgres_server"]


@pytest.fixture(scope="session")
def _fresh(tmp_path_factory) -> Company:
    company = harbour(tmp_path_factory.mktemp("fresh") / "company", clock())
    company.zusage("setup")
    return company


@pytest.fixture(scope="session")
def _kept(_fresh, tmp_path_factory) -> Company:
    company = _fresh.twin(tmp_path_factory.mktemp("kept") / "company")
    company.zusage("apply", "--yes", *FREE)
    company.zusage("apply", "--yes", *FREE)
    return company


@pytest.fixture
def company(_fresh, tmp_path) -> Company:
    """A copy with much that is overdue, set up."""
    return _fresh.twin(tmp_path / "company")


@pytest.fixture
def kept(_kept, tmp_path) -> Company:
    """A copy in which nothing is due any more."""
    return _kept.twin(tmp_path / "kept")
