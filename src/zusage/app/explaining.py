"""Explaining: what a rule, an error, a promise or a date means.

Law: explanations come from the same texts that the commands use; nothing is written twice. A date is explained by the same
calendar that plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from difflib import get_close_matches
from inspect import getdoc
from pathlib import Path
from zoneinfo import ZoneInfo

from zusage.app.workspace import Workspace, read_workspace
from zusage.keeping.timing import falls_due, stage_timing
from zusage.model.errors import UsageError
from zusage.model.text import Language
from zusage.policy.promise import Promise, StageTerms


def explain(word: str, path: Path, now: datetime, start: str | None, language: Language) -> Iterator[str]:
    """Lines about `word`. Raises UsageError ZE42 when nothing has that name."""
    if word.upper().startswith("ZU"):
        return _rule(word.upper(), language)
    if word.upper().startswith("ZE"):
        return _error(word.upper(), language)
    workspace = read_workspace(path, now.date())
    if day := _day(word):
        return _date(workspace, day, now, language)
    promise = workspace.policy.promise(word)
    if promise is None:
        near = get_close_matches(word, [p.id for p in workspace.policy.promises], 1)
        raise UsageError("ZE42", promise=word, near=near[0] if near else "")
    return _promise(workspace, promise, now, start, language)


def _rule(id: str, language: Language) -> Iterator[str]:
    from importlib import import_module

    from zusage.checker.run import load_rules

    rules = load_rules()
    if id not in rules:
        near = get_close_matches(id, rules, 1)
        raise UsageError("ZE42", promise=id, near=near[0] if near else "")
    rule, check = rules[id]
    yield f"{rule.id}  {rule.severity.value}  {rule.title.to(language)}   {rule.source}"
    yield rule.message.to(language)
    yield rule.fix.to(language)
    yield ""
    yield getdoc(import_module(check.__module__)) or ""


def _error(code: str, language: Language) -> Iterator[str]:
    from zusage.language.messages import catalogue

    known = catalogue()
    if code not in known:
        near = get_close_matches(code, known, 1)
        raise UsageError("ZE42", promise=code, near=near[0] if near else "")
    message = known[code]
    yield f"{code}  {message.title.to(language)}"
    yield message.sentence.to(language).replace("[[", "").replace("]]", "")
    yield message.advice.to(language)


def _promise(workspace: Workspace, promise: Promise, now: datetime, start: str | None, language: Language) -> Iterator[str]:
    from zusage.kinds.registry import KINDS

    first = 0 if language == "de" else 1
    kind = KINDS[promise.kind]
    yield f"{promise.id}   {promise.kind} ({promise.duty.value})   {promise.digest[:12]}   {promise.place}"
    if text := kind.sentence(promise, workspace.policy, language):
        yield f'  "{text}"'
    if isinstance(promise.terms, StageTerms) and promise.terms.stage is not None:
        rule, stage = promise.terms.rule, promise.terms.rule.stages[promise.terms.stage]
        zone = ZoneInfo(workspace.policy.timezone)
        for pair in stage_timing(rule, stage, workspace.policy.run, now, zone).derivation:
            yield f"  {pair[first]}"
        if start and (day := _day(start)):
            due = falls_due(rule, stage, workspace.policy.run, day, now, zone)
            yield f"  {day} -> {due.astimezone(zone):%Y-%m-%d %H:%M}" if due else f"  {day} -> -"
    if kind.missing:
        yield ("  Noch nicht zu beobachten; es fehlt: ", "  Not observable yet; missing: ")[first] + kind.missing


def _date(workspace: Workspace, day: date, now: datetime, language: Language) -> Iterator[str]:
    zone = ZoneInfo(workspace.policy.timezone)
    yield (f"Was am {day} begann, wird fällig:" if language == "de" else f"What began on {day} falls due:")
    for promise in workspace.policy.promises:
        if isinstance(promise.terms, StageTerms) and promise.terms.stage is not None:
            rule, stage = promise.terms.rule, promise.terms.rule.stages[promise.terms.stage]
            due = falls_due(rule, stage, workspace.policy.run, day, now, zone)
            yield f"  {promise.id:<48} {stage.action.value:<10} {due.astimezone(zone).date() if due else '-'}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
