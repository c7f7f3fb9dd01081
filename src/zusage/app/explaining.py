"""Explaining: what a rule, an error, a promise or a date means.

Law: explanations come from the same texts that the commands use; nothing is written twice. A date is explained by the same
calendar that plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from inspect import getdoc
from pathlib import Path
from zoneinfo import ZoneInfo

from zusage.app.check_view import LEVELS
from zusage.app.workspace import Workspace, read_workspace
from zusage.checker.rule import Needs
from zusage.checker.rule import Rule as Check
from zusage.keeping.doubt import UNREAD, rests_on_unread
from zusage.keeping.timing import falls_due, stage_timing
from zusage.keeping.told import tell
from zusage.language.dates import long_date
from zusage.model.errors import UsageError
from zusage.model.text import Language
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Rule
from zusage.policy.start import Removed, Unseen


def explain(word: str, path: Path, now: datetime, start: str | None, language: Language) -> Iterator[str]:
    """Lines about `word`. Raises UsageError ZE42 when nothing has that name."""
    if word.upper().startswith("ZU"):
        return _rule(word.upper(), language)
    if word.upper().startswith("ZE"):
        return _error(word.upper(), language)
    workspace = read_workspace(path, now.date())
    if day := _day(word):
        return _date(workspace, day, now, language)
    promise = known_promise(workspace, word)
    day = _day(start) if start else None
    if start and day is None:
        raise UsageError("ZE99", value=start[:40], option="--date", example="2017-03-10")
    return _promise(workspace, promise, now, day, language)


def known_promise(workspace: Workspace, id: str) -> Promise:
    """The promise of this id. Raises UsageError ZE42, naming the nearest one."""
    promise = workspace.policy.promise(id)
    if promise is None:
        raise UsageError("ZE42", promise=id, near=_near(id, (p.id for p in workspace.policy.promises)))
    return promise


def _rule(id: str, language: Language) -> Iterator[str]:
    from importlib import import_module

    from zusage.checker.run import load_rules

    rules = load_rules()
    if id not in rules:
        raise UsageError("ZE124", name=id, near=_near(id, rules), kind="rule")
    rule, check = rules[id]
    first = 0 if language == "de" else 1
    yield f"{rule.id}  {LEVELS[rule.severity][first]}  {rule.title.to(language)}     {rule.law(language)}"
    yield _open(rule.message.to(language))
    yield rule.fix.to(language)
    yield from _term(rule, language)
    reason, _, example = (getdoc(import_module(check.__module__)) or "").partition("\nWrong:\n")
    wrong, _, right = example.partition("\nRight:\n")
    if language == "en":
        yield from ("", reason.partition("\n")[2].strip())
    yield from ("", ("So nicht:", "Wrong:")[first], wrong, ("Sondern:", "Right:")[first], right)
    if rule.needs is Needs.INVENTORY:
        needs = "Diese Regel braucht einen Blick in die Systeme: zusage inspect"
        yield from ("", (needs, "This rule needs a look at the systems: zusage inspect")[first])


def _term(rule: Check, language: Language) -> Iterator[str]:
    """From when to when the law asks it, and whether somebody has still to read the source."""
    first = 0 if language == "de" else 1
    since = long_date(rule.since, language) if rule.since else ""
    until = long_date(rule.until, language) if rule.until else ""
    if since:
        yield (f"Gilt seit dem {since}.", f"In force since {since}.")[first]
    if until:
        yield (f"Galt bis vor dem {until}.", f"In force until the day before {until}.")[first]
    if rule.confidence == "verify":
        words = ("Die Quelle ist noch nachzulesen.", "To be verified: nobody has read the source yet.")
        yield words[first]


def _open(text: str) -> str:
    """A template for reading: what differs from case to case is left open."""
    return re.sub(r"\{\w+\}", "…", text.replace("[[", "").replace("]]", "")).replace("….", "…")


def _near(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, list(known), 1)), "")


def _error(code: str, language: Language) -> Iterator[str]:
    from zusage.language.messages import catalogue

    known = catalogue()
    if code not in known:
        kind = "ein Fehlercode" if language == "de" else "error code"
        raise UsageError("ZE124", name=code, near=_near(code, known), kind=kind)
    message = known[code]
    yield f"{code}  {message.title.to(language)}"
    yield _open(message.sentence.to(language))
    if message.advice.to(language):
        yield _open(message.advice.to(language))


def _promise(workspace: Workspace, promise: Promise, now: datetime, day: date | None, language: Language) -> Iterator[str]:
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
        if day is not None:
            told = tell(rule, stage, workspace.policy.run, day, now, zone, language)
            mark = _mark(rule, now.date(), language)
            yield f"  {day} -> {told.due.astimezone(zone):%Y-%m-%d %H:%M}{mark}" if told.due else f"  {day} -> -"
            yield from (f"    {line}" for line in told.sentences)
    if kind.missing:
        yield ("  Noch nicht zu beobachten; es fehlt: ", "  Not observable yet; missing: ")[first] + kind.missing


def _date(workspace: Workspace, day: date, now: datetime, language: Language) -> Iterator[str]:
    zone = ZoneInfo(workspace.policy.timezone)
    yield (f"Was am {day} begann, wird fällig:" if language == "de" else f"What began on {day} falls due:")
    for promise in workspace.policy.promises:
        if isinstance(promise.terms, StageTerms) and promise.terms.stage is not None:
            rule, stage = promise.terms.rule, promise.terms.rule.stages[promise.terms.stage]
            if isinstance(rule.start, Unseen | Removed):
                continue
            due = falls_due(rule, stage, workspace.policy.run, day, now, zone)
            told = f"{due.astimezone(zone).date()}{_mark(rule, now.date(), language)}" if due else "-"
            yield f"  {promise.id:<48} {stage.action.value:<10} {told}"


def _mark(rule: Rule, on: date, language: Language) -> str:
    """The visible mark of a date that rests on a period which nobody has read."""
    return f"  [{UNREAD.to(language)}]" if rests_on_unread(rule, on) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
