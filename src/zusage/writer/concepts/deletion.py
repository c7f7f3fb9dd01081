"""The deletion concept, in the order of DIN 66398 and EN ISO/IEC 27555.

Law: one document; every rule of the policy stands in it once, with its class, its reason, its exceptions and its evidence.

Example: `deletion_concept(Order(policy, "de", date(2026, 11, 23)))`.
"""

from __future__ import annotations

from zusage.document.tree import Document
from zusage.writer.concepts.deletion_classes import classes_section, placed
from zusage.writer.concepts.deletion_frame import officers_note, responsibilities, scope, terms
from zusage.writer.concepts.deletion_practice import (
    backups_section,
    evidence_section,
    history_section,
    logs_section,
    open_section,
    recipients_section,
    special_section,
)
from zusage.writer.concepts.deletion_rules import kinds_section, rules_section
from zusage.writer.concepts.kinds_of_data import kinds_of_data
from zusage.writer.order import Order
from zusage.writer.pen import Pen


def deletion_concept(order: Order) -> tuple[Document, ...]:
    """The concept; none where there is no rule at all."""
    if not order.policy.rules:
        return ()
    pen = Pen(order, impersonal=True)
    kinds = kinds_of_data(order.policy)
    found = placed(pen, kinds)
    sections = (
        scope(pen, len(kinds)),
        terms(pen),
        responsibilities(pen),
        kinds_section(pen, kinds),
        classes_section(pen, kinds),
        rules_section(pen, found),
        backups_section(pen),
        recipients_section(pen),
        logs_section(pen),
        special_section(pen),
        evidence_section(pen),
        officers_note(pen),
        history_section(pen),
        open_section(pen),
    )
    return (pen.document("deletion-concept", pen.say("Löschkonzept", "Deletion concept"), sections),)
