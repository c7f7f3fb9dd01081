"""Writers: does some process have a file open for writing?

Law: the kernel is asked by a read lease, which it grants only if nobody can write the file (Linux; owner of the file or
CAP_LEASE). Where leases do not work `/proc` is read; where other users' processes cannot be seen there, the answer is None
(not known), and the caller must take that for yes.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from pathlib import Path

_PROC = Path("/proc")


def has_writer(handle: int) -> bool | None:
    """Whether a process can write the file that we have opened for reading; None if that cannot be known."""
    try:
        # The signal that a breaking lease sends must be one that is ignored by default; the default SIGIO kills.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return True if error.errno == errno.EAGAIN else _is_held(os.fstat(handle))
    fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _is_held(status: os.stat_result) -> bool | None:
    if not _PROC.joinpath("self", "fd").exists():
        return None
    unknown = False
    for process in _PROC.iterdir():
        if not process.name.isdigit() or process.name == str(os.getpid()):
            continue
        answer = _writes(process / "fd", status)
        if answer:
            return True
        unknown |= answer is None
    return None if unknown else False


def _writes(handles: Path, status: os.stat_result) -> bool | None:
    try:
        return any(_is_writer(handle, status) for handle in handles.iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return False
    except (PermissionError, NotADirectoryError):
        return None


def _is_writer(handle: Path, status: os.stat_result) -> bool:
    try:
        return bool(handle.lstat().st_mode & 0o200) and os.path.samestat(handle.stat(), status)
    except (FileNotFoundError, ProcessLookupError):
        return False
