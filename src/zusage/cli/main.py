"""The command line: names and one-line helps; a command's module is imported only when it is called.

Law: exit codes are decided here and in `zusage.cli.door` only: 0 clean, 1 error findings or something refused, 2 no single
meaning or wrong use, 3 a store failed, 4 evidence does not hold together, 5 a store is closed since a restore.
"""

from __future__ import annotations

import gc
from importlib import import_module
from keyword import iskeyword

import click

COMMANDS: dict[str, str] = {
    "apply": "do what is due: shows, asks, works in batches, verifies, records",
    "approvals": "who approved what, until when, up to how much",
    "approve": "let a plan, or routine runs of unchanged rules, destroy what is due",
    "attest": "state, with name of role and document, what no machine can see",
    "board": "every promise of the notice with its state and its evidence",
    "check": "compile the declaration and report what is wrong, with place and article",
    "demo": "a fictional company from check to board in one minute",
    "diff": "what changed between two declarations, for whom, who must be told or asked again",
    "explain": "what a rule, an error, a promise or a date means",
    "format": "write the declaration tidily; --expand shows what the short form means",
    "grants": "the exact SQL that a database administrator runs",
    "hold": "stop deletions for a reason: add, list, release",
    "import": "read TILT or fideslang into a draft of a declaration",
    "init": "a commented starter declaration, by questions or from a database",
    "inspect": "look at the declared systems: what is there that nobody declared",
    "law": "what the law asks, dated and sourced: show, search, as-of",
    "ledger": "verify the evidence, export it as a bundle",
    "lsp": "the language server, for editors",
    "mask-logs": "shorten addresses and take out names in log lines: zusage mask-logs < in > out",
    "metrics": "heartbeat and figures of the last run and board, for Prometheus",
    "plan": "what is due and what must not be touched; changes nothing",
    "publish": "record which text is published; which one was in force on a day",
    "reclaim": "make deleted bytes unreadable on disk, drop whole partitions; in a change window",
    "replay": "after a restore: put back what was owed to people, then open; --check for start-up scripts",
    "schema": "JSON Schema of the declaration, for editors",
    "services": "who stands behind a service, its usual role, cookies and hosts: show, search",
    "setup": "run the set-up part of the grants with the set-up connection",
    "simulate": "a fictional company lives for months in minutes; or each of its promises is broken",
    "stop": "stop all deletions at the next batch; --resume lifts it",
    "undo": "put back what a run deleted, while its undo window is open",
    "write": "write documents from the declaration: notice, record of processing, deletion concept and more",
}

_COLLECT = (100_000, 20, 20)
"""When Python looks for cycles: a compiled policy is a large tree without any, walked in vain a hundred times by default."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        command: click.Command = import_module(f"zusage.cli.commands.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The one-line helps, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--lang", type=click.Choice(["de", "en"]), default=None, help="Language of messages (default: the terminal's)."
)
@click.option("--traceback", is_flag=True, help="Show where an unexpected error comes from.")
@click.version_option(package_name="zusage", message="zusage %(version)s")
@click.pass_context
def group(ctx: click.Context, lang: str | None, traceback: bool) -> None:
    """One declaration of how personal data are handled: the privacy notice is written from it and kept by it."""
    ctx.obj = {"lang": lang, "traceback": traceback}


def main() -> None:
    """Run the command line."""
    from zusage.cli.door import guarded

    gc.set_threshold(*_COLLECT)
    guarded(group)
