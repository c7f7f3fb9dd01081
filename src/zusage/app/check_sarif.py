"""A check as code hosts read it: SARIF 2.1.0 (OASIS).

Law: valid against the schema of the standard. Places are relative to the root of the repository; fingerprints do not
depend on lines (`zusage.app.fingerprints`). Exceptions of the declaration are suppressed in the source with their reason,
findings that a baseline covers are unchanged and suppressed from outside. What was right on an earlier day says so in its
properties; where that day was asked for, it is a note, because it does not count as an error.
"""

from __future__ import annotations

import re
from inspect import getdoc, getmodule
from pathlib import Path
from typing import Any

from zusage.app.baseline import Compared
from zusage.app.check import CheckResult
from zusage.app.check_view import right_then, width_of
from zusage.app.fingerprints import fingerprints
from zusage.app.repository import uri
from zusage.checker.rule import Rule
from zusage.checker.run import load_rules
from zusage.language.messages import catalogue, sentence
from zusage.model.errors import DeclarationErrors
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Language

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "zusageFinding/v1"


def report_sarif(result: CheckResult, language: Language, root: Path, compared: Compared | None = None) -> dict[str, Any]:
    """The report as SARIF."""
    docs = {id: getdoc(getmodule(check)) or "" for id, (_, check) in load_rules().items()}
    rules = [_rule(rule, docs.get(rule.id, ""), language) for rule in result.rules.values()]
    reasons = {id(finding): reason.to(language) for finding, reason in result.report.allowed}
    known = {id(finding) for finding in compared.known} if compared is not None else set()
    later = {id(finding) for finding in result.overtaken}
    shown = [*result.report.findings, *(compared.known if compared is not None else ()), *result.overtaken]
    shown += [finding for finding, _ in result.report.allowed]
    place = {id: number for number, id in enumerate(result.rules)}
    results = []
    for finding, path, digest, number in fingerprints(shown, result.root):
        one = _result(result, finding, language, root)
        one["ruleIndex"] = place[finding.rule]
        one["partialFingerprints"] = {FINGERPRINT: f"{digest}:{number}"}
        one["properties"] |= {"path": path} if path else {}
        if id(finding) in later:
            one["level"] = "note"
        if id(finding) in reasons:
            one["suppressions"] = [{"kind": "inSource", "justification": reasons[id(finding)]}]
        elif id(finding) in known and compared is not None:
            one["suppressions"] = [{"kind": "external", "justification": f"baseline {compared.written}"}]
        if compared is not None and id(finding) not in later and id(finding) not in reasons:
            one["baselineState"] = "unchanged" if id(finding) in known else "new"
        results.append(one)
    return _log(rules, results, {"asOf": result.as_of.isoformat(), "language": language})


def errors_sarif(errors: DeclarationErrors, language: Language, root: Path) -> dict[str, Any]:
    """Errors of a declaration that has no single meaning."""
    codes = sorted({error.code for error in errors.errors})
    known = catalogue()
    rules = [{"id": code, "shortDescription": {"text": known[code].title.to(language)}} for code in codes if code in known]
    found = [
        {
            "ruleId": error.code,
            "level": "error",
            "message": {"text": sentence(error, language)},
            "locations": [_location(error.place, 0, root)],
        }
        for error in errors.errors
    ]
    return _log(rules, found, {"language": language})


def _rule(rule: Rule, documentation: str, language: Language) -> dict[str, Any]:
    title, fix, law = rule.title.to(language), rule.fix.to(language), rule.law(language)
    described: dict[str, Any] = {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": re.sub(r"\{\w+\}", "…", rule.message.to(language))},
        "help": {"text": f"{fix} ({law})", "markdown": f"{fix}\n\n{law}\n\n{_examples(documentation, language)}".strip()},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "law": law,
            "page": f"docs/rules/{rule.id}.md",
            "confidence": rule.confidence,
            "tags": ["privacy", "law"],
        },
    }
    days = {"since": rule.since, "until": rule.until}
    described["properties"] |= {key: day.isoformat() for key, day in days.items() if day is not None}
    return described


def _examples(documentation: str, language: Language) -> str:
    """Wrong and Right of a rule's page as blocks of YAML; the reason before them is written in English."""
    why, _, rest = documentation.partition("\n")[2].partition("Wrong:\n")
    wrong, _, right = rest.partition("\nRight:\n")
    names = ("So nicht:", "Sondern:") if language == "de" else ("Wrong:", "Right:")
    blocks = [f"{name}\n\n```yaml\n{_flush(text)}\n```" for name, text in zip(names, (wrong, right), strict=True) if text]
    return "\n\n".join([why.strip(), *blocks] if language == "en" else blocks)


def _flush(block: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in block.rstrip().splitlines())


def _result(result: CheckResult, finding: Finding, language: Language, root: Path) -> dict[str, Any]:
    rule, place = result.rules[finding.rule], finding.place
    since = right_then(finding, language)
    words = rule.words(finding, language) + (f" ({since})" if since else "")
    properties: dict[str, Any] = {"kind": "wrong"}
    if finding.right_on is not None:
        properties = {"kind": "right-then-wrong-now", "rightOn": finding.right_on.isoformat()}
    if finding.subject:
        properties["subject"] = finding.subject
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": words},
        "properties": properties,
    }
    if place.file:
        lines = result.texts.get(place.file, ())
        wide = width_of(place, lines[place.line - 1]) if 0 < place.line <= len(lines) else 0
        found["locations"] = [_location(place, wide, root)]
    return found


def _location(place: Place, wide: int, root: Path) -> dict[str, Any]:
    address = uri(place.file, root)
    artifact = {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": "SRCROOT"}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line:
        column = max(place.column, 1)
        physical["region"] = {"startLine": place.line, "startColumn": column}
        if wide:
            physical["region"] |= {"endLine": place.line, "endColumn": column + wide}
    return {"physicalLocation": physical}


def _log(rules: list[dict[str, Any]], results: list[dict[str, Any]], properties: dict[str, Any]) -> dict[str, Any]:
    from importlib.metadata import version

    driver = {"name": "zusage", "version": version("zusage"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "results": results,
        "properties": properties,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
