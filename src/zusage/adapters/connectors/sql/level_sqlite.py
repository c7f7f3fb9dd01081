"""How deep erasure has reached in a SQLite file: its bytes are read.

Law: `logical` while a log beside the file (`-wal`, `-journal`) may hold pages from before the last deletion; `reclaimed`
while the file itself holds bytes that belong to no row (free pages, gaps and freed cells inside pages, unused ends of
overflow pages) and are not zero; `rewritten` while pages of a younger log hold such bytes, or cannot be told; `horizon`
beyond, because SQLite keeps no other log. The residue may be of any table of the file. A file beyond `MOST` bytes, or one
with pages that cannot be told, stays `reclaimed`. What `secure_delete` leaves behind where pages were split is found here;
VACUUM with `secure_delete` takes it away. That a file was seen clean is noted with the number of the last batch
(`zusage_emptied`): bytes that are left behind later come from rows that were still there, so the level stays.
"""

from __future__ import annotations

from pathlib import Path

from zusage.adapters.connectors.sql.depth import Depth
from zusage.adapters.connectors.sql.sqlite_pages import Leftover, read_leftover, read_log

MOST = 4 << 30
LOGS = ("-wal", "-journal")


def depth_of(path: Path, most: int = MOST, *, settled: bool = False, fresh: bool = False) -> Depth:
    """The depth of a file that nobody writes while it is read.

    `settled`: the logs were emptied after the last deletion; `fresh`: VACUUM has just written the file.
    """
    size = path.stat().st_size
    logs = {end: log_size(path, end) for end in LOGS}
    numbers = {"bytes": size, "log_bytes": sum(logs.values())}
    told = tuple(f"log{end} {number}" for end, number in logs.items() if number)
    if told and not settled:
        return Depth("logical", told, numbers)
    if size > most:
        return Depth("reclaimed", (f"too_large {size}",), numbers)
    left = read_leftover(path, fresh=fresh)
    numbers |= {"free_pages": left.free_pages, "slack_pages": left.slack_pages}
    if keeps := _words(left):
        return Depth("reclaimed", keeps, numbers)
    if logs["-journal"] or (logs["-wal"] and read_log(path.with_name(path.name + "-wal"))):
        return Depth("rewritten", told, numbers)
    return Depth("horizon", (), numbers)


def log_size(path: Path, end: str) -> int:
    """Bytes of a log beside the file; a rollback journal whose header is zeroed still holds pages."""
    log = path.with_name(path.name + end)
    return log.stat().st_size if log.exists() else 0


def _words(left: Leftover) -> tuple[str, ...]:
    words = (("free_pages", left.free_pages), ("slack_pages", left.slack_pages), ("pages_unread", left.unread))
    return tuple(f"{word} {number}" for word, number in words if number)
