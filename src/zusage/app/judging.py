"""Judging: the board of a moment, measured now.

Law: measures with the probing connection only; records the board in the ledger, so that "since the last look" has a meaning.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from zusage.app.closing import is_closed
from zusage.app.history import last_look, read_history
from zusage.app.publications import published_today
from zusage.app.scopes import spread_holds
from zusage.app.session import Session
from zusage.engine.measure import measure
from zusage.engine.survey import take_survey
from zusage.ledger.kinds import board_entry
from zusage.model.canonical import digest
from zusage.model.text import Language
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey
from zusage.policy.policy import Policy
from zusage.verdict.board import Board, Said
from zusage.verdict.judge import Inquiry, inquire, judge_all


def judge_board(session: Session, language: Language, *, record: bool = True, only: Collection[str] | None = None) -> Board:
    """Survey, ask, judge; with `record` the board becomes an entry of the ledger.

    `only`: the promises that are asked about; such a board is a part, without sentences, and is never recorded.
    """
    from zusage.kinds.registry import KINDS

    policy, now = session.workspace.policy, session.now
    survey = take_survey(session.stores, now)
    spread_holds(session, survey, stored=False)
    published = published_today(session.state, policy, now)
    history = replace(read_history(session.state), published=published.policies, changed=published.changed)
    inquiries = inquire(policy, KINDS, survey, now, only)
    questions = [question for inquiry in inquiries for question in inquiry.questions]
    observations = iter(measure(session.stores, questions, now))
    asked = [(inquiry, tuple(next(observations) for _ in inquiry.questions)) for inquiry in inquiries]
    survey = _with_restored(session, survey)
    said = sentences(policy, language) if only is None else {}
    board = judge_all(policy, KINDS, asked, survey, history, said, last_look(session.state), now)
    alone = policy.run.approval != "second" and not policy.fast
    board = replace(board, unpublished=not published.covers(policy), alone=alone)
    if record and only is None:
        counted = _inventories(asked)
        _record(session, board, digest([question.look for question in questions]), counted)
    return board


def _with_restored(session: Session, survey: Survey) -> Survey:
    """A store that was put back from a copy shows what it was, so nothing is kept there before it was replayed."""
    behind = "closed since a restore: zusage replay"
    return replace(
        survey,
        targets=tuple(
            replace(t, problem=behind) if t.structure is not None and is_closed(session, t.target) else t
            for t in survey.targets
        ),
    )


def sentences(policy: Policy, language: Language) -> dict[str, Said]:
    """Where each promise is said: the first document that prints it."""
    from zusage.writer.notice import notice_sentences

    said: dict[str, Said] = {}
    for document in policy.documents:
        for ref in notice_sentences(policy, document, language):
            said.setdefault(ref.promise, Said(ref.promise, document, ref.section, ref.text))
    return said


def _inventories(asked: list[tuple[Inquiry, tuple[Observation, ...]]]) -> dict[str, int]:
    """What must not become less until the next look."""
    from zusage.kinds.inventory import inventories_of

    counted: dict[str, int] = {}
    for inquiry, observations in asked:
        counted.update(inventories_of(inquiry.promise.id, observations))
    return counted


def _record(session: Session, board: Board, queries: str, inventories: dict[str, int]) -> None:
    verdicts = {
        row.promise: {
            "state": row.state.value,
            "digest": row.digest,
            "reason": row.judgement.reason,
            "numbers": dict(row.judgement.numbers),
            "held": row.held,
        }
        for row in board.rows
    }
    session.state.records.append([board_entry(board.at, board.policy, verdicts, queries, inventories)])
    session.state.records.checkpoint(board.at)
