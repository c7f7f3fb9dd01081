"""zusage plan: what is due, and what must not be touched; changes nothing."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, width


@click.command("plan")
@path_option
@env_option
@click.option("--as-of", metavar="DATE", help="Judge at another moment (ISO 8601). Future plans are for reading only.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Save the plan for `zusage apply`.")
@click.option(
    "--format", "form", type=click.Choice(["table", "sql", "json"]), default="table", help="A table, SQL to read, or JSON."
)
@click.option("--explain", metavar="PROMISE", help="Why the rows of one promise are due: the derivation of each date.")
def command(path: Path, env: str | None, as_of: str | None, output: Path | None, form: str, explain: str | None) -> None:
    """What is due, now or at another moment. Nothing is changed."""
    from zusage.app.approving import clear
    from zusage.app.explaining import known_promise
    from zusage.app.plan_view import explain_promise, outlook_lines
    from zusage.app.planning import look_ahead, save_plan
    from zusage.app.session import open_session
    from zusage.app.stage_view import phase_word, phases_of
    from zusage.app.workspace import read_workspace
    from zusage.keeping.doubt import doubtful
    from zusage.model.canonical import plain

    moment = now()
    at = parse_moment(as_of) if as_of else moment
    workspace = read_workspace(path, at.date(), env)
    with open_session(workspace, moment) as session:
        outlook = look_ahead(session, at)
        plan = outlook.plan
        stages = {id: phase_word(stage, language()) for id, stage in phases_of(clear(session, plan, "")).items()}
        if form == "sql":
            from zusage.app.sql_view import plan_sql

            click.echo("\n".join(plan_sql(plan, session)))
    if output:
        save_plan(plan, output)
    zone = ZoneInfo(workspace.policy.timezone)
    if form == "json":
        click.echo(json.dumps({"digest": plan.digest, "plan": plain(plan)}, indent=1, ensure_ascii=False))
    elif explain:
        known_promise(workspace, explain)
        click.echo("\n".join(explain_promise(plan, explain, language())))
    elif form == "table":
        unread = doubtful(workspace.policy.promises, at.date())
        name = workspace.policy.organisation.name
        click.echo("\n".join(outlook_lines(outlook, name, language(), zone, stages, width(), unread)))


def parse_moment(text: str, option: str = "--as-of") -> datetime:
    """A date or instant; a bare date means its beginning in local time."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no date. Write 2026-11-22, or 2026-11-22T06:00+01:00", param_hint=option
        ) from error
