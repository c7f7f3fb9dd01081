"""Manifest: a list that says when each file of a folder was made, what it holds and what it needs.

Law: what the list does not name has no moment and is never due; neither has a file whose size is another one, for then it is
not the file that the list speaks of. A checksum is compared before a file is removed. A list that is damaged, that names a
file twice or a moment without zone, or that leads outside the folder, is an error, never an empty list.

JSON: `{"zusage-manifest": 1, "files": [{"path": "full-1.age", "taken": "2026-03-01T02:00:00Z", "size": 4711,
"sha256": "…", "base": "", "key": "full-1"}]}`; CSV: the same names as its first line. `path` and `taken` are required;
`base` is the file that this one is an increment to, `key` the name of the key file (default: the file's own name).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from zusage.model.errors import ConnectorError

LARGEST = 64 << 20
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """What the manifest says of one file."""

    taken: datetime
    size: int | None = None
    sha256: str = ""
    base: str = ""
    key: str = ""


def read_manifest(path: Path) -> dict[str, Line]:
    """The files of a manifest by their path. Raises ConnectorError ZE643."""
    try:
        if path.is_symlink() or path.stat().st_size > LARGEST:
            raise ConnectorError("ZE643", reason="a link or too large")
        text = path.read_text(encoding="utf-8")
        rows = _json(text) if text.lstrip().startswith("{") else csv.DictReader(io.StringIO(text, newline=""))
        return _lines(rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise ConnectorError("ZE643", reason=type(error).__name__) from None


def same_content(file: Path, sha256: str) -> bool:
    """Whether a file has this checksum; read block by block."""
    found = hashlib.sha256()
    with file.open("rb") as raw:
        while block := raw.read(_BLOCK):
            found.update(block)
    return found.hexdigest() == sha256.lower()


def _json(text: str) -> Iterable[Mapping[str, object]]:
    data = json.loads(text)
    if data["zusage-manifest"] != 1 or not isinstance(data["files"], list):
        raise ValueError
    return data["files"]


def _lines(rows: Iterable[Mapping[str, object]]) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for row in rows:
        path, size = _inner(row["path"]), row.get("size")
        taken = datetime.fromisoformat(str(row["taken"]))
        if path in found or taken.tzinfo is None:
            raise ValueError
        base = _inner(row["base"]) if row.get("base") else ""
        key = _inner(row["key"]) if row.get("key") else ""
        number = int(str(size)) if size not in (None, "") else None
        found[path] = Line(taken.astimezone(UTC), number, str(row.get("sha256") or ""), base, key)
    return found


def _inner(value: object) -> str:
    """A path below the folder."""
    pure = PurePosixPath(str(value))
    if not value or pure.is_absolute() or ".." in pure.parts or "\0" in str(value):
        raise ValueError
    return str(pure)
