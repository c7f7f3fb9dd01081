"""The door between people and the house: language, clock, errors as sentences, exit codes.

Law: no traceback for an error that Zusage raises on purpose; an unexpected one is told in one sentence and shown whole only
with --traceback. The clock is read here and handed down.
"""

from __future__ import annotations

import locale
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from zusage.model.errors import (
    ConnectorError,
    DeclarationError,
    DeclarationErrors,
    IntegrityError,
    RefusedError,
    UsageError,
    ZusageError,
)
from zusage.model.text import Language

CODES: tuple[tuple[type[ZusageError], int], ...] = (
    (DeclarationErrors, 2),
    (DeclarationError, 2),
    (UsageError, 2),
    (RefusedError, 1),
    (ConnectorError, 3),
    (IntegrityError, 4),
)


def language() -> Language:
    """German when asked for or when the terminal is German, else English."""
    context = click.get_current_context(silent=True)
    asked = (context.find_root().obj or {}).get("lang") if context else _asked_before(sys.argv[1:])
    if asked:
        return "de" if asked == "de" else "en"
    spoken = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    )
    return "de" if spoken.lower().startswith("de") else "en"


def _asked_before(words: Sequence[str]) -> str | None:
    """The language of an error that is told after the command has ended: that of `--lang`, which stands before its name."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def now() -> datetime:
    """The moment of this command; `ZUSAGE_NOW` (ISO 8601 with zone) moves it back for rehearsals, never into the future."""
    clock = datetime.now(UTC)  # noqa: TID251
    if text := os.environ.get("ZUSAGE_NOW"):
        return min(datetime.fromisoformat(text).astimezone(UTC), clock)
    return clock


def say(de: str, en: str, **options: Any) -> None:
    """Print one line in the reader's language."""
    click.secho(de if language() == "de" else en, **options)


def width() -> int:
    """Columns of the terminal, for tables; 160 where there is none (a file, a pipe), never fewer than 100."""
    return max(100, shutil.get_terminal_size((160, 40)).columns)


def tell(lines: Iterable[str]) -> None:
    """Print lines; on a terminal, long ones are broken between words and hang under their text. A pipe gets them whole."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        click.echo("\n".join(fitted(line, columns)))


def fitted(line: str, columns: int) -> list[str]:
    """A line in at most `columns` columns (0: as it is); lines of a declaration and addresses are left whole."""
    if not columns or len(line) <= columns or _QUOTED.match(line):
        return [line]
    label = _LABELLED.match(line)
    hang = " " * (len(label[0]) if label and len(label[0]) <= columns // 2 else _HANG)
    return textwrap.wrap(
        line, columns, subsequent_indent=hang, drop_whitespace=True, break_long_words=False, break_on_hyphens=False
    )


_HANG = 3
_QUOTED = re.compile(r"\s+\d* \| | {4}(?! )")
_LABELLED = re.compile(r"(?: {2}\S.*?\S? {2,}| {4,}|\S+ {2,}\S[^.]*? {2,})(?=\S)")


def guarded(command: Callable[..., Any]) -> None:
    """Run a command; errors become sentences on standard error and an exit code."""
    try:
        command(standalone_mode=True)
    except ZusageError as error:
        show_error(error)
        sys.exit(next((code for kind, code in CODES if isinstance(error, kind)), 1))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if "--traceback" in sys.argv:
            raise
        if isinstance(error, OSError) and isinstance(error.filename, str | Path):
            show_error(UsageError("ZE667", path=str(error.filename), reason=error.strerror or ""))
            sys.exit(2)
        kind = type(error).__name__
        click.secho(
            f"Unerwartet: {kind}. Nichts wurde verschwiegen: `zusage --traceback …` zeigt alles; bitte melden Sie es."
            if language() == "de"
            else f"Unexpected: {kind}. Nothing was hidden: `zusage --traceback …` shows it all; please report it.",
            err=True,
            fg="red",
        )
        sys.exit(70)


def show_error(error: ZusageError) -> None:
    """One error, or all errors of a reading, as sentences."""
    from zusage.language.messages import render

    errors = error.errors if isinstance(error, DeclarationErrors) else (error,)
    for one in errors:
        click.echo(render(one, language()), err=True)
    if len(errors) > 1:
        click.echo(f"{len(errors)} {'Fehler' if language() == 'de' else 'errors'}.", err=True)


def path_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """The declaration: a file or a folder; default: zusage.yml here."""
    return click.argument("path", type=click.Path(path_type=Path), default=Path())(function)


def path_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The declaration as an option, for commands that take something else as an argument."""
    return click.option(
        "--path",
        "-p",
        type=click.Path(path_type=Path),
        default=Path(),
        show_default=False,
        help="Declaration: file or folder.",
    )(function)


def env_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Which overlay of `environments` applies."""
    return click.option("--env", default=None, help="Environment of the declaration (default: production, or ZUSAGE_ENV).")(
        function
    )
