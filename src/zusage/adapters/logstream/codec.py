"""Codec: log files as gzip, zstd or xz write them, read and written as streams.

Law: `reader` gives the content piece by piece and raises Damaged where an archive ends too early or is no archive;
several members, frames or streams behind one another are one content. `writer` writes the same kind again. What a piece
can grow to while it is unpacked is bounded. zstd needs the extra `logs`; without it its files count as unreadable, never
as empty.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from importlib.util import find_spec
from typing import IO, Any, Protocol, cast

Kind = str
SUFFIXES: dict[str, Kind] = {".gz": "gz", ".zst": "zst", ".xz": "xz"}
MAGIC: dict[Kind, bytes] = {"gz": b"\x1f\x8b", "zst": b"\x28\xb5\x2f\xfd", "xz": b"\xfd7zXZ\x00"}
_PIECE = 4096
_PIECES = 16
FAULTS: tuple[type[Exception], ...] = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)


class Damaged(Exception):
    """The content cannot be read to its end."""


class Source(Protocol):
    """What can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; empty at the end."""
        ...


def sniff(start: bytes) -> Kind:
    """The kind that the first bytes show; "" for plain content."""
    return next((kind for kind, magic in MAGIC.items() if start.startswith(magic)), "")


def usable(kind: Kind) -> bool:
    """Whether this kind can be read here."""
    return kind != "zst" or find_spec("zstandard") is not None


def reader(kind: Kind, raw: Source) -> Source:
    """The content of an archive."""
    stream = cast("IO[bytes]", raw)
    if not usable(kind):
        raise Damaged
    match kind:
        case "gz":
            return _Guarded(gzip.GzipFile(fileobj=stream, mode="rb"))
        case "xz":
            return _Guarded(lzma.LZMAFile(stream, "rb"))
        case "zst":
            return _Frames(raw)
        case _:
            return raw


def writer(kind: Kind, out: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """Writes an archive; its end is written when the context ends, and `out` stays open."""
    match kind:
        case "gz":
            made: Any = gzip.GzipFile("", "wb", 6, out, 0)
        case "xz":
            made = cast("Any", lzma.LZMAFile)(out, "wb", preset=6)
        case "zst":
            packer = import_module("zstandard").ZstdCompressor(level=3, write_checksum=True, write_content_size=False)
            made = packer.stream_writer(out, closefd=False)
        case _:
            made = nullcontext(out)
    return cast("AbstractContextManager[IO[bytes]]", made)


class _Guarded:
    """Errors of the libraries as Damaged."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        try:
            piece: bytes = self._stream.read(size)
            return piece
        except FAULTS as error:
            raise Damaged from error


class _Frames:
    """zstd frames one behind the other; the library's own reader does not notice that the last one breaks off."""

    def __init__(self, raw: Source) -> None:
        self._raw = raw
        self._library = import_module("zstandard")
        self._frame: Any = None
        self._pending: list[bytes] = []
        self._left = b""

    def read(self, size: int = -1, /) -> bytes:
        """At least one byte if there is one; a little more than `size` is kept for the next time."""
        while not self._pending or (size < 0 or sum(map(len, self._pending)) < size):
            piece = self._left or self._raw.read(_PIECE * _PIECES)
            if not piece:
                if self._frame is not None:
                    raise Damaged
                break
            self._unpack(io.BytesIO(piece))
        content = b"".join(self._pending)
        self._pending = [] if size < 0 or len(content) <= size else [content[size:]]
        return content if size < 0 else content[:size]

    def _unpack(self, piece: IO[bytes]) -> None:
        self._left = b""
        while part := piece.read(_PIECE):
            if self._frame is None:
                self._frame = self._library.ZstdDecompressor().decompressobj()
            try:
                self._pending.append(self._frame.decompress(part))
            except self._library.ZstdError as error:
                raise Damaged from error
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data + piece.read(), None
                return
