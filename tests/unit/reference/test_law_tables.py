"""The tables of law: sourced, dated, in two languages, without overlap, in real German letters."""

from __future__ import annotations

import json
import re
import warnings
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import zusage.reference.tables as tables
from zusage.reference.tables import Row, every_row, in_force, names, table

FOLDER = Path(tables.__file__).with_name("law_tables")
ROWS = [(name, row) for name in names() for row in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))]
NEEDED = {"id", "de", "en", "source", "valid_from", "valid_to", "as_of", "confidence"}
SPELT = re.compile(r"(?<![aeqAEQ])ue|oe|ae|Strasse|[Mm]assnahm|gemaess|\bfuer\b|[Ss]chluess|\bgross", re.IGNORECASE)
RIGHTLY = re.compile(
    r"Israel|Michael|Koexist|[Aa]ktuell|[Mm]anuell|[Vv]isuell|[Ii]ndividuell|[Ee]ventuell|Poesie|Guernsey|[Bb]lue|zuerst"
)
REVIEW_MONTHS = 18


def faults(written: dict[str, Any]) -> list[str]:
    """What is wrong with one row as written."""
    if missing := NEEDED - written.keys():
        return [f"lacks {', '.join(sorted(missing))}"]
    said = [key for key in ("id", "de", "en", "source", "as_of") if not str(written[key] or "").strip()]
    found = [f"empty {key}" for key in said]
    if written["confidence"] not in ("sourced", "verify"):
        found.append(f"unknown confidence {written['confidence']}")
    for key in ("valid_from", "valid_to", "as_of"):
        if written[key] is not None and not _is_day(written[key]):
            found.append(f"{key} is no day")
    german = [written["de"], written["source"]] + [v for k, v in written.items() if k.endswith("_de")]
    found += [f"not in German letters: {text}" for text in german if SPELT.search(RIGHTLY.sub("", str(text)))]
    if written["confidence"] == "sourced" and re.search(r"^aus allgemeinem Wissen", written["source"]):
        found.append("sourced from general knowledge")
    return found


def _is_day(text: object) -> bool:
    try:
        return bool(date.fromisoformat(str(text)))
    except ValueError:
        return False


def overlaps(rows: list[Row]) -> list[str]:
    """Ids of rows that hold on the same day."""
    ordered = sorted(rows, key=lambda row: (row.id, row.valid_from or date.min))
    return [
        f"{late.table}/{late.id}"
        for early, late in pairwise(ordered)
        if early.id == late.id and (early.valid_to is None or early.valid_to > (late.valid_from or date.min))
    ]


@pytest.mark.parametrize("name", names())
def test_every_row_is_whole(name: str) -> None:
    assert not [f"{row.get('id')}: {fault}" for at, row in ROWS if at == name for fault in faults(row)]


@pytest.mark.parametrize("name", names())
def test_no_id_holds_twice_on_a_day(name: str) -> None:
    assert not overlaps(list(table(name)))
    assert all(row.valid_from is None or row.valid_to is None or row.valid_from < row.valid_to for row in table(name))


GOOD = ROWS[0][1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": " "}, "empty source"),
        ({"as_of": ""}, "empty as_of"),
        ({"en": ""}, "empty en"),
        ({"de": ""}, "empty de"),
        ({"confidence": "sure"}, "unknown confidence"),
        ({"confidence": None}, "unknown confidence"),
        ({"valid_to": "2026-13-01"}, "valid_to is no day"),
        ({"de": "Behoerde fuer den Schutz"}, "not in German letters"),
        ({"de": "Aufbewahrung in der Hauptstrasse"}, "not in German letters"),
        ({"now_de": "Oesterreich"}, "not in German letters"),
        ({"source": "aus allgemeinem Wissen"}, "sourced from general knowledge"),
    ],
)
def test_a_row_with_a_fault_is_found(change: dict[str, Any], words: str) -> None:
    assert words in " ".join(faults({**GOOD, **change}))
    assert not faults(GOOD)


@pytest.mark.parametrize("word", ["neue Dauer der Steuer", "aktuelle Quelle", "Israel", "zuerst genaue Bauer", "aßen große"])
def test_german_words_that_are_right_are_no_fault(word: str) -> None:
    assert not faults({**GOOD, "de": word})


@pytest.mark.parametrize("missing", sorted(NEEDED))
def test_a_row_without_a_field_is_found(missing: str) -> None:
    assert faults({key: value for key, value in GOOD.items() if key != missing}) == [f"lacks {missing}"]


def test_overlapping_rows_are_found() -> None:
    first, second = (row for row in table("retention") if row.id == "de/vouchers")
    assert not overlaps([first, second])
    longer = Row(
        first.table, first.id, first.words, first.source, first.as_of, "sourced", first.valid_from, date(2025, 1, 2)
    )
    assert overlaps([longer, second]) == ["retention/de/vouchers"]


def test_rows_older_than_eighteen_months_are_told() -> None:
    """A figure and no failure: whoever reviews sees it in the summary of warnings."""
    today = date.today()
    limit = date(today.year - 2 if today.month <= 6 else today.year - 1, (today.month - REVIEW_MONTHS - 1) % 12 + 1, 1)
    old = [f"{row.table}/{row.id}" for row in every_row() if row.as_of < limit]
    if old:
        warnings.warn(f"{len(old)} rows of law were read more than {REVIEW_MONTHS} months ago", stacklevel=1)
    assert sum(1 for _ in every_row()) == len(ROWS)


def test_a_proposal_is_never_in_force() -> None:
    proposals = [row for row in every_row() if row.is_proposal]
    assert {row.id for row in proposals} >= {"digital_omnibus", "omnibus_iv"}
    for row in proposals:
        assert row.valid_from is None
        assert row.confidence == "verify"
        assert not any(row.holds(day) for day in (date(1990, 1, 1), date(2026, 11, 22), date(2100, 1, 1)))


@pytest.mark.parametrize(
    ("day", "country", "decision"),
    [
        ("2015-10-05", "US", "2000/520/EC"),
        ("2015-10-06", "US", None),
        ("2020-07-15", "US", "(EU) 2016/1250"),
        ("2020-07-16", "US", None),
        ("2023-06-29", "US", None),
        ("2023-07-10", "US", "(EU) 2023/1795"),
        ("2026-01-25", "BR", None),
        ("2026-01-26", "BR", "(EU) 2026/179"),
        ("2031-12-26", "GB", "(EU) 2021/1772"),
        ("2031-12-27", "GB", None),
    ],
)
def test_adequacy_is_that_of_the_day(day: str, country: str, decision: str | None) -> None:
    row = in_force("adequacy", date.fromisoformat(day)).get(country)
    assert (row.facts["decision"] if row else None) == decision


def test_there_are_28_elements_and_at_least_41_outdated_names() -> None:
    assert len(table("elements")) == 28
    assert len(table("outdated")) >= 41
    for row in table("outdated"):
        re.compile(str(row.facts["pattern"]))
        assert row.facts["level"] in ("error", "warning", "info", "none")
        assert row.facts["kind"] in ("law", "company", "product", "script", "wording", "authority")
        assert row.confidence == "sourced" or row.facts["level"] in ("info", "none"), "what is to be verified only informs"


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        table("nothing")
