"""A check as programs read it: JSON. `docs/spec/report.md` says what every key means.

Law: keys are never renamed or taken away within version 1; new ones may come. The same declaration, day and language give
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zusage.app.baseline import Compared
from zusage.app.check import CheckResult
from zusage.app.fingerprints import fingerprints
from zusage.checker.rule import Rule
from zusage.language.messages import advice, sentence
from zusage.model.errors import DeclarationErrors
from zusage.model.finding import Finding
from zusage.model.text import Language

VERSION = 1


def report_data(result: CheckResult, language: Language, compared: Compared | None = None) -> dict[str, Any]:
    """The report as JSON data."""
    report, root = result.report, result.root
    reasons = {id(finding): reason.to(language) for finding, reason in report.allowed}

    def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
        return [
            {
                **finding_data(result.rules[finding.rule], finding, language),
                "path": path,
                "fingerprint": f"{digest}:{number}",
            }
            for finding, path, digest, number in fingerprints(findings, root)
        ]

    accepted = [finding for finding, _ in report.allowed]
    data: dict[str, Any] = {
        "version": VERSION,
        "as_of": result.as_of.isoformat(),
        "promises": len(result.policy.promises),
        "findings": told(report.findings),
        "wrong_now": told(result.overtaken),
        "allowed": [{**one, "reason": reasons[id(finding)]} for finding, one in zip(accepted, told(accepted), strict=True)],
        "rules_run": list(report.run),
        "rules_not_run": [{"rule": id, "needs": needs} for id, needs in report.not_run],
    }
    if compared is not None:
        mended = [
            {"rule": one.rule, "path": one.path, "subject": one.subject, "count": one.count} for one in compared.mended
        ]
        data["baseline"] = {"written": compared.written.isoformat(), "known": len(compared.known), "mended": mended}
    return data


def findings_data(findings: Iterable[Finding], rules: Mapping[str, Rule], language: Language) -> list[dict[str, Any]]:
    """Findings as JSON data."""
    return [finding_data(rules[finding.rule], finding, language) for finding in findings]


def finding_data(rule: Rule, finding: Finding, language: Language) -> dict[str, Any]:
    """One finding as JSON data."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "kind": "wrong" if finding.right_on is None else "right-then-wrong-now",
        "right_on": finding.right_on.isoformat() if finding.right_on else None,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "subject": finding.subject,
        "message": rule.words(finding, language),
        "fix": rule.fix.to(language),
        "source": rule.law(language),
    }


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
    return {"version": VERSION, "errors": found}
