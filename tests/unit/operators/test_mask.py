"""Masks: the holes of older tools stay shut, the quick way equals the slow one, and nothing else changes."""

import ipaddress
import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zusage.operators import ipblocks, mailbytes, mask, parameters
from zusage.operators.logform import FORMS, compile_form
from zusage.operators.mask import Mask

REST = b' - - [10/Oct/2026:13:55:36 +0200] "GET /a HTTP/1.1" 200 5 "-" "Mozilla/5.0"'

HOLES = {
    "a list of forwarders": (b"81.2.69.142,203.0.113.9" + REST, b"81.2.69.0,203.0.113.0" + REST),
    "a list with blanks": (b"81.2.69.142, 203.0.113.9" + REST, b"81.2.69.0, 203.0.113.0" + REST),
    "a leading blank": (b" 81.2.69.142" + REST, b" 81.2.69.0" + REST),
    "JSON lines": (b'{"remote_addr":"81.2.69.142","x":1}', b'{"remote_addr":"81.2.69.0","x":1}'),
    "vhost first": (b"www.x.example:443 81.2.69.142" + REST, b"www.x.example:443 81.2.69.0" + REST),
    "nginx error log": (
        b"2026/10/10 13:55:36 [error] 7#7: *1 no file, client: 81.2.69.142, server: x",
        b"2026/10/10 13:55:36 [error] 7#7: *1 no file, client: 81.2.69.0, server: x",
    ),
    "in the query": (
        b"81.2.69.0" + REST.replace(b"/a ", b"/?ip=9.8.7.6 "),
        b"81.2.69.0" + REST.replace(b"/a ", b"/?ip=9.8.7.0 "),
    ),
    "in the query, encoded": (
        b"81.2.69.0" + REST.replace(b"/a ", b"/?ip=9%2E8%2E7%2E6&j=2001%3Adb8%3A1%3A2%3A%3A5 "),
        b"81.2.69.0" + REST.replace(b"/a ", b"/?ip=9%2E8%2E7%2E0&j=2001%3Adb8%3A1%3A%3A "),
    ),
    "in the referrer": (
        b"81.2.69.0" + REST.replace(b'"-"', b'"http://9.8.7.6/x"'),
        b"81.2.69.0" + REST.replace(b'"-"', b'"http://9.8.7.0/x"'),
    ),
    "in the user agent": (
        b"81.2.69.0" + REST.replace(b"5.0", b"5.0 [2001:db8:1:2::9]"),
        b"81.2.69.0" + REST.replace(b"5.0", b"5.0 [2001:db8:1::]"),
    ),
    "mapped clients stay apart": (b"::ffff:81.2.69.142" + REST, b"::ffff:81.2.69.0" + REST),
    "CRLF stays": (b"81.2.69.142" + REST + b"\r", b"81.2.69.0" + REST + b"\r"),
    "trailing blanks stay": (b"81.2.69.142" + REST + b"  \t", b"81.2.69.0" + REST + b"  \t"),
    "bytes that are no text": (b"81.2.69.142" + REST + b"\xff\xfe\x00\x80", b"81.2.69.0" + REST + b"\xff\xfe\x00\x80"),
    "IPv6 with a port": (b"[2001:db8:1:2::9]:8080" + REST, b"[2001:db8:1::]:8080" + REST),
    "IPv4 with a port": (b"81.2.69.142:8080" + REST, b"81.2.69.0:8080" + REST),
    "a host name is no address": (b"p5089.dip.provider.example" + REST, b"-" + REST),
    "not an address at all": (b"81.2.69.1429" + REST, b"-" + REST),
    "a zone": (b"fe80::1%eth0" + REST, b"fe80::%eth0" + REST),
    "already short": (b"81.2.69.0" + REST, b"81.2.69.0" + REST),
    "a bit that stays": (b"-" + REST, b"-" + REST),
    "apache error log": (
        b"[Sat Oct 10 13:55:36.1 2026] [core:error] [pid 1] [client 81.2.69.142:5] AH",
        b"[Sat Oct 10 13:55:36.1 2026] [core:error] [pid 1] [client 81.2.69.0:5] AH",
    ),
}


@pytest.mark.parametrize("hole", HOLES)
@pytest.mark.parametrize("quick", [True, False])
def test_hole_of_older_tools_is_shut(hole: str, quick: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mask, "_SMALL", 0 if quick else 1 << 40)
    line, wanted = HOLES[hole]
    auto = Mask(form=FORMS["auto"])
    assert auto(line) == wanted
    assert auto(line + b"\n" + line) == wanted + b"\n" + wanted
    assert auto(wanted) == wanted


