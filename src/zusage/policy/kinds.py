"""The kinds of promise and the duty each belongs to.

Law: one table. The compiler gives no promise a kind that is not here, and the registry of kinds is compared with it. Names
are written with hyphens; in the declaration (`assure:`) with underscores.
"""

from __future__ import annotations

from zusage.policy.promise import Duty

_BY_DUTY: dict[Duty, str] = {
    Duty.KEEP: """
        delete-after delete-when-released anonymise-after pseudonymise-after shorten-after lock-after restrict-after
        keep-for-duty never-deleted unaffected undecided recipient-deletes erasure-propagated erasure-replayed
        term-computed""",
    Duty.DISCLOSE: """
        sent-only disclosed-only-when not-disclosed recipients-complete located-in""",
    Duty.SEPARATE: """
        collected-only optional-fields pseudonymous unlinkable kept-apart isolated used-only-for only-for-group""",
    Duty.PROTECT: """
        hashed encrypted never-stored masked-at-source tls-only role-restricted access-restricted access-scoped
        individual-accounts password-policy confirmed-before-use created-only-by scope-minimal""",
    Duty.ASK_FIRST: """
        consent-before consent-withdrawable consent-proven choice-remembered signal-respected usable-without
        opt-out-works suppresses link-present device-lifetime device-complete""",
    Duty.ANSWER: """
        right-honoured objection-honoured self-service identity-checked channel-reachable""",
    Duty.HOLD_READY: """
        contract-on-file safeguard-valid recipient-undertakes document-supplied backup-made routine-run
        evidence-fresh""",
    Duty.INFORM: """
        published-current notified-on-change notice-follows-change everything-declared statement-consistent
        all-kept""",
}

DUTIES: dict[str, Duty] = {kind: duty for duty, kinds in _BY_DUTY.items() for kind in kinds.split()}
"""Kind (with hyphens) to duty, for every kind there is."""


def duty_of(kind: str) -> Duty:
    """The duty of a kind; raises KeyError for a kind that does not exist."""
    return DUTIES[kind]
