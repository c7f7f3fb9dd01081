"""A check as people read it: findings by file, each with its line, the next step and the law; then what was run.

Law: one finding is five lines, in brief one. What was right on an earlier day stands in a section of its own. Rules that
were not run are named, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from zusage.app.baseline import Compared
from zusage.app.check import CheckResult
from zusage.checker.rule import Rule
from zusage.language.dates import long_date
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Language

LEVELS = {Severity.ERROR: ("Fehler", "error"), Severity.WARNING: ("Warnung", "warning"), Severity.INFO: ("Hinweis", "info")}


def report_lines(
    result: CheckResult, language: Language, compared: Compared | None = None, brief: bool = False
) -> Iterator[str]:
    """All findings, then what was accepted, what was run and what not, and the counts."""
    first = 0 if language == "de" else 1
    plain = [finding for finding in result.report.findings if finding.right_on is None]
    dated = [finding for finding in result.report.findings if finding.right_on is not None]
    yield from _by_file(plain, result, language, brief)
    if dated or result.overtaken:
        yield from _section(dated or result.overtaken, result, language, brief)
    if brief:
        if result.report.findings or result.overtaken:
            yield counts_in_words(result.report.findings, language)
        return
    for finding, reason in result.report.allowed:
        title = result.rules[finding.rule].title.to(language)
        words = (f"{title}. Grund: {reason.to('de')}", f"{title}. Reason: {reason.to('en')}")
        yield f"{finding.place}: {finding.rule} {('zugelassen', 'allowed')[first]}  {words[first]}"
    if compared is not None:
        yield from compared_lines(compared, language)
    yield from run_lines(result, language)
    promises = len(result.policy.promises)
    counts = counts_in_words(result.report.findings, language)
    if compared is not None and compared.known and not result.report.findings:
        counts = ("Keine neuen Befunde.", "No new findings.")[first]
    yield (f"{promises} Zusagen gelesen. ", f"{promises} promises read. ")[first] + counts


def _by_file(findings: Sequence[Finding], result: CheckResult, language: Language, brief: bool) -> Iterator[str]:
    files = list(dict.fromkeys(finding.place.file for finding in findings))
    for file in files:
        here = [finding for finding in findings if finding.place.file == file]
        if len(files) > 1 and not brief:
            yield f"── {file}  {counts_in_words(here, language)}"
        for finding in here:
            yield from finding_lines(finding, result.rules[finding.rule], result.texts, language, brief)
            if not brief:
                yield ""


def _section(findings: Sequence[Finding], result: CheckResult, language: Language, brief: bool) -> Iterator[str]:
    """Right then, wrong now: by day, the days in order."""
    for day in sorted({finding.right_on for finding in findings if finding.right_on is not None}):
        here = [finding for finding in findings if finding.right_on == day]
        if not brief:
            yield _heading(day, result, language)
            yield ""
        yield from _by_file(here, result, language, brief)


def _heading(day: date, result: CheckResult, language: Language) -> str:
    said = long_date(day, language)
    if result.overtaken:
        words = (
            f"Damals richtig, heute falsch: am {said} war das kein Befund, deshalb zählt es hier nicht als Fehler.",
            f"Right then, wrong now: this was no finding on {said}, so it does not count as an error here.",
        )
    else:
        words = (
            f"Damals richtig, heute falsch: am {said} war das noch kein Befund.",
            f"Right then, wrong now: this was no finding yet on {said}.",
        )
    return words[0 if language == "de" else 1]


def finding_lines(
    finding: Finding, rule: Rule, texts: Mapping[str, Sequence[str]], language: Language, brief: bool = False
) -> Iterator[str]:
    """One finding: place and words, the line with the spot marked, the next step with its source in law."""
    level = LEVELS[finding.severity][0 if language == "de" else 1]
    since = f" [{right_then(finding, language)}]" if brief and finding.right_on else ""
    yield f"{finding.place}: {rule.id} {level}  {rule.words(finding, language)}{since}"
    if brief:
        return
    yield from excerpt(finding.place, texts)
    yield f"   {rule.fix.to(language)}"
    yield f"   {rule.law(language)}     zusage explain {rule.id}"


def right_then(finding: Finding, language: Language) -> str:
    """That the finding was right on an earlier day; "" if it was not."""
    if finding.right_on is None:
        return ""
    day = long_date(finding.right_on, language)
    return f"damals richtig ({day}), heute falsch" if language == "de" else f"right then ({day}), wrong now"


def excerpt(place: Place, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The line of a place, cut around the spot where it is long, and a second one that marks the spot."""
    lines = texts.get(place.file, ())
    if not 0 < place.line <= len(lines):
        return
    line, column = lines[place.line - 1].rstrip(), max(place.column, 1)
    marked = width_of(place, line)
    start = 0 if column + marked <= WIDTH else max(column - 1 - WIDTH // 2, 0)
    cut = "…" if start else ""
    shown = cut + line[start : start + WIDTH]
    yield f"   {place.line:>5} | {shown}{'…' if len(line) > start + WIDTH else ''}"
    yield f"         | {' ' * (column - 1 - start + len(cut))}{'^' * marked}"


def width_of(place: Place, line: str) -> int:
    """How many characters the word at a place has, at least one."""
    spot = _SPOT.match(line, max(place.column, 1) - 1)
    return max(len(spot[0]) if spot else 1, 1)


WIDTH = 86
_SPOT = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s:,{}\[\]]+")


