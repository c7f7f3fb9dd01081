"""zusage simulate: a fictional company lives for months in minutes; or every promise of it is broken on purpose."""

from __future__ import annotations

import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zusage.app.breaking import Broken
    from zusage.app.simulating import Simulated

from zusage.cli.door import language

FROM = "2026-11-22"


@click.command("simulate")
@click.argument("example", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--days", type=click.IntRange(1, 4000), default=60, show_default=True, help="How long it lives.")
@click.option("--seed", type=int, default=7, show_default=True, help="Same seed, same days, same figures.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where it lives; what is there is removed.  [default: build/simulate/COMPANY]",
)
@click.option(
    "--from", "begin", type=click.DateTime(["%Y-%m-%d"]), default=FROM, show_default=True, help="The day on which it begins."
)
@click.option("--often", type=click.IntRange(1), default=30, show_default=True, help="Days between two looks at the board.")
@click.option("--sabotage", "broken", is_flag=True, help="Break each promise on a fresh copy; does the board see it?")
@click.option("--json", "file", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Also as JSON.")
def command(
    example: Path, days: int, seed: int, into: Path | None, begin: datetime, often: int, broken: bool, file: Path | None
) -> None:
    """Let the company in EXAMPLE (a folder with company/life.py) live day by day under Zusage, and ask others than Zusage.

    Exit code 1 when anything was late, early, gone in spite of a hold, or judged wrongly by the board.
    """
    from zusage.app.simulate_view import as_json

    folder = into or Path("build") / "simulate" / example.resolve().name
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "zusage.env").is_file():
            raise click.UsageError(f"{folder}: not a folder of a simulation, so nothing in it is removed.")
        shutil.rmtree(folder)
    told: Simulated | list[Broken]
    if broken:
        told = _break(example, folder, begin.date(), seed)
        clean = not any(one.fault for one in told)
    else:
        told = _live(example, folder, begin.date(), days, seed, often)
        clean = told.clean
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_json(told), encoding="utf-8")
    sys.exit(0 if clean else 1)


def _live(example: Path, folder: Path, begin: date, days: int, seed: int, often: int) -> Simulated:
    from zusage.app.lives import load_life
    from zusage.app.simulate_view import month_line, simulated_lines
    from zusage.app.simulating import simulate

    life, name = load_life(example, seed), example.resolve().name
    done = simulate(
        life,
        folder,
        begin,
        days,
        company=name,
        seed=seed,
        often=often,
        progress=lambda month: click.echo(month_line(month, language())),
    )
    for line in simulated_lines(done, language()):
        click.echo(line)
    return done


def _break(example: Path, folder: Path, begin: date, seed: int) -> list[Broken]:
    from zusage.app.breaking import sabotage
    from zusage.app.simulate_view import broken_line, broken_lines

    found = sabotage(example, folder, begin, seed, progress=lambda one: click.echo(broken_line(one, language())))
    for line in broken_lines(found, language()):
        click.echo(line)
    return found
