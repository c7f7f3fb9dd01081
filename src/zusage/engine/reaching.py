"""Reaching: what replacing came to, judged after the rows were replaced and the key was destroyed.

Law: a store says shortened or pseudonymised by its operators alone. Only where the rule wants to anonymise, no
operator keeps a key or a text about a person, no secret of the act is left, and at least `k` of all rows that the act
covers look alike in every column that remains, the receipt says anonymised. What could not be looked at is not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from zusage.model.errors import ZusageError
from zusage.operators.catalogue import ANONYMISED, may_anonymise
from zusage.plan.act import Act, Replace
from zusage.plan.change import secret_of
from zusage.plan.connector import Connector, Feeds
from zusage.plan.look import Linkable
from zusage.plan.receipt import Receipt


def secrets_of(act: Act) -> dict[str, str]:
    """The secrets that an act needs, by name, and how long each lives ("" = until the end of the act)."""
    if not isinstance(act, Replace):
        return {}
    named = {secret_of(change, act.keyed): dict(change.arguments).get("for", "") for change in act.changes}
    return {name: life for name, life in named.items() if name}


def lives_on(secret: str) -> bool:
    """Whether a secret outlives its act: one that a declaration names."""
    return secret.startswith("pseudonym:")


def judged(act: Replace, receipt: Receipt, connector: Connector, feeds: Feeds, now: datetime) -> Receipt:
    """The receipt with what was really reached."""
    if act.aims != "anonymise" or receipt.refusal is not None or not receipt.batches:
        return receipt
    if not may_anonymise([change.operator for change in act.changes]) or not act.remaining:
        return receipt
    look = Linkable(f"{act.id}#linkable", act.table, act.remaining, act.condition)
    try:
        seen = connector.look(look, feeds, now)
    except ZusageError:
        return receipt
    alike = seen.visible and seen.numbers.get("smallest", 0) >= max(act.k, 2)
    return replace(receipt, reached=ANONYMISED) if alike else receipt
