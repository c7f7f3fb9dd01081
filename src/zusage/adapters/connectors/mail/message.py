"""Message: one mail as a row.

Law: headers are parsed once; the body is decoded only when a condition asks for a link, and only searched. `to` is every
recipient (To, Cc, Bcc, envelope copies), normalised; `kind` is the header that says what a mail is (default
`X-Kind`, else `List-Id`-bearing mails are "newsletter"). `sent_at` needs a Date with a zone. A mail that cannot be
parsed is `readable` False and has nothing else.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property
from pathlib import Path

from zusage.adapters.connectors.mail.descriptor import COLUMNS
from zusage.operators.normalise import normalise

_LINK = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_RECIPIENTS = ("to", "cc", "bcc", "delivered-to", "x-original-to")


class Message(Mapping[str, object]):
    """A mail as a row."""

    def __init__(self, raw: bytes, name: str, kind_header: str, links: tuple[str, ...]) -> None:
        self._raw, self._name, self._kind_header, self._wanted = raw, name, kind_header, links

    def __getitem__(self, column: str) -> object:
        if column not in COLUMNS:
            raise KeyError(column)
        if column == "message":
            return self._name
        if column == "readable":
            return self._parsed is not None
        return None if self._parsed is None else getattr(self, f"_{column}")

    def __iter__(self) -> Iterator[str]:
        return iter(COLUMNS)

    def __len__(self) -> int:
        return len(COLUMNS)

    @cached_property
    def _parsed(self) -> EmailMessage | None:
        try:
            message = email.message_from_bytes(self._raw, policy=email.policy.default)
            has_headers = bool(message.keys()) and message["from"] is not None
        except (ValueError, LookupError, TypeError, IndexError, AttributeError):
            return None
        return message if has_headers and isinstance(message, EmailMessage) else None

    @cached_property
    def _to(self) -> tuple[str, ...]:
        values = [value for header in _RECIPIENTS for value in self._all(header)]
        return tuple(dict.fromkeys(normalise("email", address) for _, address in getaddresses(values) if address))

    @cached_property
    def _kind(self) -> str | None:
        named = self._all(self._kind_header)
        return named[0].strip() if named else "newsletter" if self._all("list-id") else None

    @cached_property
    def _sent_at(self) -> datetime | None:
        for value in self._all("date"):
            try:
                moment = parsedate_to_datetime(value)
            except (ValueError, TypeError, IndexError):
                continue
            return moment if moment.tzinfo is not None else None
        return None

    @cached_property
    def _subject_present(self) -> bool:
        return any(value.strip() for value in self._all("subject"))

    @cached_property
    def _list_unsubscribe(self) -> bool:
        return any("<http" in value.lower() or "<mailto:" in value.lower() for value in self._all("list-unsubscribe"))

    @cached_property
    def _links(self) -> list[str]:
        return [link for text in self._texts() for link in _LINK.findall(text)]

    @cached_property
    def _has_link(self) -> bool:
        return any(word in link.lower() for link in self._links for word in self._wanted)

    @cached_property
    def _link_count(self) -> int:
        return len(self._links)

    @cached_property
    def _attachments(self) -> int:
        return 0 if self._parsed is None else sum(1 for part in self._parsed.walk() if part.is_attachment())

    def _all(self, header: str) -> list[str]:
        if self._parsed is None:
            return []
        return [str(value) for value in self._parsed.get_all(header, [])]

    def _texts(self) -> Iterator[str]:
        if self._parsed is None:
            return
        for part in self._parsed.walk():
            if part.get_content_maintype() == "text" and not part.is_attachment():
                payload = part.get_payload(decode=True)
                charset = part.get_content_charset("utf-8")
                if isinstance(payload, bytes):
                    yield _decoded(payload, charset)


def read(path: Path, kind_header: str, links: tuple[str, ...], most: int) -> Message:
    """The mail in a file; of a larger one only the first `most` bytes are looked at."""
    with path.open("rb") as raw:
        return Message(raw.read(most), path.name, kind_header, links)


def _decoded(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, "replace")
    except LookupError:
        return payload.decode("latin-1")