MAILS = {
    b"ada@x.example": b"-",
    b"/u/ada.l+tag@mail.x.example?a=1": b"/u/-?a=1",
    b"?m=ada%40x.example&b": b"?m=-&b",
    b"?n=%2Fl%3Fm%3Dada%2540x.example%26b": b"?n=%2Fl%3Fm%3D-%26b",
    b'{"m":"ada\\u0040x.example"}': b'{"m":"-"}',
    b"https://ada:secret@x.example/": b"https://-/",
    b"lodash@4.17.21/min.js @scope/x a@ @b": b"lodash@4.17.21/min.js @scope/x a@ @b",
    b"ada@x.example@y.example,<bob@z.example>": b"-,<->",
    b"root@localhost": b"-",
    b"\xc3\xa4da@x.example": b"-",
}


@pytest.mark.parametrize("text", MAILS)
def test_mail_addresses_go(text: bytes) -> None:
    assert mailbytes.remove(text) == MAILS[text]


VALUES = {
    b"/?q=heart+attack&p=2 H": b"/?q=-&p=2 H",
    b"/?iq=5&Token=a%20b;c": b"/?iq=5&Token=-",
    b"/?next=%2Fx%3Ftoken%3Dabc%26p%3D2 H": b"/?next=%2Fx%3Ftoken%3D-%26p%3D2 H",
    b'{"token": "a\\"b", "q":5, "p":1}': b'{"token": "-", "q":"-", "p":1}',
    b'token="a b" q= x': b'token="-" q= x',
    b'{"m":"{\\"token\\":\\"abc\\"}"}': b'{"m":"{\\"token\\":\\"-\\"}"}',
    b"?q[]=1&q%5B%5D=2": b"?q[]=-&q%5B%5D=-",
}


@pytest.mark.parametrize("text", VALUES)
def test_named_values_go(text: bytes) -> None:
    names = (b"token", b"q")
    assert parameters.remove(text, names) == VALUES[text]
    padded = parameters.remove(text, names, pad=True)
    assert len(padded) == len(text) and b"abc" not in padded and parameters.remove(padded, names, pad=True) == padded
    if text.startswith(b"{"):
        assert isinstance(json.loads(padded), dict) and isinstance(json.loads(VALUES[text]), dict)


USERS = {
    ("combined", b"1.2.3.4 - ada lovelace [10/Oct/2026:13:55:36 +0200] x"): b"1.2.3.0 - - [10/Oct/2026:13:55:36 +0200] x",
    ("auto", b'{"user":"ada","remote_addr":"h.example"}'): b'{"user":"-","remote_addr":"-"}',
    ("syslog", b"<38>Oct 10 13:55:36 h sshd[1]: Accepted publickey for ada from 1.2.3.4 port 2"): (
        b"<38>Oct 10 13:55:36 h sshd[1]: Accepted publickey for - from 1.2.3.0 port 2"
    ),
    ("combined", b"what is this"): b"-",
    ("$http_x_forwarded_for - $remote_user [$time_local]", b"1.2.3.4, h.example - a b [10/Oct/2026:13:55:36 +0200]"): (
        b"- - - [10/Oct/2026:13:55:36 +0200]"
    ),
}


@pytest.mark.parametrize(("form", "line"), USERS)
def test_user_names_go_and_what_does_not_fit_goes_whole(form: str, line: bytes) -> None:
    assert Mask(users=True, form=compile_form(form))(line) == USERS[form, line]


def test_letters_of_json_written_as_numbers_are_read() -> None:
    line = b'{"a":"1\\u002e2.3.4","b":"\\u0061da@x.example \xc3\xa4 \\u00e4","c":"\\u00e4"}'
    masked = Mask(emails=True)(line)
    assert json.loads(masked) == {"a": "1.2.3.0", "b": "- ä ä", "c": "ä"} and masked.endswith(b'"c":"\\u00e4"}')


WORD = st.sampled_from(
    [b"a", b"GET", b"\xff", b"\x00", b"7", b"1.2", b"Chrome/142.0.7444.60", b"13:55:36", b"x%20y", b"-", b""]
)
GLUE = st.sampled_from([b" ", b'"', b", ", b" [", b"] ", b"\t", b"\n", b"\r\n", b"(", b")", b"|", b"<", b"\n\n"])
V4, V6 = st.ip_addresses(v=4), st.ip_addresses(v=6)
MAIL = st.from_regex(r"[a-z][a-z0-9._+]{0,9}@[a-z]{1,8}\.example", fullmatch=True)


def cut(address: ipaddress.IPv4Address | ipaddress.IPv6Address, v4: int, v6: int) -> int:
    """The network, by the library and nothing of ours."""
    if address.version == 4:
        return int(ipaddress.ip_network((address, v4), strict=False).network_address)
    inner = 96 + v4 if address.ipv4_mapped or int(address) >> 32 == 0x64FF9B << 64 else v6
    inner = min(v6, 16 + v4) if address.sixtofour else inner
    return int(ipaddress.ip_network((address, inner), strict=False).network_address)


