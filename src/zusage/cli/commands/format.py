"""zusage format: write the declaration tidily."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zusage.cli.door import path_argument, say


@click.command("format")
@path_argument
@click.option("--expand", is_flag=True, help="Show what the short form means (prints; changes no file).")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 when a file is not tidy.")
def command(path: Path, expand: bool, only_check: bool) -> None:
    """Tidy the declaration in place; comments stay; twice gives the same as once."""
    from zusage.app.tidying import expanded, tidy_files

    if expand:
        click.echo(expanded(path), nl=False)
        return
    untidy = tidy_files(path, write=not only_check)
    for name in untidy:
        say(
            f"{name}: {'nicht ordentlich' if only_check else 'geordnet'}",
            f"{name}: {'not tidy' if only_check else 'formatted'}",
        )
    if not untidy:
        say("Alles ist ordentlich.", "Everything is tidy.")
    sys.exit(1 if only_check and untidy else 0)
