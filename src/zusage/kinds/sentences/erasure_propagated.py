"""The sentence of `erasure-propagated`.

Law: a deletion here also leads to one at the recipient.
"""

from __future__ import annotations

from zusage.kinds.words.flows import flow_of, named
from zusage.kinds.words.periods import within
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def following(promise: Promise, policy: Policy, language: Language) -> str:
    """The same after the recipient was named."""
    flow = flow_of(promise, policy)
    limit = flow.on_erasure[1] if flow and flow.on_erasure else None
    if language == "de":
        time = within(limit, "de") if limit else "unverzüglich"
        return f"Löschen wir Daten bei uns, veranlassen wir {time} auch dort die Löschung."
    return f"When we delete data here, we have them deleted there too {within(limit, 'en') if limit else 'without delay'}."


def _de(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    limit = flow.on_erasure[1] if flow and flow.on_erasure else None
    time = within(limit, "de") if limit else "unverzüglich"
    return (
        f"Löschen wir Daten, die {named(promise, policy, 'de')} erhalten hat, veranlassen wir {time} auch dort die Löschung."
    )


def _en(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    limit = flow.on_erasure[1] if flow and flow.on_erasure else None
    time = within(limit, "en") if limit else "without delay"
    return f"When we delete data that {named(promise, policy, 'en')} received, we have them deleted there too {time}."
