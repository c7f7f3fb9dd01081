"""Read: the entries of a register file, checked.

Law: YAML and JSON alike, at most `MOST` bytes, aliases not allowed; dates may be written as text. Errors name the file's
system, the entry's number and the key, never a value.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from zusage.model.calendar import add_days
from zusage.model.errors import ConnectorError
from zusage.model.period import parse_period

MOST = 8 << 20
_TEXTS = ("recipient", "kind", "renew", "file", "sha256")
_LISTS = ("clauses", "annexes")


def read_entries(path: Path, system: str) -> list[dict[str, object]]:
    """All entries; ConnectorError ZE618 for what is none."""
    if path.stat().st_size > MOST:
        raise ConnectorError("ZE618", system=system, line=0, reason="too large")
    try:
        text = path.read_text("utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise ConnectorError("ZE618", system=system, line=0, reason="an alias")
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 0
        raise ConnectorError("ZE618", system=system, line=line, reason="not readable") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        raise ConnectorError("ZE618", system=system, line=0, reason="not readable") from None
    if isinstance(data, dict):
        data = data.get("entries", data.get("records"))
    if not isinstance(data, list):
        raise ConnectorError("ZE618", system=system, line=0, reason="no list of entries")
    return [_entry(number, item, system) for number, item in enumerate(data, 1)]


def renewed(dated: object, renew: object) -> date | None:
    """The last day on which an entry counts; None if it counts until further notice."""
    period = parse_period(renew) if isinstance(renew, str) else None
    return add_days(dated, period) if isinstance(dated, date) and period is not None else None


def _entry(number: int, item: Any, system: str) -> dict[str, object]:
    def wrong(key: str) -> ConnectorError:
        return ConnectorError("ZE618", system=system, line=0, entry=number, key=key, reason="wrong value")

    if not isinstance(item, dict) or not isinstance(item.get("kind"), str):
        raise wrong("kind")
    entry: dict[str, object] = {}
    for key in _TEXTS:
        if (value := item.get(key)) is not None and not isinstance(value, str):
            raise wrong(key)
        entry[key] = value or None
    if entry["renew"] is not None and parse_period(str(entry["renew"])) is None:
        raise wrong("renew")
    for key in _LISTS:
        value = item.get(key) or ()
        values = (value,) if isinstance(value, str) else tuple(value)
        if not all(isinstance(word, str) for word in values):
            raise wrong(key)
        entry[key] = values
    entry["dated"] = _day(item.get("dated"))
    if item.get("dated") is not None and entry["dated"] is None:
        raise wrong("dated")
    return entry


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
