"""An inspection in words: systems, instances, what could not be seen, what drifted.

Law: what nobody looked at is named as such, apart from what is well; problems of stores are told in words, with their code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zusage.app.check_view import counts_in_words, finding_lines
from zusage.app.inspecting import Inspection
from zusage.checker.rule import Needs
from zusage.engine.survey import NO_PROBE
from zusage.language.messages import catalogue
from zusage.model.text import Language
from zusage.plan.survey import SurveyedTarget

NOTES = {
    "a pooler is in between": (
        "dazwischen liegt ein Pooler: nur im Transaktionsmodus, einrichten nur direkt",
        "a pooler is in between: transaction mode only; set up directly",
    )
}
"""What a store says of itself, in words; mechanisms that keep copies have names of their own."""
SHOWN = 5
"""So many instances with the same problem are named; the others are counted."""


def inspection_lines(inspection: Inspection, texts: Mapping[str, Sequence[str]], language: Language) -> Iterator[str]:
    """One line per system that was looked at, what nobody can look at, what was looked into, then the findings."""
    first = 0 if language == "de" else 1
    systems: dict[str, list[SurveyedTarget]] = {}
    for surveyed in inspection.survey.targets:
        systems.setdefault(surveyed.target.system, []).append(surveyed)
    width = max(map(len, systems), default=0) + 2
    blind = [name for name, targets in systems.items() if targets[0].problem.startswith(NO_PROBE)]
    absent = [name for name, targets in systems.items() if targets[0].absent]
    for name, targets in systems.items():
        if name not in blind and name not in absent:
            yield from _system(name.ljust(width), targets, language)
    if blind:
        words = ("Niemand kann hier nachsehen", "Nobody can look here yet")
        yield f"{words[first]}: {', '.join(blind)}"
    if absent:
        yield f"{('In dieser Umgebung nicht vorhanden', 'Absent in this environment')[first]}: {', '.join(absent)}"
    for name, reason in inspection.unlisted.items():
        words = (f"Ob {name} verwaiste Datenbanken hat, ist nicht zu sehen", f"Whether {name} has orphans cannot be seen")
        yield f"! {words[first]}: {reason}"
    yield from _observed(inspection, first)
    yield ""
    drift = [f for f in inspection.report.findings if inspection.rules[f.rule].needs is Needs.INVENTORY]
    for finding in drift:
        yield from finding_lines(finding, inspection.rules[finding.rule], texts, language)
    yield counts_in_words(drift, language)
    if others := len(inspection.report.findings) - len(drift):
        words = (f"In der Erklärung selbst noch {others}: zusage check", f"{others} more in the text itself: zusage check")
        yield words[first]
    yield (
        "Kein Wert wurde gespeichert oder angezeigt; es wurde nichts verändert.",
        "No value was stored or shown; nothing has been changed.",
    )[first]


def _system(name: str, targets: list[SurveyedTarget], language: Language) -> Iterator[str]:
    first = 0 if language == "de" else 1
    expected = [t for t in targets if t.expected]
    seen = [t for t in expected if t.structure is not None]
    parts = []
    if len(expected) > 1 or targets[0].target.instance:
        parts.append((f"{len(seen)} von {len(expected)} gesehen", f"{len(seen)} of {len(expected)} seen")[first])
    counts = sorted({len(t.structure.tables) for t in seen if t.structure})
    if counts and counts != [1]:
        parts.append(_tables(counts, first))
    elif counts and not parts:
        parts.append(("gesehen", "seen")[first])
    if (shapes := len({t.fingerprint for t in seen})) > 1:
        parts.append((f"in {shapes} Bauarten", f"in {shapes} shapes")[first])
    if orphans := len(targets) - len(expected):
        parts.append((f"{orphans} ohne Eintrag im Register", f"{orphans} without a registry row")[first])
    yield f"{name}{', '.join(parts) or ('nicht gesehen', 'not seen')[first]}"
    for note in sorted({n for t in seen if t.structure for n in (*t.structure.copies, *t.structure.notes)}):
        yield f"{' ' * len(name)}! {NOTES.get(note, (note, note))[first]}"
    problems: dict[str, list[str]] = {}
    for surveyed in expected:
        if surveyed.problem:
            problems.setdefault(surveyed.problem, []).append(str(surveyed.target))
    for problem, names in problems.items():
        more = f" (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
        yield f"{' ' * len(name)}! {_in_words(problem, language)}: {', '.join(names[:SHOWN])}{more}"


def _tables(counts: list[int], first: int) -> str:
    number = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
    return (f"{number} Tabellen", f"{number} tables")[first]


def _in_words(problem: str, language: Language) -> str:
    """The title of an error code; the technical remainder as it is."""
    code, _, detail = problem.partition(" ")
    known = catalogue().get(code)
    return f"{known.title.to(language)} ({code})" if known is not None else detail or problem


def _observed(inspection: Inspection, first: int) -> Iterator[str]:
    looked: dict[str, set[str]] = {"moments": set(), "profile": set()}
    unseen: dict[tuple[str, str], int] = {}
    for observation in inspection.observations:
        kind, _, where = observation.look.partition(":")
        if observation.visible:
            looked.setdefault(kind, set()).add(where)
        else:
            unseen[where, observation.reason] = unseen.get((where, observation.reason), 0) + 1
    moments, columns = len(looked["moments"]), len(looked["profile"])
    yield (
        f"Angesehen: {moments} Spalten, von denen Fristen zählen; Stichproben aus {columns} Spalten, die kein Datum nennt.",
        f"Looked at: {moments} columns that periods count from; samples of {columns} columns that no datum claims.",
    )[first]
    for (where, reason), count in unseen.items():
        times = f" ({count})" if count > 1 else ""
        yield f"! {where} {('nicht zu sehen', 'not visible')[first]}{times}: {reason}"
