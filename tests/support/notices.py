"""The example company's policy, compiled for one fixed day, for tests of texts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from zusage.declaration.read import parse_declaration
from zusage.policy.compiler import compile_policy
from zusage.policy.policy import Policy

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[2] / "examples" / "live-chat" / "zusage.yml"


@cache
def example_policy() -> Policy:
    """The policy of the example company; no connector is asked what it can do."""
    return compile_policy(parse_declaration([("zusage.yml", EXAMPLE.read_bytes())]), {}, DAY).policy
