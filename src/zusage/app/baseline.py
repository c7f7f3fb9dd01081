"""A baseline: the findings of the day on which a project adopted Zusage, kept in a file beside the declaration.

Law: a baseline covers a finding with the same fingerprint (`zusage.app.fingerprints`), as many as were recorded. It never
covers an error of meaning, nor anything that was right when the baseline was written and is wrong since. What it covers is
counted in every report; nothing is covered silently. The file is JSON, one finding a line, in a fixed order.

Example: `{"fingerprint": "0c…", "rule": "ZU401", "path": "recipients.hoster", "subject": "", "count": 1, "right_on": null}`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zusage.app.fingerprints import fingerprints
from zusage.declaration.node import Node
from zusage.model.errors import UsageError
from zusage.model.finding import Finding

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings that were there: one fingerprint, how many, and whether they were right on an earlier day."""

    fingerprint: str
    rule: str
    path: str
    subject: str
    count: int
    right_on: str | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was known on the day on which it was written."""

    written: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings held against a baseline: those that are new, those that were known, and what was mended since."""

    written: date
    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    mended: tuple[Entry, ...]


def record(findings: Iterable[Finding], root: Node, on: date) -> Baseline:
    """The baseline of these findings."""
    counts: Counter[str] = Counter()
    first: dict[str, Entry] = {}
    for finding, path, digest, _ in fingerprints(findings, root):
        counts[digest] += 1
        right = finding.right_on.isoformat() if finding.right_on else None
        first.setdefault(digest, Entry(digest, finding.rule, path, finding.subject, 1, right))
    found = (Entry(e.fingerprint, e.rule, e.path, e.subject, counts[e.fingerprint], e.right_on) for e in first.values())
    return Baseline(on, tuple(sorted(found, key=_order)))


def compare(findings: Iterable[Finding], root: Node, baseline: Baseline, run: Iterable[str]) -> Compared:
    """Which findings are new; what was mended is said of rules that were run only.

    What was right on the day of the baseline or later is new, whatever the file says.
    """
    known = {entry.fingerprint: entry for entry in baseline.entries}
    left = Counter({entry.fingerprint: entry.count for entry in baseline.entries})
    new: list[Finding] = []
    old: list[Finding] = []
    for finding, _, digest, _ in fingerprints(findings, root):
        entry = known.get(digest)
        if entry is not None and left[digest] > 0 and _covers(entry, finding, baseline.written):
            left[digest] -= 1
            old.append(finding)
        else:
            new.append(finding)
    ran = frozenset(run)
    gone = (_of(entry, left[entry.fingerprint]) for entry in baseline.entries if entry.rule in ran)
    return Compared(baseline.written, tuple(new), tuple(old), tuple(entry for entry in gone if entry.count > 0))


def _covers(entry: Entry, finding: Finding, written: date) -> bool:
    return finding.right_on is None or (finding.right_on < written and entry.right_on is not None)


def shortened(baseline: Baseline, compared: Compared) -> Baseline:
    """The baseline without what was mended; nothing new comes in, the day stays."""
    mended = {entry.fingerprint: entry.count for entry in compared.mended}
    kept = (_of(entry, entry.count - mended.get(entry.fingerprint, 0)) for entry in baseline.entries)
    return Baseline(baseline.written, tuple(entry for entry in kept if entry.count > 0))


def write_baseline(file: Path, baseline: Baseline) -> None:
    """Write the file; the same findings give the same bytes."""
    lines = ",\n".join(f"  {json.dumps(asdict(entry), ensure_ascii=False)}" for entry in baseline.entries)
    body = f"[\n{lines}\n ]" if lines else "[]"
    text = f'{{\n "zusage_baseline": {VERSION},\n "written": "{baseline.written}",\n "findings": {body}\n}}\n'
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError("ZE62", file=str(file), reason=error.strerror or "") from error


def read_baseline(file: Path) -> Baseline:
    """The baseline of a file. Raises UsageError ZE60 when there is none, ZE63 when it is none."""
    if not file.is_file():
        raise UsageError("ZE60", file=str(file))
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["zusage_baseline"] != VERSION:
            raise UsageError("ZE63", file=str(file), reason=f"zusage_baseline: {str(data['zusage_baseline'])[:20]}")
        return Baseline(date.fromisoformat(data["written"]), tuple(_entry(one) for one in data["findings"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("ZE63", file=str(file), reason=_reason(error)) from error


def _entry(written: dict[str, Any]) -> Entry:
    entry = Entry(**written)
    words = (entry.fingerprint, entry.rule, entry.path, entry.subject)
    if not all(isinstance(word, str) for word in words) or type(entry.count) is not int or entry.count < 1:
        raise ValueError(f"findings: {str(entry.rule)[:20]}")
    if entry.right_on is not None:
        date.fromisoformat(entry.right_on)
    return entry


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} ({error.lineno}:{error.colno})"
    return f"{type(error).__name__} {error}"[:80]


def _of(entry: Entry, count: int) -> Entry:
    return Entry(entry.fingerprint, entry.rule, entry.path, entry.subject, count, entry.right_on)


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return (entry.path, entry.rule, entry.subject, entry.fingerprint)
