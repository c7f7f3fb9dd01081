"""The sentence of `restrict-after`.

Law: stored, but used only for what Art. 18(2) GDPR or the statute allows; a stage of its own, or what follows a duty.
"""

from __future__ import annotations

from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.data import rule_data
from zusage.kinds.words.given import rule_of, stage_of
from zusage.kinds.words.periods import when
from zusage.kinds.words.speech import english, german
from zusage.language.grammar import capitalised
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), stage_of(promise)
    if stage is None:
        return (
            f"Solange eine Aufbewahrungspflicht der Löschung entgegensteht, schränken wir die Verarbeitung ein: "
            f"{capitalised(rule_data(rule, policy, 'de'))} verwenden wir dann nur noch, um diese Pflicht zu erfüllen."
        )
    what = capitalised(rule_data(rule, policy, "de"))
    return (
        f"{when(rule, stage, policy, 'de')} schränken wir die Verarbeitung ein{as_far_as(rule.where, 'de')}: {what} "
        "verwenden wir dann nur noch als Nachweis und zur Durchsetzung oder Abwehr von Ansprüchen."
    )


def _en(promise: Promise, policy: Policy) -> str:
    rule, stage = rule_of(promise), stage_of(promise)
    if stage is None:
        return (
            f"As long as a duty to keep the data prevents deletion, we restrict processing: "
            f"we then use {rule_data(rule, policy, 'en')} only to fulfil that duty."
        )
    where = as_far_as(rule.where, "en")
    return (
        f"{when(rule, stage, policy, 'en')} we restrict processing{where}: we then use {rule_data(rule, policy, 'en')} "
        "only as evidence and to establish or defend claims."
    )
