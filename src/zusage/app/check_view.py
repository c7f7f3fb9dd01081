"""A check as people and machines read it: text with the line in question, JSON, SARIF 2.1.0 for code hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from zusage.app.check import CheckResult
from zusage.checker.rule import Rule
from zusage.checker.run import Report
from zusage.language.messages import advice, catalogue, sentence
from zusage.model.errors import DeclarationErrors
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Language

LEVELS = {Severity.ERROR: ("Fehler", "error"), Severity.WARNING: ("Warnung", "warning"), Severity.INFO: ("Hinweis", "info")}
SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report_lines(result: CheckResult, language: Language) -> Iterator[str]:
    """Findings with place, words, the line, the source in law and what to do; then what was run and what not."""
    first = 0 if language == "de" else 1
    for finding in result.report.findings:
        yield from finding_lines(finding, result.rules[finding.rule], result.texts, language)
    for finding, reason in result.report.allowed:
        title = result.rules[finding.rule].title.to(language)
        yield f"{finding.place}: {finding.rule} {('zugelassen', 'allowed')[first]}  {title}: {reason}"
    promises = len(result.policy.promises)
    yield (f"{promises} Zusagen gelesen. ", f"{promises} promises read. ")[first] + counts_in_words(
        result.report.findings, language
    )
    run, not_run = len(result.report.run), result.report.not_run
    words = (
        f"{run} Regeln geprüft, {len(not_run)} nicht (sie brauchen einen Blick in die Systeme: zusage inspect).",
        f"{run} rules run, {len(not_run)} not run (they need a look at the systems: zusage inspect).",
    )
    yield words[first] + (f" {', '.join(id for id, _ in not_run)}" if not_run else "")


def finding_lines(finding: Finding, rule: Rule, texts: Mapping[str, Sequence[str]], language: Language) -> Iterator[str]:
    """One finding: place and words, the line with the spot marked, the next step with its source in law."""
    level = LEVELS[finding.severity][0 if language == "de" else 1]
    yield f"{finding.place}: {rule.id} {level}  {rule.words(finding, language)}"
    yield from excerpt(finding.place, texts)
    yield f"   {rule.fix.to(language)}"
    yield f"   {rule.law(language)}     zusage explain {rule.id}"


def excerpt(place: Place, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The line of a place, cut around the spot where it is long, and a second one that marks the spot."""
    lines = texts.get(place.file, ())
    if not 0 < place.line <= len(lines):
        return
    line, column = lines[place.line - 1].rstrip(), max(place.column, 1)
    spot = _SPOT.match(line, column - 1)
    marked = max(len(spot[0]) if spot else 1, 1)
    start = 0 if column + marked <= WIDTH else max(column - 1 - WIDTH // 2, 0)
    cut = "…" if start else ""
    shown = cut + line[start : start + WIDTH]
    yield f"   {place.line:>5} | {shown}{'…' if len(line) > start + WIDTH else ''}"
    yield f"         | {' ' * (column - 1 - start + len(cut))}{'^' * marked}"


WIDTH = 110
_SPOT = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s:,{}\[\]]+")


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


def report_data(result: CheckResult, language: Language) -> dict[str, Any]:
    """The report as JSON data."""
    return {
        "promises": len(result.policy.promises),
        "findings": findings_data(result.report, result.rules, language),
        "allowed": [
            {**_data(result.rules[finding.rule], finding, language), "reason": reason}
            for finding, reason in result.report.allowed
        ],
        "rules_run": list(result.report.run),
        "rules_not_run": [{"rule": id, "needs": needs} for id, needs in result.report.not_run],
    }


def findings_data(report: Report, rules: Mapping[str, Rule], language: Language) -> list[dict[str, Any]]:
    """The findings as JSON data."""
    return [_data(rules[finding.rule], finding, language) for finding in report.findings]


def _data(rule: Rule, finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "subject": finding.subject,
        "message": rule.words(finding, language),
        "fix": rule.fix.to(language),
        "source": rule.law(language),
    }


def report_sarif(result: CheckResult, language: Language) -> dict[str, Any]:
    """The report as SARIF 2.1.0 (OASIS); allowed findings are results that are suppressed, with the reason."""
    rules: list[dict[str, Any]] = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title.to(language)},
            "help": {"text": f"{rule.fix.to(language)} ({rule.law(language)})"},
            "defaultConfiguration": {"level": SARIF[rule.severity]},
        }
        for rule in result.rules.values()
    ]
    results = [_sarif_result(result, finding, language) for finding in result.report.findings]
    for finding, reason in result.report.allowed:
        accepted = {"suppressions": [{"kind": "inSource", "justification": reason}]}
        results.append({**_sarif_result(result, finding, language), **accepted})
    return _sarif(rules, results)


def errors_data(errors: DeclarationErrors, language: Language) -> dict[str, Any]:
    """Errors of a declaration that has no single meaning, as JSON data."""
    found = [
        {
            "code": error.code,
            "file": error.place.file,
            "line": error.place.line,
            "column": error.place.column,
            "message": sentence(error, language),
            "fix": advice(error, language),
        }
        for error in errors.errors
    ]
    return {"errors": found}


def errors_sarif(errors: DeclarationErrors, language: Language) -> dict[str, Any]:
    """The same as SARIF 2.1.0."""
    codes = sorted({error.code for error in errors.errors})
    known = catalogue()
    rules = [{"id": code, "shortDescription": {"text": known[code].title.to(language)}} for code in codes if code in known]
    found = [
        {
            "ruleId": error.code,
            "level": "error",
            "message": {"text": sentence(error, language)},
            "locations": [_location(error.place)],
        }
        for error in errors.errors
    ]
    return _sarif(rules, found)


def _sarif(rules: list[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, Any]:
    from importlib.metadata import version

    driver = {"name": "zusage", "version": version("zusage"), "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": Path(place.file).as_posix()}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {"physicalLocation": physical}


def _sarif_result(result: CheckResult, finding: Finding, language: Language) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": list(result.rules).index(finding.rule),
        "level": SARIF[finding.severity],
        "message": {"text": result.rules[finding.rule].words(finding, language)},
    }
    return {**found, "locations": [_location(finding.place)]} if finding.place.file else found
