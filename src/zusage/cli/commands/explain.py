"""zusage explain: what a rule, an error, a promise or a date means."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import language, now, path_option, tell


@click.command("explain")
@click.argument("word")
@path_option
@click.option(
    "--date", "--start", "start", metavar="DATE", help="With a promise: when would something that began on that day be due?"
)
def command(word: str, path: Path, start: str | None) -> None:
    """Explain ZU401 (a rule), ZE101 (an error), a promise id, or a date such as 2017-03-10."""
    from zusage.app.explaining import explain

    tell(explain(word, path, now(), start, language()))
