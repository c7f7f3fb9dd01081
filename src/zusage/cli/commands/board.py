"""zusage board: every promise of the notice with its state and its evidence."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option


@click.command("board")
@path_option
@env_option
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file instead of the terminal.")
@click.option(
    "--only", type=click.Choice(["broken", "unproven", "attested", "not_due", "kept"]), help="Show one state only."
)
def command(path: Path, env: str | None, form: str, output: Path | None, only: str | None) -> None:
    """Judge every promise now. Exit code 1 when one is broken."""
    from zusage.app.judging import judge_board
    from zusage.app.metrics import metrics_failure, note_board
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.kinds.base import State
    from zusage.language.reasons import render_reason
    from zusage.verdict.page import render_board
    from zusage.verdict.text import board_data, board_lines

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    with open_session(workspace, moment) as session:
        board = judge_board(session, language())
        note_board(session, board)
        failed = metrics_failure(session)
    zone = ZoneInfo(workspace.policy.timezone)
    if form == "json":
        text = json.dumps(board_data(board, language(), render_reason), indent=1, ensure_ascii=False)
    elif form == "html":
        text = render_board(board, language(), zone, render_reason)
    else:
        shown = board.only(State(only)) if only else board
        lines = board_lines(shown, language(), zone, render_reason)
        text = "\n".join(click.style(line, fg="red", bold=True) if state is State.BROKEN else line for state, line in lines)
    if output:
        output.write_text(text)
        click.echo(str(output))
    else:
        click.echo(text)
    if failed:
        raise failed
    sys.exit(1 if board.count(State.BROKEN) else 0)
