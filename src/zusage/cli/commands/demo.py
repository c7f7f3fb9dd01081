"""zusage demo: a fictional company from check to board in one minute."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import language, now, say, width

if TYPE_CHECKING:
    from zusage.app.applying import Applied
    from zusage.app.planning import Outlook
    from zusage.app.publishing import File
    from zusage.app.session import Session
    from zusage.app.workspace import Workspace
    from zusage.plan.plan import Plan
    from zusage.verdict.board import Board

DEFAULT = "live-chat"
PAPERS = ("record", "deletion-concept")
APPROVER, MANY = "management", 10_000_000
"""Who approves in the fictional company, and the number that they name for its backlog."""


@click.command("demo")
@click.option("--company", default=DEFAULT, show_default=True, help="Which of the companies in examples/.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Where it is built.",
)
@click.option("--sabotage", is_flag=True, help="Afterwards break one promise and watch it turn red.")
def command(company: str, into: Path, sabotage: bool) -> None:
    """Check, write, board, plan, apply, board – on a fictional company in a folder of its own."""
    from zusage.app.check import check_declaration
    from zusage.app.check_view import report_lines
    from zusage.app.granting import set_up_targets
    from zusage.app.judging import judge_board
    from zusage.app.plan_view import outlook_lines
    from zusage.app.planning import look_ahead
    from zusage.app.publishing_view import figures
    from zusage.app.rehearsal import break_a_promise, prepare_company
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    begun, moment = time.perf_counter(), now()
    folder = into / company
    shutil.rmtree(folder, ignore_errors=True)
    into.mkdir(parents=True, exist_ok=True)
    click.echo(prepare_company(company, folder, moment))
    result = check_declaration(folder, moment.date())
    _step("1 check", list(report_lines(result, language()))[-3:])
    workspace = read_workspace(folder, moment.date())
    files = list(_written(workspace, moment.date(), into))
    _step("2 write", [f"{file.path}{figures(file, language())}" for file in files])
    zone = ZoneInfo(workspace.policy.timezone)
    with open_session(workspace, moment, write=True) as session:
        set_up_targets(session)
        _board(session, "3 board", into / "board-before.html", zone)
        outlook = look_ahead(session)
        named = workspace.policy.organisation.name
        _step("4 plan", list(outlook_lines(outlook, named, language(), zone, width=width() - 11)))
        _step("5 apply", list(_roll_out(session, outlook)))
    with open_session(workspace, now(), write=True) as session:
        _step("", list(_follow_up(session)))
        board = judge_board(session, language())
        _save(board, into / "board.html", zone)
        _step("6 board", [_counts(board)])
        if sabotage:
            broken = break_a_promise(folder, moment)
            say(broken.de, broken.en)
    if sabotage:
        with open_session(workspace, now()) as session:
            _board(session, "7 board", into / "board.html", zone)
    click.echo(f"\n{time.perf_counter() - begun:.0f} s")
    _look([into / "board-before.html", into / "board.html", *_shown(file.path for file in files)])
    if not sabotage:
        chosen = "" if company == DEFAULT else f"COMPANY={company} "
        say(
            f"Weiter:     make demo {chosen}SABOTAGE=1   (bricht eine Zusage; sie wird rot)",
            f"Next:       make demo {chosen}SABOTAGE=1   (breaks a promise; it turns red)",
        )
    within = "" if shutil.which("zusage") else ". .venv/bin/activate; "
    say(
        f"Selbst:     {within}cd {folder}; zusage plan; zusage board; zusage ledger verify",
        f"Yourself:   {within}cd {folder}; zusage plan; zusage board; zusage ledger verify",
    )


def _written(workspace: Workspace, today: date, into: Path) -> Iterator[File]:
    """The published documents in every language; record and deletion concept in the first one, also to print."""
    from zusage.app.publishing import Asked, write_papers
    from zusage.document.forms import FORMS

    forms = ("html", "pdf") if FORMS["pdf"].installed else ("html",)
    yield from write_papers(workspace, today, Asked(("notice",), into=into))
    yield from write_papers(workspace, today, Asked(PAPERS, workspace.policy.languages[:1], forms, into=into))


def _look(files: list[Path]) -> None:
    for number, file in enumerate(files):
        label = _told("Ansehen:", "Look at:") if number == 0 else ""
        click.echo(f"{label:<12}{file}")


def _shown(files: Iterable[Path]) -> list[Path]:
    """Of the documents: the first notice and, best as PDF, what a protection officer reads."""
    every = list(files)
    best = {file.name.partition(".")[0]: file for file in every[1:] if file.name.partition(".")[0] in PAPERS}
    return [every[0], *best.values()]


def _board(session: Session, title: str, file: Path, zone: ZoneInfo) -> None:
    from zusage.app.judging import judge_board
    from zusage.kinds.base import State
    from zusage.language.reasons import render_reason

    board = judge_board(session, language())
    _save(board, file, zone)
    _step(title, [_counts(board)])
    for row in [r for r in board.rows if r.state is State.BROKEN][:8]:
        words = f'"{row.said.text[:70]} …"  ' if row.said else ""
        click.echo(
            click.style(f"           x {row.promise:<42}", fg="red") + f" {words}{render_reason(row.judgement, language())}"
        )


def _save(board: Board, file: Path, zone: ZoneInfo) -> None:
    from zusage.language.reasons import render_reason
    from zusage.verdict.page import render_board

    file.write_text(render_board(board, language(), zone, render_reason))


def _counts(board: Board) -> str:
    from zusage.verdict.board import ORDER
    from zusage.verdict.words import state_word

    return "   ".join(f"{state_word(s, language())} {board.count(s)}" for s in ORDER)


def _step(title: str, lines: list[str]) -> None:
    for index, line in enumerate(lines):
        click.echo(f"{title if index == 0 else '':<10} {line}")


def _roll_out(session: Session, outlook: Outlook) -> Iterator[str]:
    """As in earnest: observed, approved by another role, tried on a few, approved again, carried out."""
    from zusage.app.approving import approve_plan, approve_standing
    from zusage.app.planning import look_ahead

    plan = outlook.plan
    waiting = _run(session, plan, outlook).clearance.waiting()
    due = sum(admission.due for admission in waiting.values())
    yield _told(
        f"beobachtet   {len(waiting)} Regeln, {due} Einheiten fällig; nichts davon wurde gelöscht",
        f"observed     {len(waiting)} rules, {due} units due; none of it was deleted",
    )
    given = approve_plan(session, plan, APPROVER)
    started = time.perf_counter()
    tried = _applied(_run(session, plan, outlook).count(), time.perf_counter() - started)
    yield _told(
        f"Probe        {tried}; {given.id} von {given.role}: eine Instanz oder höchstens 100 Zeilen je Regel",
        f"canary       {tried}; {given.id} by {given.role}: one instance or at most 100 rows of each rule",
    )
    outlook = look_ahead(session)
    given = approve_plan(session, outlook.plan, APPROVER, max_rows=MANY)
    approve_standing(session, APPROVER, session.now + timedelta(days=90))
    started = time.perf_counter()
    done = _run(session, outlook.plan, outlook)
    rest = _applied(done.count(), time.perf_counter() - started)
    yield _told(f"Rest         {rest}; {given.id} von {given.role}", f"the rest     {rest}; {given.id} by {given.role}")
    yield from _refusals(done)


def _told(de: str, en: str) -> str:
    return de if language() == "de" else en


def _follow_up(session: Session) -> Iterator[str]:
    """What fell due through the first runs, or meanwhile: such rules begin small, too."""
    from zusage.app.approving import approve_plan
    from zusage.app.planning import look_ahead

    count, done = 0, None
    for _ in range(3):
        outlook = look_ahead(session)
        if not outlook.plan.steps:
            break
        approve_plan(session, outlook.plan, APPROVER, max_rows=MANY)
        done = _run(session, outlook.plan, outlook)
        count += done.count()
    if count:
        yield _second(count)
    if done is not None:
        yield from _refusals(done)


def _run(session: Session, plan: Plan, outlook: Outlook) -> Applied:
    from zusage.app.applying import Ceiling, apply_plan

    seen = [(planned.target.system, planned.act) for planned, _ in outlook.forecast]
    return apply_plan(session, plan, Ceiling(), None, lambda _: None, seen=seen)


def _applied(count: int, seconds: float) -> str:
    return f"{count} Einheiten in {seconds:.1f} s" if language() == "de" else f"{count} units in {seconds:.1f} s"


def _second(count: int) -> str:
    if language() == "de":
        return f"Zweiter Lauf: {count} (fällig geworden durch den ersten, oder inzwischen)"
    return f"Second run: {count} (fallen due through the first, or meanwhile)"


def _refusals(done: Applied) -> Iterator[str]:
    from zusage.app.apply_view import receipt_lines

    return (line for line in receipt_lines(done, language()) if line.startswith("!"))
