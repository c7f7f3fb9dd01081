"""The measure of the rules, reduced: some mutants of every operator, over the clean declarations."""

from __future__ import annotations

import copy
import pickle
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from zusage.app.mutating import checker
from zusage.testing.mutation.judge import Check, Seen, breed, is_near, judge
from zusage.testing.mutation.mutant import GONE, Change, Mutant
from zusage.testing.mutation.operators import OPERATORS

ROOT = Path(__file__).parents[3]
FILES = {"base": ROOT / "tests" / "rules" / "base.yml"} | {
    kind: ROOT / "examples" / kind / "zusage.yml"
    for kind in ("accounting", "it-services", "live-chat", "projects", "website")
}
DAY = date(2026, 11, 22)


@cache
def trees() -> dict[str, Any]:
    return {name: yaml.load(file.read_text(), yaml.BaseLoader) for name, file in FILES.items()}


@cache
def check() -> Check:
    return checker(DAY)


@cache
def original(name: str) -> Counter[Seen]:
    return check()(trees()[name])


@pytest.mark.parametrize("name", FILES)
def test_nothing_loud_on_the_originals(name: str) -> None:
    assert not [seen for seen in original(name) if seen.level != "info"]


def test_what_is_lost_is_found() -> None:
    some = breed(trees(), OPERATORS, 1, 11)
    assert len(some) >= 150
    verdicts = [judge(mutant, trees()[mutant.declaration], original(mutant.declaration), check()) for mutant in some]
    missed = [str(verdict.mutant) for verdict in verdicts if not verdict.caught]
    assert len(missed) <= len(verdicts) * 0.02, missed


def test_operators_say_what_they_leave_out() -> None:
    said = {name: " ".join((make.__doc__ or "").lower().split()) for name, make in OPERATORS.items()}
    assert [name for name, words in said.items() if "left out" not in words] == []


def test_the_same_seed_gives_the_same_mutants() -> None:
    first = breed(trees(), OPERATORS, 2, 3)
    assert list(map(str, first)) == list(map(str, breed(trees(), OPERATORS, 2, 3)))
    assert len({str(one) + repr(one.change) for one in first}) == len(first)


def test_originals_stay_as_they_are() -> None:
    before = copy.deepcopy(trees()["base"])
    for make in OPERATORS.values():
        for change in make(trees()["base"]):
            assert change.applied(trees()["base"]) != before
    assert trees()["base"] == before


def test_a_deletion_survives_the_way_to_another_process() -> None:
    mutant = Mutant("base", "loss", Change(("rights",), GONE))
    assert pickle.loads(pickle.dumps(mutant)).change.value is GONE


def test_a_finding_elsewhere_does_not_count() -> None:
    tree = {
        "recipients": {"hoster": {}, "mailer": {}},
        "activities": {"contract": {"recipients": {"hoster": {}}}, "other": {}},
    }
    changed = ("recipients", "hoster", "contracts")
    assert is_near(("recipients", "hoster"), changed, tree)
    assert is_near(("activities", "contract", "recipients", "hoster"), changed, tree)
    assert not is_near(("recipients", "mailer"), changed, tree)
    assert not is_near(("activities", "other"), changed, tree)
    assert not is_near(("organisation",), changed, tree)


def test_a_harmless_change_is_missed() -> None:
    mutant = Mutant("base", "none", Change(("organisation", "phone"), "0461 66969 1"))
    assert judge(mutant, trees()["base"], original("base"), check()).outcome == "missed"
