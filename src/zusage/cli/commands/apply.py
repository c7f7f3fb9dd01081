"""zusage apply: do what is due. Shows, asks, works in batches, verifies, records. A run with nothing due is recorded too."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from zusage.cli.door import env_option, language, now, path_option, say


@click.command("apply")
@click.argument("plan_file", metavar="[PLAN]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@path_option
@env_option
@click.option("--yes", is_flag=True, help="Do not ask. Ceilings and all other guard rails stay.")
@click.option("--fresh", is_flag=True, help="Make the plan now (the default without PLAN; says so in a cron job).")
@click.option(
    "--max-rows", type=click.IntRange(min=1), help="Ceiling per act and target (default: 10 000 or 5 %, the larger)."
)
@click.option("--max-share", type=click.FloatRange(0, 1), help="Ceiling as a share of the table, 0 to 1.")
@click.option("--role", default="operator", show_default=True, help="Role id that stands in the ledger; never a name.")
@click.option("--confirm-clock", is_flag=True, help="The clock is right although the last run is long ago.")
def command(
    plan_file: Path | None,
    path: Path,
    env: str | None,
    yes: bool,
    fresh: bool,
    max_rows: int | None,
    max_share: float | None,
    role: str,
    confirm_clock: bool,
) -> None:
    """Do what is due."""
    from zusage.app.applying import Ceiling, apply_plan
    from zusage.app.plan_view import plan_lines, plan_rows
    from zusage.app.planning import make_plan_for, read_plan
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace

    moment = now()
    workspace = read_workspace(path, moment.date(), env)
    zone = ZoneInfo(workspace.policy.timezone)
    with open_session(workspace, moment, write=True) as session:
        plan = read_plan(plan_file) if plan_file and not fresh else make_plan_for(session)
        due = sum(row.due for row in plan_rows(plan))
        click.echo("\n".join(plan_lines(plan, workspace.policy.organisation.name, language(), zone)))
        if due and not yes and not _asks(due):
            say("Nichts wurde verändert.", "Nothing was changed.")
            return
        begun = time.perf_counter()
        with click.progressbar(length=due, file=sys.stderr, label="apply", hidden=not due) as bar:
            done = apply_plan(
                session,
                plan,
                Ceiling(max_rows, max_share),
                role,
                lambda batch: bar.update(sum(batch.counts.values())),
                clock_confirmed=confirm_clock,
            )
        from zusage.app.apply_view import receipt_lines
        from zusage.app.metrics import note_run, push_metrics, write_metrics

        click.echo("\n".join(receipt_lines(done, language())))
        note_run(session, time.perf_counter() - begun, done.new_batches, done.receipts)
        write_metrics(session)
        push_metrics(session)
    sys.exit(1 if done.refused or done.restored else 3 if done.missed else 0)


def _asks(due: int) -> bool:
    words = (
        f"{due} Einheiten werden GELÖSCHT, gekürzt oder nur lesbar. Das lässt sich nicht rückgängig machen. Fortfahren?"
        if language() == "de"
        else f"{due} units will be DELETED, shortened or made read-only. This cannot be undone. Go on?"
    )
    return click.confirm(words, default=False)
