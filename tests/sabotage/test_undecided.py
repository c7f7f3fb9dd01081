"""undecided: nothing makes it better or worse than unproven, because nobody has decided."""

from __future__ import annotations

from support.sabotage import turns_red
from zusage.kinds.base import State


def test_undecided_stays_unproven(company, before):
    assert before["sale/retention/crm"].state is State.UNPROVEN
    company.sql("DELETE FROM crm")
    judged = turns_red(company)
    assert (judged["sale/retention/crm"].state, judged["sale/retention/crm"].reason) == (State.UNPROVEN, "undecided")
