"""zusage check: compile the declaration and report what is wrong."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from zusage.cli.door import env_option, language, now, path_argument


@click.command("check")
@path_argument
@env_option
@click.option("--as-of", metavar="DATE", help="Apply the law of that day.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text")
def command(path: Path, env: str | None, as_of: str | None, form: str) -> None:
    """Exit 0 clean, 1 findings of level error, 2 no single meaning."""
    from zusage.app.check import check_declaration
    from zusage.app.check_view import errors_data, errors_sarif, report_data, report_lines, report_sarif
    from zusage.model.errors import DeclarationErrors

    try:
        day = date.fromisoformat(as_of) if as_of else now().date()
    except ValueError as error:
        raise click.BadParameter("2026-11-22", param_hint="--as-of") from error
    try:
        result = check_declaration(path, day, env)
    except DeclarationErrors as faults:
        if form == "text":
            raise
        told = errors_data(faults, language()) if form == "json" else errors_sarif(faults, language())
        click.echo(json.dumps(told, indent=1, ensure_ascii=False))
        sys.exit(2)
    if form == "text":
        click.echo("\n".join(report_lines(result, language())))
    else:
        data = report_data(result, language()) if form == "json" else report_sarif(result, language())
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
    sys.exit(result.exit_code)
