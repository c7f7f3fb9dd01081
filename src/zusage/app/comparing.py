"""Comparing: two declarations, read and compiled for the same day, and what follows from their differences.

Law: both sides are compiled with the law of one day, so that a change of law is not mistaken for one of the declaration.
Connects to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zusage.app.publishing import spoken
from zusage.app.workspace import read_workspace
from zusage.document.forms import FORMS
from zusage.document.tree import Document
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.writer.compare.change import Change
from zusage.writer.compare.report import change_report, messages
from zusage.writer.compare.whole import compare


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two policies for one day."""

    old: Policy
    new: Policy
    as_of: date

    def changes(self, language: Language) -> tuple[Change, ...]:
        """All changes in substance."""
        return compare(self.old, self.new, language)

    def documents(self, language: Language, effective: date | None) -> tuple[Document, ...]:
        """The report and, where a day is named on which the new version takes effect, the messages."""
        report = change_report(self.old, self.new, language, self.as_of)
        return (report, *(messages(self.old, self.new, language, effective) if effective else ()))


def read_comparison(old: Path, new: Path, as_of: date, environment: str | None = None) -> Comparison:
    """Read both sides. Raises what `read_workspace` raises."""
    before, after = (read_workspace(path, as_of, environment).policy for path in (old, new))
    return Comparison(before, after, as_of)


def write_comparison(
    found: Comparison, languages: tuple[str, ...], forms: tuple[str, ...], effective: date | None, into: Path
) -> Iterator[Path]:
    """Write report and messages in the languages of the new side. Raises UsageError ZE57."""
    into.mkdir(parents=True, exist_ok=True)
    for language in spoken(found.new.languages, languages):
        for document in found.documents(language, effective):
            for form in (FORMS[suffix] for suffix in forms):
                if form.fits(document):
                    path = into / f"{document.id}.{language}.{form.suffix}"
                    path.write_bytes(form.render(document))
                    yield path
