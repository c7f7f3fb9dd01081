"""A kind that is observed and has no sabotage test cannot be registered."""

from __future__ import annotations

from pathlib import Path

from zusage.kinds.registry import KINDS, OBSERVED, WAITING
from zusage.policy.kinds import DUTIES


def test_every_observed_kind_has_a_sabotage_test():
    there = {path.stem.removeprefix("test_").replace("_", "-") for path in Path(__file__).parent.glob("test_*.py")}
    assert set(OBSERVED) <= there


def test_the_registry_has_exactly_the_kinds_of_the_policy():
    assert set(KINDS) == set(DUTIES)
    assert {name for name, kind in KINDS.items() if kind.missing} == set(WAITING)
    assert all(kind.name == name and kind.duty is DUTIES[name] for name, kind in KINDS.items())
    assert len(OBSERVED) >= 30
