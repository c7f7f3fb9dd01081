"""An outbox of mails (a folder of .eml files, or a Maildir) as the collection `messages`; it is only read.

Law: mails are read one at a time and never kept. Options: `kind_header` names the header that says what a mail is (default
`X-Kind`), `link` the texts of which a link in the body must contain one to count for `has_link`. A mail with several
recipients is one row for each of them, so a condition on `to` can be true for one and false for the next.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from zusage.adapters.connectors import tally
from zusage.adapters.connectors.mail.descriptor import DESCRIPTOR
from zusage.adapters.connectors.mail.message import Message, read
from zusage.adapters.connectors.stream import StreamStore
from zusage.model.errors import ConnectorError
from zusage.plan.act import Act
from zusage.plan.connector import Connector, Feeds, Opening, Order
from zusage.plan.interpret import Row
from zusage.plan.look import Count, Keys, Look, Moments, Profile
from zusage.plan.receipt import Observation, Receipt, Refusal, RefusalKind
from zusage.plan.target import Identity

_MOST = 32 << 20
_LINKS = ("unsubscribe", "abmelden", "abbestellen", "austragen", "opt-out")


class Recipient(Mapping[str, object]):
    """A mail to one of its recipients."""

    def __init__(self, message: Message, to: str | None) -> None:
        self._message, self._to = message, to

    def __getitem__(self, column: str) -> object:
        return self._to if column == "to" else self._message[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._message)

    def __len__(self) -> int:
        return len(self._message)


class Outbox(StreamStore):
    """The mails of one declared system; one row per mail and recipient."""

    moment: Mapping[str, str] = MappingProxyType({"messages": "sent_at"})

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening, DESCRIPTOR)
        self.folder = Path(str(opening.options.get("path", "")))
        self._kind_header = str(opening.options.get("kind_header", "X-Kind")).lower()
        self._link = _words(opening.options.get("link", _LINKS))
        if not self.folder.is_dir():
            raise ConnectorError("ZE612", system=self.target.system)

    def identity(self) -> Identity:
        """Device and inode of the folder."""
        return self.place((self.folder,), writable=False)

    def look(self, look: Look, feeds: Feeds, now: datetime) -> Observation:
        """Answer one Look."""
        match look:
            case Count() | Profile() | Keys() | Moments():
                unreadable = [0]
                answer = self.tallied(look, self._counting(unreadable), feeds, now)
                answer.numbers["unreadable"] = unreadable[0]
                return self.observed(look, now, answer)
            case _:
                return self.unable(look, now)

    def stream(self, table: str) -> Iterator[Row]:
        """All mails, one row per recipient."""
        tally.known(DESCRIPTOR.collections, table)
        for path in self._files():
            try:
                message = read(path, self._kind_header, self._link, _MOST)
            except FileNotFoundError:
                continue
            to = message["to"]
            for address in to if isinstance(to, tuple) and to else (None,):
                yield Recipient(message, address)

    def apply(self, act: Act, order: Order) -> Receipt:
        """Nothing can be done to mails that were sent."""
        return self.receipt(act, order, {}, 0, Refusal(RefusalKind.UNABLE, type(act).__name__))

    def _files(self) -> Iterator[Path]:
        """Mails in order of path; in a Maildir those of `new` and `cur`, never of `tmp`."""
        maildir = all((self.folder / part).is_dir() for part in ("cur", "new", "tmp"))
        for top in (self.folder / "new", self.folder / "cur") if maildir else (self.folder,):
            for root, folders, names in os.walk(top, followlinks=False):
                folders.sort()
                for name in sorted(names):
                    path = Path(root, name)
                    if not name.startswith(".") and (maildir or path.suffix in (".eml", ".mail")) and not path.is_symlink():
                        yield path

    def _counting(self, unreadable: list[int]) -> Iterator[Row]:
        for row in self.stream("messages"):
            unreadable[0] += row["readable"] is False
            yield row


def _words(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def open_mail(opening: Opening) -> Connector:
    """Open an outbox."""
    return Outbox(opening)