TOKENS = st.lists(st.tuples(st.one_of(WORD, V4, V6, MAIL), st.integers(0, 1), GLUE), max_size=30)


@settings(deadline=None, max_examples=150)
@given(TOKENS, st.sampled_from([(24, 48), (16, 32), (8, 64)]))
def test_equals_a_simple_reference(items: list, bits: tuple[int, int]) -> None:
    """Tokens are judged one by one with the standard library; addresses are compared by value, all else by bytes."""
    v4, v6 = bits
    text, wanted = b"\x01", []
    for token, long, glue in items:
        if isinstance(token, bytes):
            piece = token
        elif isinstance(token, str):
            piece = token.encode()
        else:
            piece = (token.exploded if long else token.compressed).encode()
        text += piece + b"\x01" + glue + b"\x01"
        wanted.append((token, glue))
    spaced = text.replace(b"\x01", b" ")
    big = Mask(v4, v6, emails=True)
    got = big(spaced + b"\n" + b"x" * mask._SMALL)[: -1 - mask._SMALL]
    assert got == big.exact(spaced) == big(spaced)
    for token, glue in wanted:
        got = got[1:] if got.startswith(b" ") else got
        word, _, got = got.partition(b" ")
        if isinstance(token, bytes):
            assert word == token
        elif isinstance(token, str):
            assert word == b"-"
        else:
            assert int(ipaddress.ip_address(word.decode())) == cut(token, v4, v6)
        assert got.startswith(glue)
        got = got[len(glue) :]


SOUP = (
    *(
        b"1",
        b"23",
        b"255",
        b"256",
        b"0",
        b".",
        b".",
        b":",
        b":",
        b"::",
        b"a",
        b"ff",
        b"2001:db8:1:2:3:4:5:6",
        b"2a01:4f8::9",
    ),
    *(b"1.2.3.4", b"10.0.0.0", b"%3A", b"%2E", b"%253a", b"%", b"x", b" ", b" ", b"\n", b"\\x20", b"00", b"64:ff9b::1"),
    *(
        b"2002:",
        b"db8:",
        b"1:2:3::",
        b"F",
        b"0:",
        b"::ffff:",
        b"/",
        b"\r\n",
        b",",
        b'"',
        b"[",
        b"]",
        b"13:55:36",
        b"@",
        b"%40",
    ),
    *(
        b"=",
        b"q",
        b"q=",
        b"&",
        b"?",
        b"\\",
        b"{",
        b"}",
        b'"q":',
        b"\\u0040",
        b"ada@x.example",
        b" - - [",
        b"\xff",
        b"\x00",
        b"-",
    ),
    b"10/Oct/2026:13:55:36 +0200] ",
)


@pytest.mark.parametrize("form", [*FORMS, '$remote_addr [$time_local] "$request" $remote_user'])
def test_quick_equals_slow_on_any_soup_and_twice_equals_once(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(form)
    for _ in range(250):
        soup = b"".join(dice.choice(SOUP) for _ in range(dice.randrange(60)))
        users = dice.random() < 0.5 and form != "anywhere"
        one = Mask(emails=dice.random() < 0.7, parameters=(b"q",), users=users, form=compile_form(form))
        monkeypatch.setattr(mask, "_SMALL", 0)
        once = one(soup)
        assert once == one.exact(soup)
        assert one(once) == once == one.exact(once)
        assert once.count(b"\n") == soup.count(b"\n")
        assert b"\n".join(one(line) for line in soup.split(b"\n")) == once
        pad = Mask(emails=one.emails, parameters=(b"q",), users=users, form=one.form, pad=True)
        assert list(map(len, pad(soup).split(b"\n"))) == list(map(len, soup.split(b"\n"))) and pad(pad(soup)) == pad(soup)


def test_without_numpy_the_bytes_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b"".join(line + b"\n" for line, _ in HOLES.values()) * 60
    with_numpy = Mask(form=FORMS["auto"])(lines)
    monkeypatch.setattr(ipblocks, "usable", lambda: False)
    assert Mask(form=FORMS["auto"])(lines) == with_numpy == b"".join(new + b"\n" for _, new in HOLES.values()) * 60


HOSTILE = (
    b"a",
    b"1.",
    b":",
    b"@",
    b"a@",
    b"%40a",
    b"%3A",
    b"%2E1",
    b"q=",
    b"q%3d",
    b'"q":"',
    b'"q":[',
    b"//u:",
    b"1:2:",
    b"a,",
    b'{"',
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_line_and_not_with_its_square(piece: bytes) -> None:
    judge = Mask(emails=True, parameters=(b"q",), users=True, form=FORMS["auto"])
    start = time.process_time()
    judge(piece * (60_000 // len(piece)) + b"\n")
    assert time.process_time() - start < 3
