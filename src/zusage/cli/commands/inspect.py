"""zusage inspect: look at the declared systems."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from zusage.cli.door import env_option, language, now, path_option


@click.command("inspect")
@path_option
@env_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(path: Path, env: str | None, form: str) -> None:
    """Structure and visibility; undeclared personal data; start columns; orphan and missing instances. Changes nothing."""
    from zusage.app.check_data import findings_data
    from zusage.app.inspect_view import inspection_lines
    from zusage.app.inspecting import inspect_systems
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.model.canonical import plain

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    with open_session(workspace, moment) as session:
        inspection = inspect_systems(session, moment)
    if form == "json":
        data = {
            "survey": plain(inspection.survey),
            "findings": findings_data(inspection.report.findings, inspection.rules, language()),
            "unlisted": inspection.unlisted,
        }
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
    else:
        texts = {name: tuple(text.splitlines()) for name, text in workspace.declaration.texts}
        click.echo("\n".join(inspection_lines(inspection, texts, language())))
    sys.exit(0 if inspection.report.clean else 1)
