"""Returned: log files that are again what they were before they were shortened or removed, because a copy was put back.

Law: only a file of the size that it had before is read at all, and counts only when its content is that of before. A file
under the same name with other content is a new file: rotation gives names again every day.
"""

from __future__ import annotations

import json
from datetime import datetime

from zusage.adapters.connectors.logfiles.source import Damaged, digest, find
from zusage.adapters.connectors.stream import Remembers
from zusage.plan.target import TargetId

_AT_MOST = 10_000


def returned_files(notebook: Remembers, target: TargetId, patterns: tuple[str, ...], after: datetime | None) -> int:
    """How many files lie there again as they were before they were last changed, after a moment."""
    before: dict[str, tuple[str, int]] = {}
    seen: set[str] = set()
    for batch, detail in notebook.details(target):
        if len(seen) >= _AT_MOST or (after is not None and batch.at <= after):
            break
        intent = json.loads(detail)
        if intent["file"] not in seen and intent["way"] != "overwrite":
            before[intent["file"]] = (intent["before"], intent["before_size"])
        seen.add(intent["file"])
    back = 0
    for file in find(patterns) if before else ():
        content, size = before.get(file.digest, ("", -1))
        try:
            if file.path.stat().st_size == size:
                with file.path.open("rb") as raw:
                    back += digest(file, raw, size) == content
        except (Damaged, OSError):
            continue
    return back
