"""isolated: two instances are one database."""

from __future__ import annotations

import shutil

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_isolated_turns_red(company, before):
    assert before["chat/assure/isolated"].state is State.UNPROVEN
    shutil.copy(company.instance("t2"), company.instance("t1"))
    turns_red(company, "chat/assure/isolated")
