"""zusage schema: JSON Schema of the declaration."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema; point your editor to it."""
    from zusage.declaration.schema import declaration_schema

    click.echo(json.dumps(declaration_schema(), indent=1, ensure_ascii=False))