def compared_lines(compared: Compared, language: Language) -> Iterator[str]:
    """What the baseline covers, what was mended since, and that the file can be shortened."""
    first = 0 if language == "de" else 1
    since = long_date(compared.written, language)
    known, mended = len(compared.known), sum(entry.count for entry in compared.mended)
    yield (
        f"Grundlinie vom {since}: {known} bekannt, {mended} behoben.",
        f"Baseline of {since}: {known} known, {mended} mended.",
    )[first]
    for entry in compared.mended[:_SHOWN]:
        times = f" ({entry.count}×)" if entry.count > 1 else ""
        yield f"   {('behoben', 'mended')[first]}: {entry.rule} {entry.path or entry.subject}{times}"
    if mended:
        more = f"   (+{len(compared.mended) - _SHOWN}) " if len(compared.mended) > _SHOWN else "   "
        shorten = ("Die Datei lässt sich kürzen: --shorten-baseline", "The file can be shortened: --shorten-baseline")
        yield more + shorten[first]


_SHOWN = 5


def run_lines(result: CheckResult, language: Language) -> Iterator[str]:
    """How many rules were run, and which were not, by reason."""
    first = 0 if language == "de" else 1
    day = long_date(result.as_of, language)
    run = len(result.report.run)
    rules = ("Regel" if run == 1 else "Regeln", "rule" if run == 1 else "rules")[first]
    yield (f"{run} {rules} geprüft, mit dem Recht vom {day}.", f"{run} {rules} run, at the law of {day}.")[first]
    for reason, words in _NOT_RUN.items():
        ids = [id for id, why in result.report.not_run if why == reason]
        if ids:
            named = "" if reason == "selection" else f": {ids_in_words(ids)}"
            yield f"{len(ids)} {words[first]}{named}"


_NOT_RUN = {
    "inventory": (
        "nicht geprüft, sie brauchen einen Blick in die Systeme (zusage inspect)",
        "not run, they need a look at the systems (zusage inspect)",
    ),
    "time": ("nicht geprüft, das Recht verlangte das an diesem Tag nicht", "not run, the law did not ask that on that day"),
    "selection": ("nicht geprüft, --select lässt sie aus.", "not run, --select leaves them out."),
}


def ids_in_words(ids: Sequence[str]) -> str:
    """Ids in order; three and more that follow one another as a range."""
    runs: list[list[str]] = []
    for id in sorted(ids):
        if runs and int(id[2:]) == int(runs[-1][-1][2:]) + 1:
            runs[-1].append(id)
        else:
            runs.append([id])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def counts_in_words(findings: Sequence[Finding], language: Language) -> str:
    """How many findings of which level, or that there are none."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    if not any(counts.values()):
        return "Keine Befunde." if language == "de" else "No findings."
    words = {
        Severity.ERROR: (("Fehler", "Fehler"), ("error", "errors")),
        Severity.WARNING: (("Warnung", "Warnungen"), ("warning", "warnings")),
        Severity.INFO: (("Hinweis", "Hinweise"), ("note", "notes")),
    }
    first = 0 if language == "de" else 1
    return ", ".join(f"{n} {words[severity][first][n > 1]}" for severity, n in counts.items() if n) + "."
