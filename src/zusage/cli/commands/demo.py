"""zusage demo: a fictional company from check to board in one minute."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import language, now, say

if TYPE_CHECKING:
    from zusage.app.applying import Applied
    from zusage.app.session import Session
    from zusage.verdict.board import Board


@click.command("demo")
@click.option("--company", default="live-chat", show_default=True)
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), default=Path("build"), show_default=True)
@click.option("--sabotage", is_flag=True, help="Afterwards break one promise and watch it turn red.")
def command(company: str, into: Path, sabotage: bool) -> None:
    """Check, write, board, plan, apply, board – on a fictional company in a folder of its own."""
    from zusage.app.applying import Ceiling, apply_plan
    from zusage.app.check import check_declaration
    from zusage.app.check_view import report_lines
    from zusage.app.granting import set_up_targets
    from zusage.app.judging import judge_board
    from zusage.app.plan_view import outlook_lines
    from zusage.app.planning import look_ahead
    from zusage.app.publishing import write_notices
    from zusage.app.rehearsal import break_a_promise, prepare_company
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    begun, moment = time.perf_counter(), now()
    folder = into / company
    shutil.rmtree(folder, ignore_errors=True)
    into.mkdir(parents=True, exist_ok=True)
    click.echo(prepare_company(company, folder, moment))
    result = check_declaration(folder, moment.date())
    _step("1 check", list(report_lines(result, language()))[-2:])
    workspace = read_workspace(folder, moment.date())
    files = list(write_notices(workspace, moment.date(), (), ("html", "md"), None, into))
    _step("2 write", [f"{file}   ({count})" for file, count in files if file.suffix == ".html"])
    zone = ZoneInfo(workspace.policy.timezone)
    with open_session(workspace, moment, write=True) as session:
        set_up_targets(session)
        _board(session, "3 board", into / "board-before.html", zone)
        outlook = look_ahead(session)
        _step("4 plan", list(outlook_lines(outlook, workspace.policy.organisation.name, language(), zone)))
        started = time.perf_counter()
        done = apply_plan(session, outlook.plan, Ceiling(max_rows=10_000_000), "demo", lambda _: None)
        seconds = time.perf_counter() - started
        _step("5 apply", [_applied(done.count(), seconds)])
        _refusals(done)
    with open_session(workspace, now(), write=True) as session:
        done = apply_plan(session, look_ahead(session).plan, Ceiling(max_rows=10_000_000), "demo", lambda _: None)
        _step("", [_second(done.count())] if done.count() else [])
        _refusals(done)
        board = judge_board(session, language())
        _save(board, into / "board.html", zone)
        _step("6 board", [_counts(board)])
        if sabotage:
            broken = break_a_promise(folder, moment)
            say(broken.de, broken.en)
    if sabotage:
        with open_session(workspace, now()) as session:
            _board(session, "7 board", into / "board.html", zone)
    click.echo(f"\n{time.perf_counter() - begun:.0f} s   {into / 'board.html'}   {into / 'notice.de.html'}")
    if not sabotage:
        say(
            "Weiter:  make demo SABOTAGE=1   (bricht eine Zusage; sie wird rot)",
            "Then:  make demo SABOTAGE=1   (breaks a promise; it turns red)",
        )
    click.echo(f"cd {folder}; zusage plan; zusage board; zusage ledger verify")


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


def _applied(count: int, seconds: float) -> str:
    return f"{count} Einheiten in {seconds:.1f} s" if language() == "de" else f"{count} units in {seconds:.1f} s"


def _second(count: int) -> str:
    if language() == "de":
        return f"Zweiter Lauf: {count} (fällig geworden durch den ersten, oder inzwischen)"
    return f"Second run: {count} (fallen due through the first, or meanwhile)"


def _refusals(done: Applied) -> None:
    from zusage.app.apply_view import receipt_lines

    for line in receipt_lines(done, language()):
        if line.startswith("!"):
            click.echo(f"           {line}")
