"""The last step of every sentence: address the reader, contract, begin with a capital letter.

Law: changes form only, never content. The address form is that of the first document the promise speaks in.
"""

from __future__ import annotations

from zusage.language.address import addressed
from zusage.language.grammar import capitalised, contracted
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def form_of(documents: tuple[str, ...], policy: Policy) -> str:
    """Gives "Sie" or "du", as the first of the documents says it."""
    return next((policy.documents[id].address_form for id in documents if id in policy.documents), "Sie")


def german(text: str, promise: Promise, policy: Policy) -> str:
    """A German sentence in the form of the promise's document."""
    return capitalised(contracted(addressed(text, form_of(promise.documents, policy))))


def english(text: str) -> str:
    """An English sentence."""
    return capitalised(text)
