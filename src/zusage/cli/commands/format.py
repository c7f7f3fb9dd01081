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
    from zusage.declaration.format import expand_files, format_text

    files = gather_files(find_declaration(path))
    if expand:
        click.echo(expand_files(files), nl=False)
        return
    untidy = [(name, tidy) for name, content in files if (tidy := format_text(content, name=name).encode()) != content]
    for name, tidy in untidy:
        if not only_check:
            _write(Path(name), tidy)
        say(
            f"{name}: {'nicht ordentlich' if only_check else 'geordnet'}",
            f"{name}: {'not tidy' if only_check else 'formatted'}",
        )
    if not untidy:
        say("Alles ist ordentlich.", "Everything is tidy.")
    sys.exit(1 if only_check and untidy else 0)


def _write(file: Path, content: bytes) -> None:
    """The whole new text or the old one: a crash in between must not leave half a declaration."""
    from zusage.model.errors import UsageError

    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.write_bytes(content)
        draft.chmod(file.stat().st_mode)
        draft.replace(file.resolve())
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise UsageError("ZE619", system=str(file.parent), errno=str(fault.errno)) from fault
