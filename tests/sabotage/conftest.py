"""One company, run and looked at once; every test breaks a copy of its own."""

from __future__ import annotations

import pytest

from support.sabotage import Company, broken
from zusage.kinds.base import Judgement


@pytest.fixture(scope="session")
def _sound(tmp_path_factory) -> tuple[Company, dict[str, Judgement]]:
    company = Company(tmp_path_factory.mktemp("sound") / "company")
    company.run()
    judged = company.look()
    assert broken(judged) == set()
    return company, judged


@pytest.fixture(scope="session")
def before(_sound) -> dict[str, Judgement]:
    """What the board said before anything was broken."""
    return _sound[1]


@pytest.fixture
def company(_sound, tmp_path) -> Company:
    """A copy to be broken."""
    return _sound[0].twin(tmp_path / "company")
