"""zusage write: documents from the declaration."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import env_option, now, path_option


@click.group("write")
def command() -> None:
    """Write documents from the compiled declaration."""


@command.command("notice")
@path_option
@env_option
@click.option("--lang", "spoken", type=click.Choice(["de", "en"]), multiple=True, help="Language (default: all declared).")
@click.option(
    "--format",
    "forms",
    type=click.Choice(["html", "md"]),
    multiple=True,
    default=("html",),
    show_default=True,
    help="HTML, Markdown, or both.",
)
@click.option("--document", default=None, help="Only this document (default: all).")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Where the files go.",
)
def notice(
    path: Path, env: str | None, spoken: tuple[str, ...], forms: tuple[str, ...], document: str | None, output: Path
) -> None:
    """The privacy notice, and the terms for processing on behalf."""
    from zusage.app.publishing import write_notices
    from zusage.app.workspace import read_workspace

    today = now().date()
    workspace = read_workspace(path, today, env)
    for file, sentences in write_notices(workspace, today, spoken, forms, document, output):
        click.echo(f"{file}   ({sentences})")
