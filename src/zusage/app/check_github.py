"""A check as GitHub shows it beside the changed lines: one workflow command per finding.

Law: `::error file=…,line=…,col=…,endColumn=…,title=…::message`; percent, line breaks, and in properties colon and comma
are escaped, so that no text of a declaration can end a property or start a command. What was right on an earlier day asked
for is a notice, because it does not count as an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zusage.app.check import CheckResult
from zusage.app.check_view import right_then, width_of
from zusage.app.repository import relative
from zusage.language.messages import advice, sentence
from zusage.model.errors import DeclarationErrors
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Language

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report_annotations(result: CheckResult, language: Language, root: Path) -> Iterator[str]:
    """One line per finding, the most severe first: GitHub shows ten of each level per step."""
    ranked = sorted(result.report.findings, key=lambda finding: tuple(Severity).index(finding.severity))
    for finding in ranked:
        yield _annotation(result, finding, COMMANDS[finding.severity], language, root)
    for finding in result.overtaken:
        yield _annotation(result, finding, "notice", language, root)


def error_annotations(errors: DeclarationErrors, language: Language, root: Path) -> Iterator[str]:
    """Errors of a declaration that has no single meaning."""
    for error in errors.errors:
        words = f"{sentence(error, language)} {advice(error, language)}".strip()
        yield command("error", error.place, 0, error.code, words, root)


def _annotation(result: CheckResult, finding: Finding, level: str, language: Language, root: Path) -> str:
    rule, place = result.rules[finding.rule], finding.place
    lines = result.texts.get(place.file, ())
    wide = width_of(place, lines[place.line - 1]) if 0 < place.line <= len(lines) else 0
    since = right_then(finding, language)
    words = [rule.words(finding, language), since and f"{since[0].upper()}{since[1:]}.", rule.fix.to(language)]
    message = "\n".join([*(word for word in words if word), rule.law(language)])
    return command(level, place, wide, f"{rule.id} {rule.title.to(language)}", message, root)


def command(level: str, place: Place, wide: int, title: str, message: str, root: Path) -> str:
    """One workflow command."""
    parts = [f"file={_property(relative(place.file, root))}"] if place.file else []
    if place.line:
        column = max(place.column, 1)
        parts += [f"line={place.line}", f"endLine={place.line}", f"col={column}", f"endColumn={column + max(wide, 1)}"]
    parts.append(f"title={_property(title)}")
    return f"::{level} {','.join(parts)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
