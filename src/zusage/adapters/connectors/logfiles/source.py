"""Source: the log files behind the declared patterns, and their content as blocks of whole lines.

Law: files are found by the patterns only, no symbolic link is followed, each file once. A block ends at the end of a line;
the last one may not. Content is read up to `size` and never kept. A damaged archive raises Damaged, after which nothing
of it may be used. A line longer than `LONGEST` makes the file unreadable rather than the memory full.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from zusage.adapters.connectors.durable import HIDDEN
from zusage.adapters.logstream import codec
from zusage.adapters.logstream.codec import Damaged

BLOCK = 1 << 20
LONGEST = 64 << 20

_ROTATED = re.compile(r"[.\-_]\d+(?:\.\w+)*$|\.(?:gz|zst|xz|old|bak)$")


__all__ = ["BLOCK", "Damaged", "LogFile", "blocks", "digest", "find", "folders"]


@dataclass(frozen=True, slots=True)
class LogFile:
    """One file of the log."""

    path: Path

    @property
    def packed(self) -> bool:
        """Whether it is an archive."""
        return self.kind != ""

    @property
    def kind(self) -> str:
        """How it is compressed: gz, zst, xz, or "" for not at all."""
        return codec.SUFFIXES.get(self.path.suffix, "")

    @property
    def rotated(self) -> bool:
        """Whether its name says that it is no longer the current file."""
        return _ROTATED.search(self.path.name) is not None

    @property
    def digest(self) -> str:
        """What names the file in the journal."""
        return hashlib.sha256(str(self.path).encode()).hexdigest()[:16]


def find(patterns: tuple[str, ...]) -> list[LogFile]:
    """All files of the patterns, in order of path."""
    paths = sorted({path for pattern in patterns for path in _glob(pattern)})
    return [LogFile(path) for path in paths if path.is_file() and not path.is_symlink() and path.suffix != HIDDEN]


def folders(patterns: tuple[str, ...]) -> list[Path]:
    """All existing folders in which the patterns look."""
    found = {path for pattern in patterns for path in _glob(str(Path(pattern).parent))}
    return sorted(folder for folder in found if folder.is_dir())


def blocks(file: LogFile, raw: IO[bytes], size: int | None = None) -> Iterator[bytes]:
    """The content from its start, decompressed, up to `size` bytes (None: to the end)."""
    raw.seek(0)
    try:
        yield from _whole_lines(codec.reader(file.kind, raw), size)
    except OSError as error:
        raise Damaged from error


def digest(file: LogFile, raw: IO[bytes], size: int) -> str:
    """SHA-256 of the first `size` bytes of content; "" if there are fewer."""
    total, seen = hashlib.sha256(), 0
    for block in blocks(file, raw, size):
        total.update(block)
        seen += len(block)
    return total.hexdigest() if seen == size else ""


def _glob(pattern: str) -> Iterable[Path]:
    path = Path(pattern).absolute()
    return Path(path.anchor).glob(str(path.relative_to(path.anchor)))


def _whole_lines(stream: codec.Source, size: int | None) -> Iterator[bytes]:
    rest, left = b"", size
    while chunk := stream.read(BLOCK if left is None else min(BLOCK, left)):
        left = None if left is None else left - len(chunk)
        cut = chunk.rfind(b"\n") + 1
        if cut:
            yield rest + chunk[:cut]
            rest = chunk[cut:]
        else:
            rest += chunk
        if len(rest) > LONGEST:
            raise Damaged
    if rest:
        yield rest
