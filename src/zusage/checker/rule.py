"""Rule: one thing that can be wrong with a declaration, in law, against itself or against what was found.

Law: one file in `zusage.checker.rules` per rule, named after its id; the module holds `RULE` (its id, words, source and
needs) and `check`. A rule is pure, judges at `Matter.as_of`, yields findings with the place of the thing to be changed, and
is quiet where all is well. Its docstring shows Wrong and Right. Where both are whole parts of a declaration the tests put
them into a clean one: Wrong is found, Right is quiet; older ones that are only pieces stand in a list that shrinks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from zusage.language.citations import localised
from zusage.model.finding import Argument, Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Language, Text
from zusage.policy.policy import Policy

if TYPE_CHECKING:
    from zusage.plan.receipt import Observation
    from zusage.plan.survey import Survey

Confidence = Literal["sourced", "verify"]


class Needs(StrEnum):
    """What a rule has to see; rules whose evidence is absent are reported as not run."""

    DECLARATION = "declaration"
    INVENTORY = "inventory"


@dataclass(frozen=True, slots=True)
class Ran:
    """What the rules that run first have found, which they were, and all rules that there are."""

    found: tuple[Finding, ...]
    run: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the rules look at. `survey` and `observations` are there after `inspect` only, `ran` for rules that run last."""

    policy: Policy
    as_of: date
    survey: Survey | None = None
    observations: tuple[Observation, ...] = ()
    ran: Ran | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The words and sources of a rule. Templates take the finding's arguments in braces."""

    id: str
    severity: Severity
    title: Text
    message: Text
    fix: Text
    source: str
    needs: Needs = Needs.DECLARATION
    since: date | None = None
    """First day on which the law asks this; on earlier days the rule is not run."""
    until: date | None = None
    """First day on which the law no longer asks it."""
    confidence: Confidence = "sourced"
    """Of the law row behind it; what has to be verified is never more than an info finding."""
    last: bool = False
    """Whether it judges what the other rules have found, and so runs after them."""

    def __post_init__(self) -> None:
        if self.confidence == "verify" and self.severity is not Severity.INFO:
            raise ValueError(f"{self.id} rests on a row that has to be verified")

    def applies(self, on: date) -> bool:
        """Whether the law asked this on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def finding(self, place: Place, subject: str = "", **arguments: Argument) -> Finding:
        """A finding of this rule."""
        return Finding(self.id, self.severity, place, arguments, subject)

    def law(self, language: Language) -> str:
        """Its source as the language cites it."""
        text = localised(self.source, language)
        if language == "en":
            return text
        for en, de in _NAMES:
            text = text.replace(en, de)
        return re.sub(r", \((\d)\)", r" und \1", re.sub(r",\s+lit\.", " und lit.", text))

    def words(self, finding: Finding, language: Language) -> str:
        """The finding's sentence in the reader's language."""
        return self.message.to(language).format_map(_Arguments(finding.arguments))


Check = Callable[[Matter], Iterator[Finding]]


_NAMES = (
    ("CJEU", "EuGH"),
    ("Regulation (EEC, Euratom)", "Verordnung (EWG, Euratom) Nr."),
    ("Decision (EU)", "Beschluss (EU)"),
    ("recital", "Erwägungsgrund"),
    (" with Art.", " mit Art."),
    ("law in force on the day of the check", "das am Tag der Prüfung geltende Recht"),
)


class _Arguments(dict[str, Argument]):
    """Arguments by name; a missing one shows its name and never breaks a report."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
