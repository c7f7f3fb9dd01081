"""zusage check: compile the declaration and report what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zusage.cli.door import env_option, language, now, path_argument, say, tell

if TYPE_CHECKING:
    from zusage.app.baseline import Compared
    from zusage.app.check import CheckResult
    from zusage.model.errors import DeclarationErrors

FORMS = ("text", "json", "sarif", "github")


@click.command("check")
@path_argument
@env_option
@click.option("--as-of", metavar="DATE", help="Judge by the law of that day; what is wrong today only stands apart.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text")
@click.option("--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Report what is not in this file only.")
@click.option("--write-baseline", is_flag=True, help="Record today's findings in the file; exit 0.")
@click.option("--shorten-baseline", is_flag=True, help="Take out of the file what was mended; nothing new goes in.")
@click.option("--select", metavar="IDS", default="", help="Run these rules only: ZU3,ZU501 (ids and beginnings of ids).")
@click.option("--explain", "rule", metavar="ID", help="Print the page of a rule, and check nothing.")
@click.option("-q", "--quiet", is_flag=True, help="One line per finding; nothing where all is well.")
def command(
    path: Path,
    env: str | None,
    as_of: str | None,
    form: str,
    baseline: Path | None,
    write_baseline: bool,
    shorten_baseline: bool,
    select: str,
    rule: str | None,
    quiet: bool,
) -> None:
    """Exit 0 clean, 1 findings of level error, 2 no single meaning."""
    if rule:
        _explain(rule, path)
        return
    _refuse_together(baseline, write_baseline or shorten_baseline, {"--as-of": as_of, "--select": select})
    from zusage.app.baseline import read_baseline
    from zusage.app.check import check_declaration, held_against
    from zusage.model.errors import DeclarationErrors, UsageError

    today = now().date()
    try:
        day = date.fromisoformat(as_of) if as_of else today
    except ValueError as error:
        raise UsageError("ZE99", value=str(as_of)[:40], option="--as-of", example="2026-11-22") from error
    words = [word.strip() for word in select.split(",") if word.strip()]
    try:
        result = check_declaration(path, day, env, today, words)
    except DeclarationErrors as faults:
        if form == "text":
            raise
        click.echo("\n".join(_errors(faults, form)))
        sys.exit(2)
    compared = None
    if baseline is not None:
        if write_baseline:
            _record(result, baseline, today, form)
        result, compared = held_against(result, read_baseline(baseline))
        if shorten_baseline:
            compared = _shorten(baseline, compared, form)
    if form == "text":
        tell(_told(result, form, compared, quiet))
    elif lines := "\n".join(_told(result, form, compared, quiet)):
        click.echo(lines)
    sys.exit(result.exit_code)


def _record(result: CheckResult, file: Path, today: date, form: str) -> None:
    from zusage.app.baseline import record, write_baseline

    written = record(result.report.findings, result.root, today)
    write_baseline(file, written)
    count = sum(entry.count for entry in written.entries)
    say(f"{file}: Befunde festgehalten: {count}", f"{file}: findings recorded: {count}", err=form != "text")


def _shorten(file: Path, compared: Compared, form: str) -> Compared:
    """Take what was mended out of the file; what is left to say of it is nothing."""
    from dataclasses import replace

    from zusage.app.baseline import read_baseline, shortened, write_baseline

    write_baseline(file, shortened(read_baseline(file), compared))
    count = sum(entry.count for entry in compared.mended)
    say(f"{file}: behoben und herausgenommen: {count}", f"{file}: mended and taken out: {count}", err=form != "text")
    return replace(compared, mended=())


def _refuse_together(baseline: Path | None, writes: bool, others: dict[str, str | None]) -> None:
    """A file is written of all findings of today, or not at all."""
    from zusage.model.errors import UsageError

    other = next((option for option, value in others.items() if value), "")
    if writes and baseline is None:
        raise click.UsageError("--write-baseline, --shorten-baseline: --baseline FILE")
    if writes and other:
        raise UsageError("ZE64", option="--write-baseline", other=other)


def _explain(rule: str, path: Path) -> None:
    from zusage.app.explaining import explain

    word = rule if rule.upper().startswith("ZU") else f"ZU{rule}"
    tell(explain(word, path, now(), None, language()))


def _told(result: CheckResult, form: str, compared: Compared | None, quiet: bool) -> Iterable[str]:
    from zusage.app.repository import repository_root

    root = repository_root(Path.cwd())
    if form == "json":
        from zusage.app.check_data import report_data

        return [json.dumps(report_data(result, language(), compared), indent=1, ensure_ascii=False)]
    if form == "sarif":
        from zusage.app.check_sarif import report_sarif

        return [json.dumps(report_sarif(result, language(), root, compared), indent=1, ensure_ascii=False)]
    if form == "github":
        from zusage.app.check_github import report_annotations

        return report_annotations(result, language(), root)
    from zusage.app.check_view import report_lines

    return report_lines(result, language(), compared, quiet)


def _errors(faults: DeclarationErrors, form: str) -> Iterable[str]:
    from zusage.app.repository import repository_root

    root = repository_root(Path.cwd())
    if form == "github":
        from zusage.app.check_github import error_annotations

        return error_annotations(faults, language(), root)
    from zusage.app.check_data import errors_data
    from zusage.app.check_sarif import errors_sarif

    told = errors_data(faults, language()) if form == "json" else errors_sarif(faults, language(), root)
    return [json.dumps(told, indent=1, ensure_ascii=False)]
