"""An inspection in words: systems, instances, what could not be seen, what drifted."""

from __future__ import annotations

from collections.abc import Iterator

from zusage.app.check_view import LEVELS
from zusage.app.inspecting import Inspection
from zusage.model.text import Language
from zusage.plan.survey import SurveyedTarget


def inspection_lines(inspection: Inspection, language: Language) -> Iterator[str]:
    """One line per system, then the targets with a problem, then the findings."""
    first = 0 if language == "de" else 1
    systems: dict[str, list[SurveyedTarget]] = {}
    for surveyed in inspection.survey.targets:
        systems.setdefault(surveyed.target.system, []).append(surveyed)
    for name, targets in systems.items():
        seen = [t for t in targets if t.structure is not None]
        shapes = len({t.fingerprint for t in seen})
        tables = max((len(t.structure.tables) for t in seen if t.structure), default=0)
        words = (
            f"{len(seen)} von {len(targets)} gesehen, {tables} Tabellen, {shapes} Bauart(en)",
            f"{len(seen)} of {len(targets)} seen, {tables} tables, {shapes} shape(s)",
        )
        yield f"{name:<16} {words[first]}"
        for copy in sorted({c for t in seen if t.structure for c in t.structure.copies}):
            yield f"                 {('Kopie', 'copy')[first]}: {copy}"
        for surveyed in targets:
            if surveyed.problem:
                yield f"               ! {surveyed.target}: {surveyed.problem}"
            elif not surveyed.expected:
                yield f"               ! {surveyed.target}: {('steht in keinem Register', 'in no registry')[first]}"
    yield from _observed(inspection, first)
    for finding in inspection.report.findings:
        rule = inspection.rules[finding.rule]
        level, text = LEVELS[finding.severity][first], rule.words(finding, language)
        yield f"{finding.place}: {finding.rule} {level}  {text}   {rule.source}"
    yield (
        "Kein Wert wurde gespeichert oder angezeigt; es wurde nichts verändert.",
        "No value was stored or shown; nothing has been changed.",
    )[first]


def _observed(inspection: Inspection, first: int) -> Iterator[str]:
    unseen: dict[tuple[str, str], int] = {}
    for observation in inspection.observations:
        if not observation.visible:
            key = (observation.look, observation.reason)
            unseen[key] = unseen.get(key, 0) + 1
    for (look, reason), count in unseen.items():
        yield f"! {look} {('nicht zu sehen', 'not visible')[first]} ({count}): {reason}"
