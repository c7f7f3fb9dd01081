"""Deriving what is promised about the texts themselves and about the routine run.

Law: a document that says where it is published promises to be current there; one that announces changes promises to
announce them; a stated claim promises to agree with the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.model.place import NOWHERE
from zusage.policy.draft import Draft, Stated
from zusage.policy.organisation import Document
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Value


def derive_documents(policy: Policy, stated: Stated) -> Iterator[Draft]:
    """The promises of all documents."""
    for document in policy.documents.values():
        for ending, kind, parameters in _promised(document):
            if not stated.covers("", kind, document.id):
                terms = AssureTerms({"documents": (document.id,), **parameters})
                yield Draft(f"_/documents/{document.id}/{ending}", kind, terms, document.place, "", (document.id,))


def _promised(document: Document) -> Iterator[tuple[str, str, dict[str, Value]]]:
    if document.published_at:
        yield "published", "published-current", {"urls": document.published_at}
    changes = document.changes
    if changes is not None:
        kind = "notice-follows-change" if changes.when == "drift" else "notified-on-change"
        told: dict[str, Value] = {
            "to": changes.notify,
            "by": changes.by,
            "when": changes.when,
            "before": str(changes.before),
        }
        yield "changes", kind, told
    for statement in document.statements:
        if statement.claim:
            slug = re.sub(r"[^a-z0-9]+", "-", statement.claim.lower()).strip("-")
            yield f"claim-{slug}", "statement-consistent", {"claim": statement.claim}


def derive_run(policy: Policy, stated: Stated) -> Iterator[Draft]:
    """The routine run comes as often as declared, unless that is stated under `assure:`."""
    if not stated.covers("", "routine-run"):
        yield Draft("_/run/routine", "routine-run", AssureTerms({"every": str(policy.run.every)}), NOWHERE)
