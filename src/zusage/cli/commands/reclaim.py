"""zusage reclaim: make deleted bytes unreadable on disk, drop whole partitions. Shows first; acts only with --in-window."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click

from zusage.cli.door import env_option, language, now, path_option, say


@click.command("reclaim")
@click.argument("promise", required=False, default="")
@path_option
@env_option
@click.option("--system", default="", help="Only this system.")
@click.option(
    "--until",
    type=click.Choice(["reclaimed", "rewritten", "horizon"]),
    default=None,
    help="How deep: dead space reclaimed, files rewritten, or past the database's own log.",
)
@click.option("--partitions", is_flag=True, help="Detach and drop partitions of which every row is due (PostgreSQL).")
@click.option("--in-window", is_flag=True, help="Do it now: this is the change window. Without it nothing is changed.")
@click.option("--at-most", type=click.IntRange(min=1), default=120, show_default=True, help="Minutes it may take.")
@click.option("--max-rows", type=click.IntRange(min=1), help="Ceiling for rows in dropped partitions, per act and target.")
@click.option("--max-share", type=click.FloatRange(0, 1), help="The same as a share of the table, 0 to 1.")
@click.option("--role", default=None, help="Role id that stands in the ledger; never a name (default: the declared one).")
def command(
    promise: str,
    path: Path,
    env: str | None,
    system: str,
    until: str | None,
    partitions: bool,
    in_window: bool,
    at_most: int,
    max_rows: int | None,
    max_share: float | None,
    role: str | None,
) -> None:
    """Make what was deleted unreadable on disk; takes stronger locks than `apply` ever does."""
    from zusage.app.applying import Ceiling
    from zusage.app.reclaim_view import offer_lines, reclaimed_lines
    from zusage.app.reclaiming import offers, reclaim
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    depth = until or ("" if partitions else "reclaimed")
    with open_session(workspace, moment, write=True) as session:
        outlook, found = offers(session, promise, system, partitions=partitions)
        if not found:
            say("Hier gibt es nichts freizugeben.", "There is nothing to reclaim here.")
            return
        if not in_window:
            click.echo("\n".join(offer_lines(found, depth, language())))
            return
        ceiling = Ceiling(max_rows, max_share)
        receipts = reclaim(session, outlook, found, depth, ceiling, role, at_most=timedelta(minutes=at_most))
        click.echo("\n".join(reclaimed_lines(receipts, language())))
    sys.exit(1 if any(receipt.refusal is not None for receipt in receipts) else 0)
