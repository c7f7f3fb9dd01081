"""The examples in the docstrings of rules: put into the clean company, Wrong is found and Right is not.

What is only a piece of a declaration, or needs another day, stands in PIECES; the list may only shrink.
"""

from __future__ import annotations

import re
from inspect import getdoc, getmodule
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_rules import LOADED, check

from zusage.checker.rule import Needs
from zusage.declaration.types import grammar
from zusage.model.errors import DeclarationErrors

PIECES = frozenset(
    """ZU201 ZU202 ZU203 ZU204 ZU205 ZU206 ZU207 ZU208 ZU209 ZU210 ZU211 ZU212 ZU213 ZU214 ZU215 ZU216 ZU217 ZU218
    ZU219 ZU220 ZU221 ZU223 ZU224 ZU225 ZU226 ZU227 ZU228 ZU229 ZU301 ZU302 ZU303 ZU304 ZU305 ZU306 ZU308 ZU309
    ZU310 ZU311 ZU312 ZU313 ZU314 ZU315 ZU316 ZU317 ZU318 ZU319 ZU320 ZU321 ZU322 ZU323 ZU325 ZU326 ZU327 ZU328
    ZU329 ZU330 ZU331 ZU332 ZU333 ZU334 ZU335 ZU336 ZU337 ZU338 ZU339 ZU340 ZU342 ZU343 ZU344 ZU345 ZU346 ZU347
    ZU349 ZU351 ZU419 ZU601 ZU603 ZU604 ZU605 ZU606 ZU607 ZU608 ZU613 ZU614 ZU615 ZU616 ZU617 ZU618 ZU619 ZU620
    ZU621 ZU622 ZU623 ZU627 ZU628 ZU630 ZU631 ZU632 ZU633 ZU634 ZU635 ZU636 ZU637 ZU638 ZU639 ZU801 ZU803 ZU804
    ZU806 ZU807 ZU808 ZU809 ZU810 ZU813 ZU815 ZU816 ZU817 ZU818 ZU819 ZU821 ZU822 ZU823 ZU824 ZU825 ZU826 ZU827
    ZU834""".split()
)
KEYS = frozenset(grammar().shapes["declaration"].keys)
IDS = sorted(id for id, (rule, _) in LOADED.items() if rule.needs is Needs.DECLARATION)


def examples(id: str) -> list[Any]:
    """Wrong and Right as trees."""
    text = getdoc(getmodule(LOADED[id][1])) or ""
    return [yaml.safe_load(block) for block in re.split(r"^(?:Wrong|Right):\n", text, flags=re.MULTILINE)[1:]]


def counts(id: str, folder: Path) -> list[int] | None:
    """How often the rule finds something in Wrong and in Right; None where they are no whole parts."""
    found = []
    for number, patch in enumerate(examples(id)):
        if not isinstance(patch, dict) or not set(patch) <= KEYS:
            return None
        (folder / str(number)).mkdir()
        try:
            report, _ = check(folder / str(number), {"patch": patch})
        except DeclarationErrors:
            return None
        found.append(sum(finding.rule == id for finding in report.findings))
    return found


@pytest.mark.parametrize("id", [id for id in IDS if id not in PIECES])
def test_wrong_is_found_and_right_is_not(id: str, tmp_path: Path) -> None:
    found = counts(id, tmp_path)
    assert found is not None and found[0] >= 1 and found[1] == 0, found


@pytest.mark.parametrize("id", sorted(PIECES))
def test_the_list_of_pieces_only_shrinks(id: str, tmp_path: Path) -> None:
    found = counts(id, tmp_path)
    assert found is None or not (found[0] >= 1 and found[1] == 0), "whole by now: take it off the list"
