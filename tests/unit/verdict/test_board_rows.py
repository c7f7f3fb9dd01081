"""What a kind says becomes a row: decay, attestation, conjunction, memory of the last look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zusage.kinds.base import Attestation, Evidence, History, Judgement, Question, State
from zusage.model.period import Period
from zusage.model.text import Language
from zusage.plan.condition import ALWAYS
from zusage.plan.look import Count
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.plan.target import TargetId
from zusage.policy.organisation import Organisation, Rights, Run
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Duty, Promise
from zusage.verdict.board import Said
from zusage.verdict.judge import LastLook, inquire, judge_all
from zusage.verdict.page import render_board
from zusage.verdict.text import board_data, board_lines

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY = timedelta(days=1)
HERE = TargetId("app")
BERLIN = ZoneInfo("Europe/Berlin")


class Fixed:
    """A kind that always judges the same."""

    name, duty, missing = "fixed", Duty.KEEP, ""

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement

    def sentence(self, promise: Promise, policy: Policy, language: Language) -> str:
        return "Das halten wir."

    def questions(self, promise: Promise, policy: Policy, survey: Survey, now: datetime) -> tuple[Question, ...]:
        return (Question(HERE, Count("n", "t", ALWAYS)),)

    def judge(self, promise: Promise, policy: Policy, evidence: Evidence, now: datetime) -> Judgement:
        return self.judgement


def promise(id: str = "a/b", kind: str = "fixed", digest: str = "d1") -> Promise:
    return Promise(id, kind, Duty.KEEP, "a", ("notice",), AssureTerms({}), digest)


def policy(*promises: Promise) -> Policy:
    run = Run(Period(days=1), Period(days=1))
    organisation = Organisation("Muster GmbH", "Weg 1", "a@muster.example", "de/be")
    return Policy(
        "eu/de", organisation, ("de",), "Europe/Berlin", run, {}, {}, {}, {}, {}, {}, {}, {}, (), Rights(), promises
    )


def board(
    judgement: Judgement, *, looked: datetime = NOW, history: History | None = None, last: LastLook | None = None, said=None
):  # type: ignore[no-untyped-def]
    the_policy = policy(promise())
    kinds = {"fixed": Fixed(judgement)}
    survey = Survey(NOW, (SurveyedTarget(HERE), SurveyedTarget(TargetId("web"), problem="no probe")))
    inquiries = inquire(the_policy, kinds, survey, NOW)
    asked = [(inquiry, (Observation("n", HERE, looked),)) for inquiry in inquiries]
    return judge_all(the_policy, kinds, asked, survey, history or History(), said or {}, last or LastLook(), NOW)


KEPT = Judgement(State.KEPT, numbers={"overdue": 0})
UNSEEN = Judgement(State.UNPROVEN, "not_visible")


def attestation(**changes: object) -> Attestation:
    return replace(Attestation("a/b", "d1", "dpo", NOW - DAY, NOW + DAY, "f" * 64), **changes)  # type: ignore[arg-type]


def test_kept_is_kept_while_the_look_is_fresh_and_decays_afterwards() -> None:
    assert board(KEPT).rows[0].state is State.KEPT
    assert board(KEPT, looked=NOW - 2 * DAY).rows[0].state is State.KEPT
    old = board(KEPT, looked=NOW - 2 * DAY - timedelta(seconds=1)).rows[0]
    assert (old.state, old.judgement.reason) == (State.UNPROVEN, "too_old")


def test_kept_with_unseen_targets_is_unproven() -> None:
    row = board(replace(KEPT, unseen=(TargetId("instance", "ab"),))).rows[0]
    assert (row.state, row.judgement.numbers["unseen"]) == (State.UNPROVEN, 1)


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        (attestation(), State.ATTESTED),
        (attestation(until=NOW), State.UNPROVEN),
        (attestation(made=NOW + DAY, until=NOW + 2 * DAY), State.UNPROVEN),
        (attestation(promise_digest="older wording"), State.UNPROVEN),
        (attestation(promise="c/d"), State.UNPROVEN),
    ],
)
def test_only_a_statement_in_force_for_this_wording_attests(statement: Attestation, state: State) -> None:
    assert board(UNSEEN, history=History(attestations=(statement,))).rows[0].state is state


@pytest.mark.parametrize("measured", [State.BROKEN, State.KEPT, State.NOT_DUE])
def test_a_statement_never_changes_what_was_measured(measured: State) -> None:
    history = History(attestations=(attestation(),))
    assert board(Judgement(measured, "x"), history=history).rows[0].state is measured


def test_the_board_remembers_and_says_what_it_did_not_see() -> None:
    last = LastLook(NOW - DAY, {"a/b": "kept"}, {"a/b": NOW - DAY})
    result = board(Judgement(State.BROKEN, "overdue", {"overdue": 3}), last=last)
    assert [row.promise for row in result.changed()] == ["a/b"]
    assert result.rows[0].last_kept == NOW - DAY
    assert result.systems_unseen == {"web": "no probe"}


def test_all_forms_show_the_same_rows_and_escape_what_they_show() -> None:
    text = 'Wir löschen <alles> & "mehr".'
    result = board(
        Judgement(State.BROKEN, "overdue", exceptions={"H-1": 2}), said={"a/b": Said("a/b", "notice", "5.1", text)}
    )

    def explain(judgement: Judgement, language: Language) -> str:
        return f"{judgement.reason}!"

    page = render_board(result, "de", BERLIN, explain)
    assert "&lt;alles&gt; &amp; &quot;mehr&quot;" in page
    assert "<alles>" not in page
    lines = list(board_lines(result, "de", BERLIN, explain))
    assert next(line for state, line in lines if state is State.BROKEN).strip().startswith("x GEBROCHEN")
    assert any("2 H-1" in line for _, line in lines)
    data = board_data(result, "en", explain)
    assert (data["promises"][0]["state"], data["promises"][0]["held"], data["counts"]["broken"]) == ("broken", 2, 1)


def test_a_conjunction_follows_the_others() -> None:
    the_policy = policy(promise(), promise("c/all", "all-kept"))
    survey = Survey(NOW, (SurveyedTarget(HERE),))
    for state, expected in ((State.KEPT, State.KEPT), (State.BROKEN, State.BROKEN), (State.UNPROVEN, State.UNPROVEN)):
        kinds = {"fixed": Fixed(Judgement(state, "x")), "all-kept": Fixed(Judgement(State.UNPROVEN, "later"))}
        asked = [(i, (Observation("n", HERE, NOW),)) for i in inquire(the_policy, kinds, survey, NOW)]
        assert judge_all(the_policy, kinds, asked, survey, History(), {}, LastLook(), NOW).rows[1].state is expected
