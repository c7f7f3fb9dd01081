"""Sources: the files of a declaration on disk.

Law: one file, or all `*.yml` directly in a folder in byte order of their names; never more bytes than a declaration may
have. A `.yaml` file beside them is an error, because it would silently promise nothing.
"""

from __future__ import annotations

from pathlib import Path

from zusage.declaration import limits
from zusage.model.errors import UsageError
from zusage.model.place import Place


def gather_files(path: Path) -> list[tuple[str, bytes]]:
    """Names and contents of the files that `path` stands for; raises UsageError when there are none."""
    paths = [path] if path.is_file() else _in_folder(path)
    return [(str(file), _content(file)) for file in paths]


def _in_folder(folder: Path) -> list[Path]:
    try:
        entries = sorted((entry for entry in folder.iterdir() if entry.is_file()), key=bytes)
    except OSError as fault:
        raise UsageError("ZE196", path=str(folder)) from fault
    if other := next((entry for entry in entries if entry.suffix == ".yaml"), None):
        raise UsageError("ZE198", Place(str(other)), path=other.name)
    if not (files := [entry for entry in entries if entry.suffix == ".yml"]):
        raise UsageError("ZE195", Place(str(folder)))
    return files


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(limits.BYTES + 1)
    except OSError as fault:
        raise UsageError("ZE196", path=str(file)) from fault
