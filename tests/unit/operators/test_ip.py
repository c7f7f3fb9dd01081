"""IP addresses are shortened wherever they stand, and nothing else changes."""

import ipaddress
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.operators import ip

CASES = [
    (b"81.2.69.142 - -", b"81.2.69.0 - -"),
    (b"  81.2.69.142\r\n", b"  81.2.69.0\r\n"),
    (b'"81.2.69.142,203.0.113.9"', b'"81.2.69.0,203.0.113.0"'),
    (b"::ffff:81.2.69.142 -", b"::ffff:81.2.69.0 -"),
    (b"::ffff:5102:458e -", b"::ffff:5102:4500 -"),
    (b"[2001:db8:85a3::8a2e:370:7334]:443", b"[2001:db8:85a3::]:443"),
    (b"2001:0db8:85a3:0000:0000:8a2e:0370:7334", b"2001:db8:85a3::"),
    (b"fe80::1%eth0", b"fe80::%eth0"),
    (b"2002:5102:458e::1", b"2002:5102:4500::"),
    (b"64:ff9b::5102:458e", b"64:ff9b::5102:4500"),
    (b"/?ip=%20255.1.2.3", b"/?ip=%20255.1.2.0"),
    (b"/?ip=%5B2001%3Adb8%3A1%3A%3A5%5D", b"/?ip=%5B2001%3Adb8%3A1%3A%3A%5D"),
    (b'{"ip":"2a01:4f8:c0c:1::2","x":"1.2.3.4:80"}', b'{"ip":"2a01:4f8:c0c::","x":"1.2.3.0:80"}'),
    (b"from 2001:db8::1: message", b"from 2001:db8::: message"),
    (b"\xff81.2.69.142\xfe", b"\xff81.2.69.0\xfe"),
    (b"8.8.8.8.in-addr.arpa", b"8.8.8.0.in-addr.arpa"),
]
SAME = [
    b"10/Oct/2000:13:55:36 +0200",
    b"std::cout Foo::Bar",
    b"aa:bb:cc:dd:ee:ff",
    b"AB:CD:EF:01:23:45:67:89:AB:CD",
    b"Chrome/119.0.6045.199 Safari/537.36",
    b"999.1.2.3 1.2.3.1000 1.2.3",
]


@pytest.mark.parametrize(("line", "short"), CASES)
def test_address_is_shortened_where_it_stands(line: bytes, short: bytes) -> None:
    assert ip.shorten(line) == short
    assert ip.shorten(short) == short


@pytest.mark.parametrize("line", SAME)
def test_what_is_no_address_stays(line: bytes) -> None:
    assert ip.shorten(line) == line == ip.overwrite(line)


def test_other_prefixes_are_obeyed() -> None:
    assert ip.shorten(b"81.2.69.142 2001:db8:85a3::1", 16, 32) == b"81.2.0.0 2001:db8::"
    assert ip.shorten(b"81.2.69.142", 25, 48) == b"81.2.69.128"


V4 = st.ip_addresses(v=4)
V6 = st.ip_addresses(v=6) | st.builds(
    lambda network, host: ipaddress.IPv6Address(network << 64 | host), st.integers(0, 2**64 - 1), st.integers(0, 9)
)


def spellings(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[str]:
    return [address.compressed, address.exploded, address.exploded.upper()]


GLUE = st.sampled_from([b" ", b",", b'"', b"\n", b"\r\n", b"]", b"[", b"&ip=", b"%20", b"/", b"\xff", b"=", b"(", b" text "])


def expected(address: ipaddress.IPv4Address | ipaddress.IPv6Address, v4: int, v6: int) -> int:
    bits, width = (v4, 32) if address.version == 4 else (v6, 128)
    value = int(address)
    if address.version == 6 and (address.ipv4_mapped is not None or value >> 32 == 0x64FF9B << 64):
        bits = 96 + v4
    if address.version == 6 and value >> 112 == 0x2002:
        bits = min(v6, 16 + v4)
    return value >> (width - bits) << (width - bits)


@given(st.lists(st.tuples(V4 | V6, st.integers(0, 2), GLUE), min_size=1), st.integers(8, 32), st.integers(16, 64))
def test_every_address_in_any_text_becomes_its_network(items: list, v4: int, v6: int) -> None:
    text = b"".join(b"\t" + spellings(address)[form].encode() + glue + b"\t" for address, form, glue in items)
    pattern = re.compile(rb"\t([0-9A-Fa-f.:]+)")
    for change in (ip.shorten, ip.overwrite):
        new = change(text, v4, v6)
        found = [
            ipaddress.ip_address(token.decode()) if change is ip.shorten else _lenient(token)
            for token in pattern.findall(new)
        ]
        assert [int(address) for address in found] == [expected(address, v4, v6) for address, _, _ in items]
        assert change(new, v4, v6) == new
        assert pattern.sub(b"", new) == pattern.sub(b"", text)
    assert len(ip.overwrite(text, v4, v6)) == len(text)


def _lenient(token: bytes) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Leading zeros are decimal here."""
    head, colon, quad = token.rpartition(b":")
    plain = b".".join(b"%d" % int(part) for part in quad.split(b".")) if b"." in quad else quad
    return ipaddress.ip_address((head + colon + plain).decode())


@given(
    st.lists(
        st.sampled_from(
            [b"1", b"23", b"255", b"256", b"0", b".", b":", b"::", b"a", b"ff", b"%3A", b"%", b"x", b" ", b"\n", b"\\x20"]
        )
    )
)
def test_any_soup_is_changed_once_and_keeps_its_lines(parts: list[bytes]) -> None:
    soup = b"".join(parts)
    once = ip.shorten(soup)
    assert ip.shorten(once) == once
    assert once.count(b"\n") == soup.count(b"\n")
    assert [ip.shorten(line) for line in soup.split(b"\n")] == once.split(b"\n")
    same = ip.overwrite(soup)
    assert len(same) == len(soup)
    assert ip.overwrite(same) == same


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 0x2001, 0x2002, 0xDB8, 0xFFFF, 0x64, 0xFF9B]), st.integers(0, 3)),
        min_size=7,
        max_size=9,
    ),
    st.sampled_from([b"", b" ", b"x", b"%20", b'"', b":", b"a", b"\\x20"]),
    st.sampled_from([b"", b" ", b"x", b"%25eth0", b'"', b":", b".1.2.3", b"]"]),
)
def test_the_fast_form_of_the_pattern_agrees_with_the_thorough_one(groups: list, before: bytes, after: bytes) -> None:
    text = before + b":".join((b"%x" % group).zfill(width) for group, width in groups) + after
    once = ip.shorten(text)
    assert (once == text) == (ip.overwrite(text) == text)
    assert ip.shorten(once) == once == ip.overwrite(once)
