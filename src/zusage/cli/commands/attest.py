"""zusage attest: a dated statement for what no machine can see."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import env_option, now, path_option, say


@click.command("attest")
@click.argument("promise", metavar="PROMISE | tax/YYYY")
@path_option
@env_option
@click.option("--by", "role", required=True, help="Role that states it (an id such as dpo; never a name).")
@click.option("--until", metavar="DATE", required=True, help="Until when the statement is good.")
@click.option(
    "--file",
    "file",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The signed document.",
)
def command(promise: str, path: Path, env: str | None, role: str, until: str, file: Path) -> None:
    """State what no machine can see. It reads "attested", never "kept".

    With tax/2017 in place of a promise: no audit, objection or tax assessment is open for 2017 and all years before.
    """
    from zusage.app.attesting import attest
    from zusage.app.session import open_session
    from zusage.app.workspace import read_workspace
    from zusage.cli.commands.plan import parse_moment

    moment = now()
    with open_session(read_workspace(path, moment.date(), env), moment) as session:
        attest(session, promise, role, parse_moment(until, "--until"), file)
    say(f"{promise}: bescheinigt von {role} bis {until}.", f"{promise}: attested by {role} until {until}.")
