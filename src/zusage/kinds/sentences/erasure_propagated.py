"""The sentence of `erasure-propagated`.

Law: a deletion here also leads to one at the recipient.
"""

from __future__ import annotations

from zusage.kinds.words.flows import flow_of, named
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    within = (
        f"innerhalb von {duration(flow.on_erasure[1], 'de', 'dative')}"
        if flow and flow.on_erasure and flow.on_erasure[1]
        else "unverzüglich"
    )
    return (
        f"Löschen wir Daten, die {named(promise, policy, 'de')} erhalten hat, veranlassen "
        f"wir {within} auch dort die Löschung."
    )


def _en(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    within = (
        f"within {duration(flow.on_erasure[1], 'en')}"
        if flow and flow.on_erasure and flow.on_erasure[1]
        else "without delay"
    )
    return f"When we delete data that {named(promise, policy, 'en')} received, we have them deleted there too {within}."
