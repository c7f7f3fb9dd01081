"""zusage reclaim: make deleted bytes unreadable on disk, drop whole partitions. Shows first; acts only with --in-window."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say

if TYPE_CHECKING:
    from zusage.app.reclaiming import Offer
    from zusage.app.session import Session


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
@click.option("--partitions", is_flag=True, help="Drop partitions of which every row is due (PostgreSQL, MariaDB).")
@click.option("--in-window", is_flag=True, help="Do it now: this is the change window. Without it nothing is changed.")
@click.option("--approve", is_flag=True, help="Approve exactly this as --role, without doing it.")
@click.option("--valid-until", metavar="DATE", help="When the approval ends (default: in a day; within a month).")
@click.option("--name", default="", help="Who approves; kept in the vault, not in the ledger.")
@click.option("--yes", is_flag=True, help="Do not ask. It approves nothing, except with --approve.")
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
    approve: bool,
    valid_until: str | None,
    name: str,
    yes: bool,
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
        if approve or not in_window:
            click.echo("\n".join(offer_lines(found, depth, language())))
        if approve:
            _approve(session, found, depth, role, valid_until, name, yes)
        if approve or not in_window:
            return
        _decide(session, found, depth, role, yes)
        ceiling = Ceiling(max_rows, max_share)
        receipts = reclaim(session, outlook, found, depth, ceiling, role, at_most=timedelta(minutes=at_most))
        click.echo("\n".join(reclaimed_lines(receipts, language())))
    sys.exit(1 if any(receipt.refusal is not None for receipt in receipts) else 0)


def _approve(
    session: Session, found: list[Offer], depth: str, role: str | None, valid_until: str | None, name: str, yes: bool
) -> None:
    """Approve what was shown, after asking."""
    from zusage.app.approving import approve_reclaiming
    from zusage.app.reclaiming import deed_of
    from zusage.cli.commands.plan import parse_moment
    from zusage.model.errors import UsageError

    deed = deed_of(found, depth)
    if not role:
        raise UsageError("ZE90", role="", known=", ".join(session.workspace.policy.run.approvers))
    if not deed:
        say("Das stört niemanden und braucht keine Freigabe.", "That stalls nobody and needs no approval.")
        return
    asked = "Genau das freigeben?" if language() == "de" else "Approve exactly this?"
    if not yes and not click.confirm(asked, default=False):
        say("Nichts wurde freigegeben.", "Nothing was approved.")
        return
    end = parse_moment(valid_until) if valid_until else None
    approval = approve_reclaiming(session, deed, role, until=end, name=name)
    ends = approval.until.astimezone(ZoneInfo(session.workspace.policy.timezone))
    say(f"{approval.id} gilt bis {ends:%d.%m.%Y %H:%M}.", f"{approval.id} is in force until {ends:%Y-%m-%d %H:%M}.")


def _decide(session: Session, found: list[Offer], depth: str, role: str | None, yes: bool) -> None:
    """Where no second person approves, the answer of whoever sits at the terminal is recorded as their own approval."""
    from zusage.app.approving import approve_reclaiming, may_reclaim, needs_second, operator_of
    from zusage.app.reclaiming import deed_of

    run = session.workspace.policy.run
    operator, deed = operator_of(run, role), deed_of(found, depth)
    if yes or not deed or needs_second(run) or may_reclaim(session, deed, operator):
        return
    asked = (
        "Das kann andere warten lassen. Ihre Antwort gilt als Freigabe ohne zweite Person. Jetzt ausführen?"
        if language() == "de"
        else "Others may have to wait. Your answer is recorded as an approval without a second person. Do it now?"
    )
    if click.confirm(asked, default=False):
        approve_reclaiming(session, deed, operator)
