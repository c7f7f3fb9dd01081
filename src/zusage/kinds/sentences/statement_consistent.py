"""The sentence of `statement-consistent`.

Law: a statement that the checker compares with everything else.
"""

from __future__ import annotations

from zusage.kinds.words.given import one
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.organisation import Statement
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def statement_of(promise: Promise, policy: Policy) -> Statement | None:
    """The statement whose claim the promise repeats."""
    statements = [s for id in promise.documents if id in policy.documents for s in policy.documents[id].statements]
    claim = one(promise, "claim")
    last = promise.id.rsplit("/", 1)[-1]
    exact = (s for s in statements if claim and s.claim == claim)
    return next(exact, statements[int(last) - 1] if last.isdigit() and 0 < int(last) <= len(statements) else None)


def _de(promise: Promise, policy: Policy) -> str:
    statement = statement_of(promise, policy)
    return statement.text.to("de").rstrip(".") + "." if statement else ""


def _en(promise: Promise, policy: Policy) -> str:
    statement = statement_of(promise, policy)
    return statement.text.to("en").rstrip(".") + "." if statement else ""
