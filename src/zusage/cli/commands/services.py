"""zusage services: what the catalogue knows about the services that notices name."""

from __future__ import annotations

import json
import sys

import click

from zusage.cli.door import language, say, tell

_form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


@click.group("services")
def command() -> None:
    """The company behind a brand, its usual role, its cookies and hosts; each with its source."""


@command.command("show")
@click.argument("id")
@_form
def show(id: str, form: str) -> None:
    """Everything that is known about one service; what nobody sourced is said."""
    from zusage.app.service_view import found_service, service_data, service_lines

    one = found_service(id)
    if form == "json":
        click.echo(json.dumps(service_data(one), indent=1, ensure_ascii=False))
    else:
        tell(service_lines(one, language()))


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@_form
def search(words: tuple[str, ...], form: str) -> None:
    """Services by brand, company, former name or host; a star marks what is to be verified."""
    from zusage.app.service_view import search_lines, service_data
    from zusage.reference.services import search as found

    asked = " ".join(words)
    if form == "json":
        click.echo(json.dumps([service_data(one) for one in found(asked)], indent=1, ensure_ascii=False))
        return
    lines = list(search_lines(asked, language()))
    if not lines:
        say("Kein Dienst hat diese Wörter.", "No service has these words.", err=True)
        sys.exit(1)
    tell(lines)
