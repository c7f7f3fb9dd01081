"""Which rule asks for which element of information (Art. 13, 14 GDPR and what stands beside them).

Law: one element of the table `elements`, one rule; a test holds this against the table and the rules. The rule's module
names the element in words of its own, this table is the only place that ties the two ids.
"""

from __future__ import annotations

from collections.abc import Mapping

RULE_OF: Mapping[str, str] = {}
"""Element id -> rule id."""


def element_of(rule_id: str) -> str:
    """The element that a rule asks for, or ""."""
    return next((element for element, rule in RULE_OF.items() if rule == rule_id), "")
