"""Values that were called replaced and still said who it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from zusage.operators.catalogue import OPERATORS, grouped
from zusage.operators.mask import Mask
from zusage.operators.operator import Setting
from zusage.operators.removal import remove

PERSON = {
    "name": ("Jörg O'Brien-Rat",),
    "email": ("ada.l+shop@x.example",),
    "phone": ("+49 170 1234567",),
    "iban": ("DE89 3704 0044 0532 0130 00",),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O’Brien, O´Brien, OBrien", "[…], […], […]"),
        ("d'Jörg; l’Rat", "d'[…]; l’[…]"),
        ("J&ouml;rg, J&#246;rg, J&#xF6;rg", "[…], […], […]"),
        ('{"name": "J\\u00f6rg"}', '{"name": "[…]"}'),
        ("/u/J%C3%B6rg?x, J=C3=B6rg, J%F6rg", "/u/[…]?x, […], […]"),
        ("100%Rat, x=RAT", "100%[…], x=[…]"),
        ("Login joerg1985, rat_2", "Login […]1985, […]_2"),
        ("mailto%3Aada.l%40x.example", "mailto%3A[…]"),
        ("ada.l&#64;x.example, ada.l&commat;x.example, ada.l\\u0040x.example", "[…], […], […]"),
        ("Schreiben Sie an ada.l@x.example.Danke", "Schreiben Sie an […].Danke"),
        ("das ada.l@x.example-Konto", "das […]-Konto"),
        ("\n-ada.l@x.example", "\n-[…]"),
        ("ada.l+a=b@x.example; ada.l at x dot example", "[…]; […]"),
        ("tel:+49%20170%201234567, 0170&nbsp;1234567", "tel:[…], […]"),
        ("DE89&nbsp;3704&nbsp;0044&nbsp;0532&nbsp;0130&nbsp;00", "[…]"),
    ],
)
def test_no_escape_and_no_neighbour_hides_the_person(text: str, expected: str) -> None:
    assert remove(text, PERSON) == expected
    assert remove(expected, PERSON) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rathaus, Ratsherr, Vorrat, Karat",
        "x-ada.l@x.example.com, bada.l@x.example, ada.l@x.example.com, ada.l@x.example-shop.example",
        "&copy; 100 % = 50 &amp; mehr \\u00e4 %C3%84 =C3=84",
        "DE89 3704 0044 0532 0130 01, +49 170 12345678",
        "a0b1rat2-4711",
    ],
)
def test_others_stay(text: str) -> None:
    assert remove(text, PERSON) == text


@pytest.mark.parametrize(
    ("value", "kind", "arguments", "nullable", "expected"),
    [
        ("1983-06-17 08:15:00", "day", {"years": "5"}, True, "1980-01-01"),
        ("17.06.1983", "day", {"years": "5"}, True, None),
        ("17.06.1983", "day", {"years": "5"}, False, "0001-01-01"),
        (19830617, "day", {"years": "5"}, True, None),
        (date(1983, 6, 17), "day", {"years": "5"}, True, date(1980, 1, 1)),
        ("37 Jahre", "integer", {"size": "10"}, True, None),
        ("37 Jahre", "integer", {"size": "10"}, False, 0),
        ("37", "integer", {"size": "10"}, True, 30),
        ("37.5", "number", {"size": "10"}, True, Decimal(30)),
        ("NaN", "number", {"size": "10"}, True, None),
        (Decimal("5500000000000004"), "number", {"size": "1000"}, True, Decimal(5500000000000000)),
        (5500000000000004.0, "number", {"size": "1000"}, True, 5500000000000000.0),
    ],
)
def test_a_bucket_leaves_nothing_as_it_is(
    value: object, kind: str, arguments: dict[str, str], nullable: bool, expected: object
) -> None:
    """SQLite keeps any text in a column of dates or numbers, and a NUMERIC of sixteen digits may be a card number."""
    bucket, told = OPERATORS["bucket"], grouped(tuple(arguments.items()))
    setting = Setting(kind, nullable=nullable)
    assert not bucket.is_done(value, told, setting)
    assert bucket.replace(value, told, setting) == expected and bucket.is_done(expected, told, setting)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"dump_2001:db8:1:2:3:4:5:6_1 x_2001:db8::1_443\n", b"dump_2001:db8:1::_1 x_2001:db8::_443\n"),
        (b"who='Ada Lovelace' p=2\n", b"who=- p=2\n"),
        (b'/?who=\'tis&p=2 HTTP/1.1" 200 "it\'s"\n', b'/?who=-&p=2 HTTP/1.1" 200 "it\'s"\n'),
    ],
)
def test_no_neighbour_hides_an_address_or_a_value(line: bytes, expected: bytes) -> None:
    mask = Mask(parameters=(b"who",))
    assert mask(line) == mask.exact(line) == expected
    assert mask(line * 4000) == expected * 4000
