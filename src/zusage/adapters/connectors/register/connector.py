"""A register of contracts and reports (YAML or JSON) with its documents, as the collection `entries`; it is only read.

Law: the file is a list of entries, or a mapping with such a list under `entries` or `records`; every entry has a `kind`.
`expires` is `dated` plus `renew`; `in_force` is what holds at the moment of the Look: dated, not in the future, not expired.
`file_present` says that the named document lies beside the register (no link, not elsewhere) and is not empty;
`sha256_matches` that its digest is the one the entry states (empty if it states none). A malformed register is a
ConnectorError ZE618 with its line, never an empty one. An entry with several clauses or annexes holds each of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

from zusage.adapters.connectors import tally
from zusage.adapters.connectors.register.descriptor import COLUMNS, DESCRIPTOR
from zusage.adapters.connectors.register.read import read_entries, renewed
from zusage.adapters.connectors.stream import StreamStore
from zusage.model.errors import ConnectorError
from zusage.plan.act import Act
from zusage.plan.connector import Connector, Feeds, Opening, Order
from zusage.plan.interpret import Row
from zusage.plan.look import Count, Keys, Look, Moments, Profile
from zusage.plan.receipt import Observation, Receipt, Refusal, RefusalKind
from zusage.plan.target import Identity


class Register(StreamStore):
    """The register of one declared system."""

    moment: Mapping[str, str] = MappingProxyType({"entries": "dated"})

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening, DESCRIPTOR)
        self.path = Path(str(opening.options.get("path", "")))
        self.folder = Path(str(opening.options.get("files", "") or self.path.parent))
        self._today: date | None = None
        if not self.path.is_file():
            raise ConnectorError("ZE612", system=self.target.system)

    def identity(self) -> Identity:
        """Device and inode of the folder of the register."""
        return self.place((self.path.parent,), writable=False)

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one Look as of `now`."""
        match look:
            case Count() | Profile() | Keys() | Moments():
                self._today = now.astimezone(ZoneInfo(self.opening.timezone)).date()
                return self.observed(look, now, self.tallied(look, self.stream(look.table), feeds, now))
            case _:
                return self.unable(look, now)

    def stream(self, table: str) -> Iterator[Row]:
        """All entries. `in_force` is empty before the first Look, because nobody has said when now is."""
        tally.known(DESCRIPTOR.collections, table)
        for entry in read_entries(self.path, self.target.system):
            row: dict[str, object] = dict.fromkeys(COLUMNS)
            row |= {name: value for name, value in entry.items() if name in COLUMNS}
            row |= self._document(entry.get("file"), entry.get("sha256"))
            row["expires"] = renewed(entry.get("dated"), entry.get("renew"))
            row["in_force"] = self._in_force(entry.get("dated"), row["expires"])
            yield row

    def apply(self, act: Act, order: Order) -> Receipt:
        """A register is kept by people."""
        return self.receipt(act, order, {}, 0, Refusal(RefusalKind.UNABLE, type(act).__name__))

    def _in_force(self, dated: object, expires: object) -> bool | None:
        if self._today is None:
            return None
        begun = isinstance(dated, date) and dated <= self._today
        return begun and (not isinstance(expires, date) or self._today <= expires)

    def _document(self, name: object, stated: object) -> dict[str, object]:
        path = self._beside(name)
        if path is None:
            return {"file_present": False, "sha256_matches": False if stated else None}
        if not isinstance(stated, str):
            return {"file_present": True, "sha256_matches": None}
        with path.open("rb") as raw:
            return {"file_present": True, "sha256_matches": hashlib.file_digest(raw, "sha256").hexdigest() == stated.lower()}

    def _beside(self, name: object) -> Path | None:
        if not isinstance(name, str) or not name or "\0" in name:
            return None
        pure = PurePosixPath(name)
        path = self.folder / pure
        if pure.is_absolute() or ".." in pure.parts or path.is_symlink() or not path.is_file():
            return None
        return path if path.stat().st_size > 0 else None


def open_register(opening: Opening) -> Connector:
    """Open a register."""
    return Register(opening)
