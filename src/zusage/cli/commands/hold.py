"""zusage hold: stop deletions for a reason; add, list, release."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zusage.cli.door import env_option, language, now, path_option, say


@click.group("hold")
def command() -> None:
    """Holds stop deletions until a person releases them; a passed review date releases nothing."""


@command.command("add")
@path_option
@env_option
@click.option("--kind", required=True, help="A kind of hold that the declaration announces.")
@click.option("--reason", required=True, help="Why; kept in the vault, not in the ledger.")
@click.option("--role", required=True, help="Role that decided (an id such as legal; never a name).")
@click.option("--promise", default="", help="Hold everything of one promise.")
@click.option("--place", default="", help="Hold a place: system[.table].")
@click.option("--key", default=None, help="Hold one row of --place by its key.")
@click.option("--instance", default="", help="Only this instance of a fleet (its digest, as shown by inspect).")
@click.option("--from", "since", metavar="MOMENT", default=None, help="For logs: lines from this moment on.")
@click.option("--until", metavar="MOMENT", default=None, help="For logs: lines up to this moment.")
@click.option(
    "--review", metavar="DATE", default=None, help="When the hold must be looked at again (default: from the declaration)."
)
def add(path: Path, env: str | None, kind: str, reason: str, role: str, **options: str | None) -> None:
    """Add a hold; returns when every reachable target has taken it."""
    from zusage.app.holds import HoldRequest, add_hold
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.cli.commands.plan import parse_moment

    moment = now()
    words = {name: text or "" for name, text in options.items()}
    if not words["promise"] and not words["place"]:
        raise click.UsageError("Say what is held: --promise ID, or --place SYSTEM[.TABLE].")
    asked = {"since": "--from", "until": "--until", "review": "--review"}
    moments = {name: parse_moment(words[name], option) if words[name] else None for name, option in asked.items()}
    request = HoldRequest(
        kind,
        role,
        reason,
        words["promise"],
        words["place"],
        options["key"],
        words["instance"],
        moments["since"],
        moments["until"],
        moments["review"],
    )
    with open_session(read_workspace(path, moment.date(), env), moment, write=True) as session:
        done = add_hold(session, request)
    for target, problem in done.failed.items():
        say(f"! {target} hat sie noch nicht übernommen: {problem}", f"! {target} has not taken it yet: {problem}", err=True)
    say(f"{done.hold} gilt.", f"{done.hold} is in force.")
    sys.exit(3 if done.failed else 0)


@command.command("list")
@path_option
@env_option
@click.option(
    "--rows", "counted", is_flag=True, help="Also count rows that are past their period only because of each hold."
)
def list_(path: Path, env: str | None, counted: bool) -> None:
    """Active holds with reason and review date."""
    from zusage.app.quick import read_holds

    rows = _kept_only_by_each(path, env) if counted else None

    today = now()
    holds = read_holds(path, today)
    if not holds:
        say("Keine Löschsperren.", "No holds.")
    for hold, reason in holds:
        overdue = ("  Prüfung überfällig" if language() == "de" else "  review overdue") if hold.review < today else ""
        where = hold.promise or f"{hold.system}.{hold.table}".rstrip(".")
        click.echo(
            f"{hold.id:<6} {hold.kind:<12} {where:<44} {hold.since:%Y-%m-%d}  -> {hold.review:%Y-%m-%d}{overdue}  {reason}"
        )
        if rows is not None:
            number, ask = rows.get(hold.id, 0), hold.review < today
            say(
                f"       Nur wegen dieser Löschsperre noch da: {number} Zeilen."
                + (" Bitte enger fassen (nur die nötigen Zeilen) oder aufheben." if ask else ""),
                f"       Still there only because of this hold: {number} rows."
                + (" Please narrow it (only the rows that are needed) or release it." if ask else ""),
            )


def _kept_only_by_each(path: Path, env: str | None) -> dict[str, int]:
    """For each hold, rows past their period that nothing else keeps."""
    from collections import Counter

    from zusage.app.planning import look_ahead
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment, found = now(), Counter[str]()
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        for _, estimate in look_ahead(session).forecast:
            found.update(estimate.held)
    return dict(found)


@command.command("release")
@click.argument("hold")
@path_option
@env_option
@click.option("--role", required=True, help="Role that decided.")
def release(hold: str, path: Path, env: str | None, role: str) -> None:
    """Release a hold."""
    from zusage.app.holds import release_hold
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment, write=True) as session:
        release_hold(session, hold, role)
    say(f"{hold} ist aufgehoben.", f"{hold} is released.")
