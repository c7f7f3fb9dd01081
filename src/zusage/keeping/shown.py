"""What a log line still shows that a rule wants shortened or taken out.

Law: a line is done when none of it is shown: no full address, nothing of what `also` names. Planner and observer ask this.
"""

from __future__ import annotations

from zusage.plan.condition import Condition, Equals, either
from zusage.policy.rule import Stage


def also(stage: Stage) -> tuple[str, ...]:
    """What is taken out beside addresses: emails, users, or names of query parameters."""
    return tuple(value for key, value in stage.how if key == "also")


def still_shown(stage: Stage) -> Condition:
    """The line shows something that should be gone."""
    full = Equals("full_ip", True)
    return either(full, *(Equals("shows", name) for name in also(stage)))
