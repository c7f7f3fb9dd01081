"""One fault, one finding: what two rules say about one place is two things, and why is written here.

Every failing case of every rule is judged by all rules. Two findings at the same place, or one inside the other's, are a
fault of the rules unless their pair stands in `two_things.yml` with its reason. A text that is missing in one language is
always a thing of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from zusage.app.check import check_declaration
from zusage.checker.rule import Needs
from zusage.checker.run import load_rules
from zusage.declaration.node import Mapping, Node, Sequence
from zusage.declaration.read import parse_declaration
from zusage.model.place import Place

HERE = Path(__file__).parent
RULES = [id for id, (rule, _) in load_rules().items() if rule.needs is Needs.DECLARATION]
Path_ = tuple[str, ...]

TWO_THINGS: dict[str, list[str]] = yaml.safe_load((HERE / "two_things.yml").read_text())
ALLOWED = {tuple(f"ZU{id}" for id in pair.split("-")): why for why, pairs in TWO_THINGS.items() for pair in pairs}


@cache
def base() -> Any:
    return yaml.load((HERE / "base.yml").read_text(), yaml.BaseLoader)


def changed(whole: Any, patch: Any) -> Any:
    """`whole` with what `patch` says; null removes."""
    if not isinstance(whole, dict) or not isinstance(patch, dict):
        return patch
    rest = {key: changed(whole.get(key), value) for key, value in patch.items() if value is not None}
    return {key: value for key, value in whole.items() if key not in patch} | rest


def paths(node: Node, path: Path_ = ()) -> Iterator[tuple[Place, Path_]]:
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield item.place, (*path, str(number))
            yield from paths(item, (*path, str(number)))
    elif isinstance(node, Mapping):
        for entry in node:
            yield entry.place, (*path, entry.key)
            yield entry.value.place, (*path, entry.key)
            yield from paths(entry.value, (*path, entry.key))


def together(one: Path_, other: Path_) -> bool:
    """Whether one is the other or encloses it; a whole section encloses nothing."""
    depth = min(len(one), len(other))
    return one == other or (depth >= 2 and one[:depth] == other[:depth])


def beside(id: str, folder: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """Pairs of the rule and another one at the same place, with the case that shows them."""
    for name, case in (yaml.safe_load((HERE / f"{id}.yml").read_text()).get("failing") or {}).items():
        file = folder / "zusage.yml"
        whole = changed(base(), (case or {}).get("patch") or {})
        file.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True))
        found = check_declaration(file, case.get("as_of", yaml.safe_load("2026-11-22"))).report.findings
        where: dict[Place, Path_] = {}
        for place, path in paths(parse_declaration([(str(file), file.read_bytes())]).root):
            where.setdefault(place, path)
        own = [where[finding.place] for finding in found if finding.rule == id]
        for finding in found:
            if {finding.rule, id} & {"ZU810"} or finding.rule == id:
                continue
            if any(together(where[finding.place], path) for path in own):
                first, second = sorted((id, finding.rule))
                yield (first, second), f"{id}/{name}"


@pytest.mark.parametrize("id", RULES)
def test_one_fault_is_told_once(id: str, tmp_path: Path) -> None:
    twice = {pair: case for pair, case in beside(id, tmp_path) if pair not in ALLOWED}
    assert not twice


def test_the_table_names_rules_in_order() -> None:
    """No pair stands twice, and each names two rules that exist, the lower one first."""
    pairs = [pair for pairs in TWO_THINGS.values() for pair in pairs]
    assert len(pairs) == len(set(pairs))
    assert all(pair[0] < pair[1] and set(pair) <= set(RULES) for pair in ALLOWED)
