"""Archive: texts that are kept for ever, found by the SHA-256 of their content: policies, notices, structures.

Law: content is stored once, compressed, and never changes; what comes back is hashed again and IntegrityError ZE45 is
raised when it is not what was stored.
"""

from __future__ import annotations

import hashlib
import zlib

from zusage.adapters.store.database import Database
from zusage.model.errors import IntegrityError


class StoredArchive:
    """The archive of one state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, kind: str, content: bytes) -> str:
        """Store once; returns the SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        with self._database.write() as writing:
            if not writing.query("SELECT 1 FROM archive WHERE digest = ?", (digest,)):
                values = (digest, kind, zlib.compress(content))
                writing.execute("INSERT INTO archive (digest, kind, content) VALUES (?, ?, ?)", values)
        return digest

    def get(self, digest: str) -> bytes | None:
        """The content, or None."""
        rows = self._database.query("SELECT content FROM archive WHERE digest = ?", (digest,))
        if not rows:
            return None
        try:
            content = zlib.decompress(rows[0][0])
        except zlib.error as error:
            raise IntegrityError("ZE45", what="archive") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise IntegrityError("ZE45", what="archive")
        return content
