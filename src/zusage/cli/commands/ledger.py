"""zusage ledger: verify the evidence, export it as a bundle."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zusage.cli.door import env_option, language, now, path_option


@click.group("ledger")
def command() -> None:
    """The tamper-evident record of what was done and seen."""


@command.command("verify")
@path_option
def verify(path: Path) -> None:
    """Verify chain, tree and checkpoints."""
    from zusage.app.evidence import verify_state

    report, lines = verify_state(path, now(), language())
    click.echo("\n".join(lines))
    sys.exit(0 if report else 4)


@command.command("export")
@path_option
@env_option
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("evidence.zip"), show_default=True)
def export(path: Path, env: str | None, output: Path) -> None:
    """Export an evidence bundle.

    Anybody can verify it, with Python alone: python -m zusage.ledger.verify BUNDLE
    """
    from zusage.app.evidence import export_bundle
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        count = export_bundle(session, output)
    click.echo(f"{output}   {count} entries   python -m zusage.ledger.verify {output}")
