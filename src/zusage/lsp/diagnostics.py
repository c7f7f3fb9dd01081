"""Diagnostics: errors and findings as an editor shows them, at the word where something must change.

Law: one entry per error or finding, in the reader's language, with the next step and, for findings, the law. What has no
place stands at the beginning of the first file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp

from zusage.app.drafts import Draft
from zusage.language.messages import render
from zusage.model.finding import Severity
from zusage.model.place import Place
from zusage.model.text import Language

_LEVELS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_WORD = re.compile(r"[^\s:,{}\[\]]+")


def diagnostics(draft: Draft, language: Language, lines: Callable[[Path], list[str]]) -> dict[str, list[lsp.Diagnostic]]:
    """Diagnostics by file."""
    found: dict[str, list[lsp.Diagnostic]] = {}
    first = draft.files[0] if draft.files else ""
    for error in draft.errors:
        words = render(error, language).split("  ", 2)[-1]
        file = error.place.file or first
        entry = lsp.Diagnostic(_range(error.place, lines), words, lsp.DiagnosticSeverity.Error, error.code, source="zusage")
        found.setdefault(file, []).append(entry)
    for finding in draft.findings:
        rule = draft.rules[finding.rule]
        words = f"{rule.words(finding, language)}\n{rule.fix.to(language)}\n{rule.law(language)}"
        file, level = finding.place.file or first, _LEVELS[finding.severity]
        entry = lsp.Diagnostic(_range(finding.place, lines), words, level, finding.rule, source="zusage")
        found.setdefault(file, []).append(entry)
    return found


def _range(place: Place, lines: Callable[[Path], list[str]]) -> lsp.Range:
    row, column = max(0, place.line - 1), max(0, place.column - 1)
    try:
        text = lines(Path(place.file))[row] if place.file else ""
    except (OSError, UnicodeDecodeError, IndexError):
        text = ""
    match = _WORD.match(text, column)
    return lsp.Range(lsp.Position(row, column), lsp.Position(row, match.end() if match else column + 1))
