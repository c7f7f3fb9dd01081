"""zusage law: what the law asks, from when to when, and who says so."""

from __future__ import annotations

import json
import sys
from datetime import date

import click

from zusage.cli.door import language, now, say, tell

_form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
_day = click.option("--as-of", "as_of", metavar="DATE", default=None, help="The law of that day (default: today).")


@click.group("law")
def command() -> None:
    """Articles, elements, periods, rights, decisions, authorities: each with source, dates and how sure it is."""


@command.command("show")
@click.argument("id", nargs=-1, required=True)
@_day
@_form
def show(id: tuple[str, ...], as_of: str | None, form: str) -> None:
    """One id or citation: de/vouchers, BR, eu/gdpr-13, "Art. 13 GDPR"; with source, dates and rules."""
    from zusage.app.law_view import show_data, show_lines

    wanted, day = " ".join(id), _date(as_of, "--as-of")
    if form == "json":
        click.echo(json.dumps(show_data(wanted, day), indent=1, ensure_ascii=False))
    else:
        tell(show_lines(wanted, day, language()))


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@_day
@_form
def search(words: tuple[str, ...], as_of: str | None, form: str) -> None:
    """Rows that hold all words; exit 1 when there is none."""
    from zusage.app.law_view import search_data, search_lines

    asked, day = " ".join(words), _date(as_of, "--as-of")
    if form == "json":
        click.echo(json.dumps(search_data(asked, day), indent=1, ensure_ascii=False))
        return
    lines = list(search_lines(asked, day, language()))
    if not lines:
        say("Keine Zeile hat diese Wörter.", "No row has these words.", err=True)
        sys.exit(1)
    tell(lines)


@command.command("as-of")
@click.argument("day")
@_form
def as_of(day: str, form: str) -> None:
    """What was in force on a day, and what changed around it."""
    from zusage.app.law_view import day_data, day_lines

    on = _date(day, "DAY")
    if form == "json":
        click.echo(json.dumps(day_data(on), indent=1, ensure_ascii=False))
    else:
        tell(day_lines(on, language()))


def _date(text: str | None, option: str) -> date:
    from zusage.model.errors import UsageError

    try:
        return date.fromisoformat(text) if text else now().date()
    except ValueError:
        raise UsageError("ZE99", value=str(text)[:40], option=option, example="2023-06-29") from None
