"""ZU219: two periods for the same data (Art. 5(1)(a), 13(2)(a) GDPR).

A notice that names ten years in one place and eight in another tells nobody when data go. The rule is what is carried
out; a sentence that names another period is wrong.

Wrong:
    statements: [{text: {de: Rechnungen bewahren wir zehn Jahre auf., en: We keep invoices for ten years.}}]   # and keep: {law: de/vouchers}
Right:
    statements: [{text: {de: Rechnungen bewahren wir auf, solange das Steuerrecht es verlangt., en: We keep invoices while tax law demands it.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zusage.checker.claims import shown_in
from zusage.checker.listing import listing
from zusage.checker.periods import KEPT, periods_in, same
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.vouchers import vouchers_of
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.place import Place
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule as DeletionRule
from zusage.policy.start import Earliest, Latest, Plus, Silence, Start

RULE = Rule(
    "ZU219",
    Severity.ERROR,
    Text(
        "Zwei Fristen für dieselben Daten",
        "two periods for the same data",
    ),
    Text(
        "Der Satz nennt {said_de}; für {rules_de} ist etwas anderes erklärt.",
        "The sentence says {said_en}; for {rules_en} something else is declared.",
    ),
    Text(
        "Streichen Sie die Frist aus dem Satz; sie steht schon bei der Löschregel.",
        "Delete the period from the sentence; it stands with the rule already.",
    ),
    "Art. 5(1)(a), 13(2)(a) GDPR",
)

ABOUT = {
    "vouchers": re.compile(r"\b(?:rechnungen|rechnungs\w+|buchungsbelegen?|belegen?|invoices?|vouchers?)\b", re.IGNORECASE),
    "logs": re.compile(
        r"\b(?:\w*log-?(?:files?|dateien?|daten)|protokolle?n?|protokolldat\w+|access logs?|server logs?)\b", re.IGNORECASE
    ),
    "backups": re.compile(r"\b(?:backups?|sicherungskopien|datensicherungen)\b", re.IGNORECASE),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences about vouchers, logs or backups, and reasons of rules, that name a period no rule for them has."""
    rules = _rules(matter.policy)
    for document in matter.policy.documents.values():
        shown = {activity.id for activity in shown_in(matter.policy, document)} if document.statements else set()
        for statement in document.statements:
            for text in (statement.text.de, statement.text.en):
                found = list(_against(text or "", rules, shown, matter.as_of))
                if found:
                    yield _finding(statement.place, "", *found[0])
                    break
    for rule in matter.policy.rules:
        for text in (rule.because.de, rule.because.en) if rule.because is not None and not rule.same_as else ():
            said = _said(text or "")
            if said and rule.stages and not _fits(said, rule, matter.as_of):
                yield _finding(rule.place, rule.activity, said, [rule])
                break


def _finding(place: Place, subject: str, said: list[Period], rules: list[DeletionRule]) -> Finding:
    names = listing("rules", [rule.id.replace("/retention/", "/") for rule in rules])
    return RULE.finding(place, subject, **span("said", said[0]), **names)


def _against(
    text: str, rules: dict[str, list[DeletionRule]], shown: set[str], on: date
) -> Iterator[tuple[list[Period], list[DeletionRule]]]:
    for sentence in re.split(r"(?<=[.!?;])\s+", text):
        topics = [topic for topic, pattern in ABOUT.items() if pattern.search(sentence)]
        said = _said(sentence) if len(topics) == 1 else []
        about = [rule for rule in rules[topics[0]] if rule.activity in shown] if said else []
        sooner = topics != ["vouchers"] and AT_MOST.search(sentence) and any(_sooner(said, rule) for rule in about)
        if about and not sooner and not any(_fits(said, rule, on) for rule in about):
            yield said, about


AT_MOST = re.compile(
    r"\b(?:maximal|höchstens|spätestens|längstens|bis zu|at most|at the latest|up to|no longer than)\b", re.IGNORECASE
)


def _sooner(said: list[Period], rule: DeletionRule) -> bool:
    """Whether all that a rule does is done within the longest period said."""
    most = max(period.longest_hours for period in said)
    return bool(rule.stages) and all(stage.period.longest_hours <= most for stage in rule.stages)


def _said(sentence: str) -> list[Period]:
    return list(periods_in(sentence)) if KEPT.search(sentence) else []


def _fits(said: list[Period], rule: DeletionRule, on: date) -> bool:
    """Whether one of the periods of a sentence is one of the rule, or nothing in the rule can be compared."""
    term = rule.keep.term(on) if rule.keep is not None else None
    own = [term.period] if term is not None else []
    own += [stage.period for stage in (*rule.stages, *rule.alternatives) if stage.period]
    own += [period for period in (rule.at_the_latest, *(horizon.period for horizon in rule.horizons)) if period]
    own += list(_waits(rule.start))
    return not own or any(same(one, other) for one in said for other in own)


def _waits(start: Start) -> Iterator[Period]:
    """Periods that are part of the start: silence, and what is added to another start."""
    match start:
        case Silence(_, period, _):
            yield period
        case Plus(inner, period):
            yield period
            yield from _waits(inner)
        case Earliest(starts) | Latest(starts):
            for inner in starts:
                yield from _waits(inner)


def _rules(policy: Policy) -> dict[str, list[DeletionRule]]:
    found: dict[str, list[DeletionRule]] = {topic: [] for topic in ABOUT}
    for rule in (rule for rule in policy.rules if not rule.same_as):
        systems = [policy.systems[unit.system] for unit in rule.units]
        if vouchers_of(policy, rule) is not None:
            found["vouchers"].append(rule)
        if systems and all(system.connector == "logfiles" for system in systems):
            found["logs"].append(rule)
        if systems and all(system.backup_of for system in systems):
            found["backups"].append(rule)
    return found
