"""What was found is said: every contradiction in an as-found declaration, at its place, and nothing unexplained."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from zusage.app.check import check_declaration
from zusage.app.fingerprints import fingerprints
from zusage.app.workspace import read_workspace

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
TABLE: dict[str, Any] = yaml.safe_load((HERE / "as_found.yml").read_text())
DAY = date(2026, 11, 22)


class Said(NamedTuple):
    """A finding as the table knows it."""

    rule: str
    at: str
    words: str


@cache
def said(company: str) -> tuple[Said, ...]:
    result = check_declaration(EXAMPLES / company / "as-found.yml", DAY)
    found = fingerprints(result.report.findings, result.root)
    return tuple(Said(one.rule, path, result.rules[one.rule].words(one, "de")) for one, path, _, _ in found)


def cases() -> Iterator[Any]:
    for company, parts in TABLE.items():
        for what, rows in parts["found"].items():
            yield from (pytest.param(company, row, id=f"{company}: {what} ({row['rule']} {row['at']})") for row in rows)


@pytest.mark.parametrize(("company", "row"), list(cases()))
def test_what_was_found_is_said(company: str, row: dict[str, str]) -> None:
    there = [one.words for one in said(company) if (one.rule, one.at) == (row["rule"], row["at"])]
    assert any(row["says"] in words for words in there), there


@pytest.mark.parametrize("company", TABLE)
def test_nothing_else_is_said(company: str) -> None:
    parts = TABLE[company]
    rows = [row for kind in ("found", "follows") for rows in parts.get(kind, {}).values() for row in rows]
    assert Counter((one.rule, one.at) for one in said(company)) == Counter((row["rule"], row["at"]) for row in rows)


@pytest.mark.parametrize("company", TABLE)
def test_each_place_says_what_was_found(company: str) -> None:
    text = (EXAMPLES / company / "as-found.yml").read_text()
    assert text.count("# found: ") >= len(TABLE[company]["found"]) - 1


@pytest.mark.parametrize("company", TABLE)
def test_it_is_the_whole_company(company: str) -> None:
    """Beside what is missing because it was missing, the activities are those of the declaration that is right."""
    found, right = (read_workspace(EXAMPLES / company / name, DAY).policy for name in ("as-found.yml", "zusage.yml"))
    assert set(right.activities) - set(found.activities) == set(TABLE[company].get("missing", ()))
    assert set(found.activities) - set(right.activities) == set(TABLE[company].get("more", ()))
    assert found.organisation.name == right.organisation.name
