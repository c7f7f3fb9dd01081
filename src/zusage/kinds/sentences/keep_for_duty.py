"""The sentence of `keep-for-duty`.

Law: how long a statute obliges to keep, from when, by which norm, and what else stays for that reason.
"""

from __future__ import annotations

from zusage.kinds.words.data import rule_data
from zusage.kinds.words.fields import fields
from zusage.kinds.words.given import rule_of
from zusage.kinds.words.periods import counted, is_limitation, statute
from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.policy.rule import Keep


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def kept(promise: Promise) -> Keep:
    """The duty to keep of the promise's rule."""
    keep = rule_of(promise).keep
    if keep is None:
        raise TypeError(f"{promise.id} has no duty to keep")
    return keep


def _de(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    keep = kept(promise)
    what = rule_data(rule, policy, "de")
    norm = statute(keep, "de")
    if is_limitation(keep):
        return (
            f"{what} bewahren wir {counted(keep, rule, policy, 'de')} auf, um Ansprüche nachweisen oder abwehren "
            f"zu können ({norm})."
        )
    if not keep.law:
        return f"{what} bewahren wir mindestens {counted(keep, rule, policy, 'de')} auf."
    also = fields([column for _, _, column in keep.with_columns], "de")
    tail = f"; ebenso lange bleiben die zugehörigen Angaben gespeichert ({also})" if also else ""
    return (
        f"{what} bewahren wir {counted(keep, rule, policy, 'de')} auf, weil das Gesetz uns dazu verpflichtet ({norm}){tail}."
    )


def _en(promise: Promise, policy: Policy) -> str:
    rule = rule_of(promise)
    keep = kept(promise)
    what = rule_data(rule, policy, "en")
    norm = statute(keep, "en")
    if is_limitation(keep):
        return f"We keep {what} for {counted(keep, rule, policy, 'en')}, so that claims can be proved or defended ({norm})."
    if not keep.law:
        return f"We keep {what} for at least {counted(keep, rule, policy, 'en')}."
    also = fields([column for _, _, column in keep.with_columns], "en")
    tail = f"; the details that belong to them stay stored for as long ({also})" if also else ""
    return f"We keep {what} for {counted(keep, rule, policy, 'en')}, because the law obliges us to ({norm}){tail}."
