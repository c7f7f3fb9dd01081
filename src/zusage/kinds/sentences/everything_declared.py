"""The sentence of `everything-declared`.

Law: there is no processing beside what is described.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(policy), promise, policy) if language == "de" else english(_en(policy))


def several(policy: Policy) -> bool:
    """Whether there is more than one notice, so that "here" would be too narrow."""
    return sum(document.kind == "notice" for document in policy.documents.values()) > 1


def _de(policy: Policy) -> str:
    where = "in unseren Datenschutzhinweisen" if several(policy) else "hier"
    return f"Andere Verarbeitungen personenbezogener Daten als die {where} beschriebenen finden bei uns nicht statt."


def _en(policy: Policy) -> str:
    where = "in our privacy notices" if several(policy) else "here"
    return f"We carry out no processing of personal data other than that described {where}."
