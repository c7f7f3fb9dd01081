"""What operators make of values: each idempotent, each saying before it starts what it cannot do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.operators.catalogue import OPERATORS, canonical, complaint, grouped, may_anonymise, misfit, reach
from zusage.operators.mark import is_mark
from zusage.operators.operator import Setting
from zusage.operators.removal import remove

KEY = b"k" * 32
RANDOM = uuid.UUID("0b0e4d7c-6a55-4b0e-9c58-6ff1a5f0c8d2")
PERSON = {
    "name": ("Dr. Jörg Müller-Lüdenscheid",),
    "email": ("joerg@mueller.example",),
    "phone": ("+49 4832 1234567",),
    "iban": ("DE89370400440532013000",),
}


def made(name: str, old: object, setting: Setting | None = None, /, **arguments: str) -> object:
    operator, told = OPERATORS[name], grouped((key.rstrip("_"), text) for key, text in arguments.items())
    setting = setting or Setting(key=KEY)
    new = operator.replace(old, told, setting)
    assert operator.replace(new, told, setting) == new, "not idempotent"
    assert operator.is_done(new, told, Setting(setting.kind, setting.length, setting.nullable)), "not known again"
    return new


@pytest.mark.parametrize(
    ("name", "value", "kind", "arguments", "expected"),
    [
        ("nothing", "x", "text", {}, None),
        ("constant", "x", "text", {"value": "–"}, "–"),
        ("constant", None, "text", {"value": "–"}, "–"),
        ("constant", 7, "integer", {"value": "0"}, 0),
        ("constant", True, "boolean", {"value": "false"}, False),
        ("constant", date(2020, 2, 2), "day", {"value": "1990-01-01"}, date(1990, 1, 1)),
        ("truncate", "24103", "text", {"keep": "2"}, "24"),
        ("truncate", "ä日本", "text", {"keep": "2"}, "ä日"),
        ("truncate", "81.2.69.142", "text", {"v4": "24"}, "81.2.69.0"),
        ("truncate", date(1983, 6, 17), "day", {"to": "month"}, date(1983, 6, 1)),
        ("truncate", "1983-06-17", "day", {"to": "year"}, "1983-01-01"),
        ("truncate", "2025-03-10 12:33:44.5+02:00", "instant", {"to": "month"}, "2025-03-01 00:00:00.0+02:00"),
        ("truncate", datetime(2025, 3, 10, 5, 6, tzinfo=UTC), "instant", {"to": "day"}, datetime(2025, 3, 10, tzinfo=UTC)),
        ("truncate", "born in Kiel", "text", {"to": "year"}, None),
        ("bucket", 37, "integer", {"size": "10"}, 30),
        ("bucket", -3, "integer", {"size": "10"}, -10),
        ("bucket", Decimal("37.5"), "number", {"size": "10", "from_": "5"}, Decimal(35)),
        ("bucket", 37.5, "number", {"size": "5"}, 35.0),
        ("bucket", date(1983, 6, 17), "day", {"years": "5"}, date(1980, 1, 1)),
        ("bucket", "1983-06-17", "day", {"years": "5"}, "1980-01-01"),
        ("placeholder", 12, "integer", {"row": "0"}, 0),
        ("placeholder", None, "integer", {"row": "0"}, None),
    ],
)
def test_values(name: str, value: object, kind: str, arguments: dict[str, str], expected: object) -> None:
    assert made(name, value, Setting(kind), **arguments) == expected


def test_a_pseudonym_is_the_same_for_the_same_key_and_known_without_it() -> None:
    one, other = made("hash", "Ada"), made("hash", "ada")
    assert one != other and one == made("pseudonym", "Ada", key="x") and is_mark(one) and len(str(one)) == 35
    assert made("hash", "Ada", Setting(key=b"x" * 32)) != one
    assert len(str(made("hash", "Ada", Setting(length=20, key=KEY)))) == 20
    number = RANDOM
    found = made("hash", number, Setting("uuid", key=KEY))
    assert isinstance(found, uuid.UUID) and found.version == 8 and is_mark(found)
    assert made("hash", str(number), Setting("uuid", key=KEY)) == str(found)


@pytest.mark.parametrize("value", ["zs_aaaaaaaaaaaaaaaa0000", "zs_", "zs_ABCDEFGHIJKLMNOP", str(RANDOM), "", "Ada"])
def test_what_looks_like_a_mark_is_none(value: str) -> None:
    assert not is_mark(value)


def test_a_pseudonym_needs_a_key() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        OPERATORS["hash"].replace("Ada", {}, Setting())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("herr MUELLER rief an", "herr […] rief an"),
        ("Müllers Auto, Jörg's Rad, Joerg’s Haus", "[…]s Auto, […]'s Rad, […]’s Haus"),
        ("Jo\u0308rg Mu\u0308ller", "[…]"),
        ("jorg MULLER LUEDENSCHEID kam", "[…] kam"),
        ("J\u00adörg und Mül\u200bler", "[…] und […]"),
        ("0049 4832/123 45 67, 04832-1234567, (04832) 1234567, +49 (0)4832 12 34 567", "[…], […], […], […]"),
        ("de89 3704 0044 0532 0130 00 und DE89-3704-0044-0532-0130-00", "[…] und […]"),
        ("Joerg (at) Mueller (dot) example, JOERG+x@mueller.example, joerg%40mueller.example", "[…], […], […]"),
        ("Die Mühle von Dr. Bauer, Tel. 04832 7654321", "Die Mühle von Dr. Bauer, Tel. 04832 7654321"),
        ("Mullerin, Amjörg, 9048321234567", "Mullerin, Amjörg, 9048321234567"),
    ],
)
def test_the_person_goes_and_others_stay(text: str, expected: str) -> None:
    assert remove(text, PERSON) == expected
    assert remove(expected, PERSON) == expected


def test_short_names_need_their_capital_and_pseudonyms_name_nobody() -> None:
    assert remove("Li an An: an das", {"name": ("An Li",)}) == "[…] an […]: an das"
    assert remove("Fr. Le und le monde", {"name": ("Thi Le",)}) == "Fr. […] und le monde"
    assert remove("Herr von Berg, von hier", {"name": ("Dr. Max von Berg",)}) == "Herr von […], von hier"
    assert remove("x zs_ y", {"name": (str(made("hash", "Ada")), "", " ")}) == "x zs_ y"


LETTERS = st.text("abcdefgäöüßéñ", min_size=3, max_size=12)


def spelt_out(name: str) -> str:
    return name.replace("ü", "ue").replace("ß", "ss").replace("ä", "ae").replace("ö", "oe")


@given(LETTERS.map(str.title), st.sampled_from([str.upper, str.lower, str.title, spelt_out]))
def test_no_spelling_of_a_name_is_missed(name: str, spell: Callable[[str], str]) -> None:
    written = spell(name)
    assert written not in remove(f"Gruß, {written}!", {"name": (name,)})


@given(
    st.from_regex(r"[1-9][0-9]{7,11}", fullmatch=True), st.sampled_from(["+49", "0049", "0", "+49 (0)", "+49-"]), st.data()
)
def test_no_spelling_of_a_number_is_missed(digits: str, prefix: str, data: st.DataObject) -> None:
    spaced = "".join(digit + data.draw(st.sampled_from(["", " ", "-", "/", " / "])) for digit in digits[:-1]) + digits[-1]
    assert remove(f"Tel {prefix}{spaced}.", {"phone": ("0" + digits,)}) == "Tel […]."
    assert remove(f"Tel {prefix}{spaced}.", {"phone": ("+49" + digits,)}) == "Tel […]."


@given(
    st.one_of(st.integers(-(10**9), 10**9), st.decimals(allow_nan=False, allow_infinity=False), st.floats()),
    st.integers(2, 99),
)
def test_buckets_are_idempotent(value: object, size: int) -> None:
    told = {"size": (str(size),)}
    once = OPERATORS["bucket"].replace(value, told, Setting("number"))
    twice = OPERATORS["bucket"].replace(once, told, Setting("number"))
    assert str(once) == str(twice)


@pytest.mark.parametrize(
    ("name", "arguments", "setting", "reason"),
    [
        ("nothing", (), Setting(nullable=False), "not_null"),
        ("constant", (("value", "x"),), Setting(alone=True), "unique"),
        ("constant", (("value", "xyz"),), Setting(length=2), "length"),
        ("constant", (("value", "x"),), Setting("integer"), "kind"),
        ("constant", (("value", "x"),), Setting("json"), "kind"),
        ("truncate", (("to", "year"),), Setting("integer"), "kind"),
        ("truncate", (("keep", "2"),), Setting("day"), "kind"),
        ("bucket", (("years", "5"),), Setting("integer"), "kind"),
        ("hash", (), Setting(length=10), "length"),
        ("hash", (), Setting("integer"), "kind"),
        ("hash", (), Setting(alone=True, length=40), ""),
        ("placeholder", (("row", "x"),), Setting("integer"), "kind"),
        ("remove", (("name", "a"),), Setting("bytes"), "kind"),
    ],
)
def test_misfits_are_told_before(name: str, arguments: tuple[tuple[str, str], ...], setting: Setting, reason: str) -> None:
    assert misfit(OPERATORS[name], grouped(arguments), setting) == reason


@pytest.mark.parametrize(
    ("name", "arguments", "wrong"),
    [
        ("shuffle", (), "shuffle"),
        ("truncate", (), "truncate"),
        ("truncate", (("to", "week"),), "to: week"),
        ("truncate", (("keep", "0"),), "keep: 0"),
        ("truncate", (("kep", "2"),), "kep"),
        ("bucket", (("size", "1"),), "size: 1"),
        ("pseudonym", (), "pseudonym"),
        ("constant", (("value", "a"), ("value", "b")), "value: b"),
        ("remove", (("name", "a"), ("name", "b")), ""),
        ("hash", (), ""),
    ],
)
def test_complaints(name: str, arguments: tuple[tuple[str, str], ...], wrong: str) -> None:
    found, allowed = complaint(name, arguments)
    assert found == wrong and bool(allowed) is bool(wrong)


def test_no_operator_calls_a_row_anonymous() -> None:
    assert {reach([name]) for name in OPERATORS} == {"shortened", "pseudonymised"}
    assert reach(["nothing", "hash"]) == "pseudonymised" and reach(["nothing"]) == "shortened"
    assert may_anonymise(["nothing", "truncate", "hash"]) and not may_anonymise(["nothing", "pseudonym"])
    assert not may_anonymise([]) and not may_anonymise(["remove"]) and canonical("null") == "nothing"
