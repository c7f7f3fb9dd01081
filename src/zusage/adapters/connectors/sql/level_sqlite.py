"""How deep erasure has reached in a SQLite file: its bytes are read.

Law: `logical` while a log beside the file (`-wal`, `-journal`) holds pages as they were; `reclaimed` while the file itself
holds bytes that belong to no row (free pages, gaps and freed cells inside pages, unused ends of overflow pages) and are not
zero; `horizon` when there are none, because SQLite keeps no other log. The residue may be of any table of the file. A file
beyond `MOST` bytes, or one whose pages cannot all be told, is not read and stays `reclaimed`. What `secure_delete` leaves
behind when pages are split (bytes in gaps) is found here; VACUUM with `secure_delete` takes it away.
"""

from __future__ import annotations

from pathlib import Path

from zusage.adapters.connectors.sql.depth import Depth
from zusage.adapters.connectors.sql.sqlite_pages import Leftover, read_leftover

MOST = 4 << 30
LOGS = ("-wal", "-journal")


def depth_of(path: Path, most: int = MOST) -> Depth:
    """The depth of a file that nobody writes while it is read."""
    size = path.stat().st_size
    logs = {end: log_size(path, end) for end in LOGS}
    numbers = {"bytes": size, "log_bytes": sum(logs.values())}
    if any(logs.values()):
        return Depth("logical", tuple(f"log{end} {number}" for end, number in logs.items() if number), numbers)
    if size > most:
        return Depth("reclaimed", (f"too_large {size}",), numbers)
    left = read_leftover(path)
    numbers |= {"free_pages": left.free_pages, "slack_pages": left.slack_pages}
    keeps = _words(left)
    return Depth("reclaimed" if keeps else "horizon", keeps, numbers)


def log_size(path: Path, end: str) -> int:
    """Bytes of a log beside the file; a rollback journal whose header is zeroed still holds pages."""
    log = path.with_name(path.name + end)
    return log.stat().st_size if log.exists() else 0


def _words(left: Leftover) -> tuple[str, ...]:
    words = (("free_pages", left.free_pages), ("slack_pages", left.slack_pages), ("pages_unread", left.unread))
    return tuple(f"{word} {number}" for word, number in words if number)
