"""zusage lsp: the language server, for editors."""

from __future__ import annotations

import click

from zusage.cli.door import language, now


@click.command("lsp")
def command() -> None:
    """Speak the Language Server Protocol over standard input and output (needs the extra `lsp`)."""
    from zusage.model.errors import UsageError

    try:
        from zusage.lsp.server import create_server
    except ImportError as error:
        raise UsageError("ZE65", extra="lsp") from error
    create_server(lambda: now().date(), language()).start_io()
