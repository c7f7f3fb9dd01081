"""IP addresses: shortened wherever they stand in a line of bytes; a shortened address is still no anonymous one.

Law: `shorten` changes addresses and nothing else (line ends, invalid UTF-8, missing end of line stay), is idempotent, and
splits or joins no line. `overwrite` does the same without changing the length, for files that are being written.
`is_ipv4_full`/`is_ipv6_full` say that a value is an address that `shorten` would still change. Source of the prefixes:
common practice of authorities for web logs (/24, /48). Example: `81.2.69.142` becomes `81.2.69.0`.
"""

from __future__ import annotations

from zusage.operators import ipv4, ipv6
from zusage.operators.trait import Trait, recogniser

TRAITS = (
    Trait("shorten", "shortens", keeps_unique=False, length="shorter"),
    Trait("overwrite", "shortens", keeps_unique=False, length="same"),
    *(recogniser(name) for name in ("ipv4", "ipv6", "ipv4_full", "ipv6_full")),
)


def shorten(data: bytes, v4: int = 24, v6: int = 48) -> bytes:
    """`data` with all addresses cut to these prefixes."""
    return ipv4.shorten(ipv6.shorten(data, v6, v4), v4)


def overwrite(data: bytes, v4: int = 24, v6: int = 48) -> bytes:
    """Like `shorten`, with zeros for digits, so that the length stays."""
    return ipv4.overwrite(ipv6.shorten(data, v6, v4, pad=True), v4)


def addresses(data: bytes) -> list[bytes]:
    """All addresses in `data` as written."""
    inside = ipv6.addresses(data)
    rest = data
    for text in inside:
        rest = rest.replace(text, b" ", 1)
    return inside + ipv4.ADDRESS.findall(rest)


def is_ipv4(value: str) -> bool:
    """One IPv4 address, also with a port."""
    address, _, port = value.strip().partition(":")
    return ipv4.ADDRESS.fullmatch(_bytes(address)) is not None and (not port or port.isdigit())


def is_ipv6(value: str) -> bool:
    """One IPv6 address, also in brackets, with a port or a zone."""
    text = value.strip()
    if text.startswith("["):
        text, _, port = text[1:].partition("]")
        if port and not (port[0] == ":" and port[1:].isdigit()):
            return False
    return ipv6.is_address(_bytes(text.partition("%")[0]))


def is_ipv4_full(value: str) -> bool:
    """An IPv4 address that has not been shortened."""
    return is_ipv4(value) and _changes(value)


def is_ipv6_full(value: str) -> bool:
    """An IPv6 address that has not been shortened."""
    return is_ipv6(value) and _changes(value)


def _changes(value: str) -> bool:
    return shorten(_bytes(value)) != _bytes(value)


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")
