"""Durable: replace and remove files so that a crash leaves the old file or the new one, never half of one.

Law: a new file is written beside the old one under a hidden name, synced, given mode, owner and times of the old one and
renamed over it; then the folder is synced. Rename and unlink are the only moments of change. Who works on the files of a
folder holds it alone: two installations that share one would take each other's drafts for what a crash left.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HIDDEN = ".zusage"
_PATIENCE = 60.0
_NO_LOCKS = (errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL, errno.EBADF)


class Taken(OSError):
    """Another process of ours works in the folder and did not end in time."""


@contextmanager
def alone(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Work in a folder while no other process of ours does; raises Taken. The lock ends with the process.

    A file system that knows no locks lets everybody in.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _wait(handle, time.monotonic() + patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, until: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            if time.monotonic() > until:
                raise Taken(errno.EAGAIN, "folder taken") from None
            time.sleep(0.02)


def beside(path: Path) -> Path:
    """The hidden name under which the successor of a file is written (no `*.log` or `*.gz` pattern finds it)."""
    return path.with_name(f".{path.name}{HIDDEN}")


def leftovers(folder: Path) -> list[Path]:
    """Successors that a crash left in a folder."""
    return sorted(entry for entry in folder.glob(f".*{HIDDEN}") if entry.is_file() and not entry.is_symlink())


def take_over(new: int, old: os.stat_result) -> None:
    """Give an open file the mode, owner and times of another one, then sync it."""
    os.fchmod(new, old.st_mode & 0o7777)
    if (old.st_uid, old.st_gid) != (os.fstat(new).st_uid, os.fstat(new).st_gid):
        os.fchown(new, old.st_uid, old.st_gid)
    os.utime(new, ns=(old.st_atime_ns, old.st_mtime_ns))
    os.fsync(new)


def replace(new: Path, old: Path) -> None:
    """Rename over the old file and make the rename durable."""
    new.replace(old)
    sync_folder(old.parent)


def remove(path: Path) -> None:
    """Remove a file and make that durable."""
    path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
