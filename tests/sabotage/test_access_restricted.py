"""access-restricted: an account that is not on the list turns it red; a store without accounts leaves it open."""

from __future__ import annotations

from support.policies import assure, policy, structure, subject, system, table
from support.sabotage import NOW
from zusage.kinds.base import Evidence, History, State
from zusage.kinds.registry import KINDS
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.plan.target import TargetId

TARGET = TargetId("control")
PROMISE = assure("access-restricted", system="control", accounts="shop, backup")
POLICY = policy([system("control", subject("people"))])
SURVEY = Survey(NOW, (SurveyedTarget(TARGET, structure=structure(table("people", "id:integer!"))),))


def state_with(roles: str) -> State:
    answer = Observation("roles", TARGET, NOW, numbers={"count": 2}, facts={"roles": roles})
    return KINDS["access-restricted"].judge(PROMISE, POLICY, Evidence((answer,), SURVEY, History()), NOW).state


def test_access_restricted_turns_red_with_an_extra_account():
    assert state_with("shop,backup") is State.KEPT
    assert state_with("shop,backup,nightly") is State.BROKEN


def test_access_restricted_is_open_where_the_store_knows_no_accounts(before):
    assert before["_/assure/access-restricted"].state is State.UNPROVEN
