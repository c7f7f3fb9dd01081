"""A check as people and machines read it: text with the line in question, JSON, SARIF 2.1.0 for code hosts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from zusage.app.check import CheckResult
from zusage.model.finding import Finding, Severity
from zusage.model.text import Language

LEVELS = {Severity.ERROR: ("Fehler", "error"), Severity.WARNING: ("Warnung", "warning"), Severity.INFO: ("Hinweis", "info")}
SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report_lines(result: CheckResult, language: Language) -> Iterator[str]:
    """Findings with place, words, the line, the source in law and what to do; then what was run and what not."""
    first = 0 if language == "de" else 1
    for finding in result.report.findings:
        yield from _finding_lines(result, finding, language)
    for finding, reason in result.report.allowed:
        yield f"{finding.place}: {finding.rule} {('zugelassen', 'allowed')[first]}: {reason}"
    promises = len(result.policy.promises)
    yield (f"{promises} Zusagen gelesen. ", f"{promises} promises read. ")[first] + _counts(result, language)
    run, not_run = len(result.report.run), result.report.not_run
    words = (
        f"{run} Regeln geprüft, {len(not_run)} nicht (sie brauchen einen Blick in die Systeme: zusage inspect).",
        f"{run} rules run, {len(not_run)} not run (they need a look at the systems: zusage inspect).",
    )
    yield words[first] + (f" {', '.join(id for id, _ in not_run)}" if not_run else "")


def _finding_lines(result: CheckResult, finding: Finding, language: Language) -> Iterator[str]:
    rule = result.rules[finding.rule]
    level = LEVELS[finding.severity][0 if language == "de" else 1]
    yield f"{finding.place}: {finding.rule} {level}  {rule.words(finding, language)}   {rule.source}"
    lines = result.texts.get(finding.place.file, ())
    if 0 < finding.place.line <= len(lines):
        yield f"   {finding.place.line:>5} | {lines[finding.place.line - 1][:110]}"
    yield f"   {rule.fix.to(language)}   zusage explain {finding.rule}"


def _counts(result: CheckResult, language: Language) -> str:
    counts = {severity: sum(f.severity is severity for f in result.report.findings) for severity in Severity}
    if not any(counts.values()):
        return "Keine Befunde." if language == "de" else "No findings."
    words = {
        Severity.ERROR: ("Fehler", "errors"),
        Severity.WARNING: ("Warnungen", "warnings"),
        Severity.INFO: ("Hinweise", "notes"),
    }
    return ", ".join(f"{n} {words[severity][0 if language == 'de' else 1]}" for severity, n in counts.items() if n) + "."


def report_data(result: CheckResult, language: Language) -> dict[str, Any]:
    """The report as JSON data."""
    return {
        "promises": len(result.policy.promises),
        "findings": [_data(result, finding, language) for finding in result.report.findings],
        "allowed": [{**_data(result, finding, language), "reason": reason} for finding, reason in result.report.allowed],
        "rules_run": list(result.report.run),
        "rules_not_run": [{"rule": id, "needs": needs} for id, needs in result.report.not_run],
    }


def _data(result: CheckResult, finding: Finding, language: Language) -> dict[str, Any]:
    rule = result.rules[finding.rule]
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "subject": finding.subject,
        "message": rule.words(finding, language),
        "fix": rule.fix.to(language),
        "source": rule.source,
    }


def report_sarif(result: CheckResult, language: Language) -> dict[str, Any]:
    """The report as SARIF 2.1.0 (OASIS)."""
    rules = [
        {"id": rule.id, "shortDescription": {"text": rule.title.to(language)}, "help": {"text": rule.fix.to(language)}}
        for rule in result.rules.values()
    ]
    driver = {"name": "zusage", "version": version("zusage"), "rules": rules}
    results = [_sarif_result(result, finding, language) for finding in result.report.findings]
    return {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _sarif_result(result: CheckResult, finding: Finding, language: Language) -> dict[str, Any]:
    region = {"startLine": max(finding.place.line, 1), "startColumn": max(finding.place.column, 1)}
    location = {"physicalLocation": {"artifactLocation": {"uri": finding.place.file}, "region": region}}
    text = result.rules[finding.rule].words(finding, language)
    return {"ruleId": finding.rule, "level": SARIF[finding.severity], "message": {"text": text}, "locations": [location]}
