"""The table of docs/spec/encoding.md is executed: what it says is what the encoder writes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from zusage.model.canonical import digest, encode
from zusage.plan.target import TargetId

PAGE = (Path(__file__).parents[2] / "docs" / "spec" / "encoding.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!value|---)(.+?) \| `(.+?)`(.*) \|$", PAGE, re.MULTILINE)
VALUES = {
    '`{"b": 1, "a": "ä"}`': {"b": 1, "a": "ä"},
    "2026-11-22 06:00 in UTC": datetime(2026, 11, 22, 6, tzinfo=UTC),
    "2026-11-22 07:00:00.5 in Berlin": datetime(2026, 11, 22, 7, 0, 0, 500_000, tzinfo=ZoneInfo("Europe/Berlin")),
    "text with line break and NUL": "a\nb\0",
    '`TargetId("instance", "ab12")`': TargetId("instance", "ab12"),
    "`{}`": {},
}


def test_every_row_is_executed() -> None:
    assert [row[0] for row in ROWS] == list(VALUES)


@pytest.mark.parametrize("name, bytes_, rest", ROWS)
def test_the_row_is_what_is_written(name: str, bytes_: str, rest: str) -> None:
    assert encode(VALUES[name]).decode() == bytes_
    if told := re.search(r"[0-9a-f]{64}", rest):
        assert digest(VALUES[name]) == told[0]


@pytest.mark.parametrize("value", [1.5, {1: 2}, "\ud800", object()])
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, UnicodeEncodeError)):
        encode(value)
