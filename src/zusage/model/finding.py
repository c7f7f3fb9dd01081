"""Finding: something in a declaration, a store or a text that is illegal, contradictory, unobservable or outdated.

Law: a finding is a value. Its German and English words stand in the file of its rule and are rendered at the door;
here are only the rule's id, the severity, the place and typed arguments. Arguments never name a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zusage.model.place import Place

Argument = str | int | float


class Severity(StrEnum):
    """How loud a finding is; only `error` changes the exit code of `check` to 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of rule `rule` at `place`; `subject` is the id of the promise, activity or system concerned."""

    rule: str
    severity: Severity
    place: Place
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    subject: str = ""
    right_on: date | None = None
    """The day on which the same was still right, if it was: right then, wrong now."""
