"""Folder: the files below one declared path, and the guards against leaving it.

Law: symbolic links are neither followed nor listed. The path of the system must be absolute, below the root by at least two
steps, no link, and no folder of the operating system. `inside` maps a key of a row to a file of the folder and refuses
keys that are absolute, climb, hold a NUL or pass a link: a key is data, and data may be hostile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from zusage.model.errors import ConnectorError

_TOP = (
    "bin",
    "boot",
    "dev",
    "etc",
    "home",
    "lib",
    "lib64",
    "media",
    "mnt",
    "opt",
    "proc",
    "root",
    "run",
    "sbin",
    "srv",
    "sys",
)
_VAR = ("backups", "cache", "lib", "log", "mail", "spool", "tmp", "www")
_SYSTEM = frozenset(("/", "/tmp", "/usr", "/var", *(f"/{name}" for name in _TOP), *(f"/var/{name}" for name in _VAR)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One regular file: its path below the folder and its status."""

    path: str
    status: os.stat_result


def guarded(path: str) -> Path:
    """The declared folder, or ConnectorError ZE615 where deleting would be madness."""
    folder = Path(path)
    if not folder.is_absolute() or ".." in folder.parts or len(folder.parts) < 2:
        raise ConnectorError("ZE615", reason="not an absolute path")
    resolved = str(folder.resolve())
    if resolved in _SYSTEM or folder.is_symlink():
        raise ConnectorError("ZE615", reason="a folder of the operating system or a link")
    return folder


def entries(folder: Path, pattern: str) -> Iterator[Entry]:
    """All regular files below the folder, at any depth, whose name (or path, if the pattern has a slash) matches."""
    while pattern.startswith("**/"):
        pattern = pattern[3:]
    yield from _walk(folder, "", pattern)


def inside(folder: Path, key: str) -> Path:
    """The file of the folder that a key names; ConnectorError ZE616 if it could lie elsewhere."""
    pure = PurePosixPath(key)
    if not key or "\0" in key or "\\" in key or pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise ConnectorError("ZE616")
    path = folder
    for part in pure.parts:
        path = path / part
        if path.is_symlink():
            raise ConnectorError("ZE616")
    return path


def _walk(folder: Path, prefix: str, pattern: str) -> Iterator[Entry]:
    below: list[str] = []
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                below.append(entry.name)
            elif entry.is_file(follow_symlinks=False):
                path = prefix + entry.name
                if fnmatchcase(path if "/" in pattern else entry.name, pattern):
                    yield Entry(path, entry.stat(follow_symlinks=False))
    for name in sorted(below):
        yield from _walk(folder / name, f"{prefix}{name}/", pattern)
