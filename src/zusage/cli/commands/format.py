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
    from zusage.app.sources import gather_files
    from zusage.app.workspace import find_declaration
    from zusage.declaration.format import format_text

    source = find_declaration(path)
    untidy = 0
    for name, content in gather_files(source):
        text = content.decode()
        tidy = format_text(text, expand=expand)
        if expand:
            click.echo(tidy, nl=False)
        elif tidy != text:
            untidy += 1
            if not only_check:
                Path(name).write_text(tidy)
            say(
                f"{name}: {'nicht ordentlich' if only_check else 'geordnet'}",
                f"{name}: {'not tidy' if only_check else 'formatted'}",
            )
    sys.exit(1 if only_check and untidy else 0)
