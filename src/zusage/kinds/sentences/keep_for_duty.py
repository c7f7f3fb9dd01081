"""The sentence of `keep-for-duty`.

Law: how long a statute obliges to keep, from when, by which norm, and what else stays for that reason.
"""

from __future__ import annotations

from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.data import rule_data
from zusage.kinds.words.fields import fields, ranked
from zusage.kinds.words.given import rule_of
from zusage.kinds.words.periods import counted_from, is_limitation, length, statute
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
    rule, keep = rule_of(promise), kept(promise)
    start = counted_from(keep, rule, policy, "de") + as_far_as(rule.where, "de")
    if not keep.law:
        return f"{rule_data(rule, policy, 'de')} bewahren wir mindestens {length(keep, 'de')} auf, {start}."
    main = f"{rule_data(rule, policy, 'de')} bewahren wir {length(keep, 'de')} auf, {start}"
    norm = statute(keep, "de")
    if is_limitation(keep):
        return f"{main}; so lassen sich Ansprüche belegen oder abwehren, bis sie verjährt sind ({norm})."
    also = fields(ranked(column for _, _, column in keep.with_columns), "de")
    tail = f" Ebenso lange bleiben die zugehörigen Angaben gespeichert ({also})." if also else ""
    return f"{main}; dazu verpflichtet uns das Gesetz ({norm}).{tail}"


def _en(promise: Promise, policy: Policy) -> str:
    rule, keep = rule_of(promise), kept(promise)
    start = counted_from(keep, rule, policy, "en") + as_far_as(rule.where, "en")
    if not keep.law:
        return f"We keep {rule_data(rule, policy, 'en')} for at least {length(keep, 'en')}, {start}."
    main = f"We keep {rule_data(rule, policy, 'en')} for {length(keep, 'en')}, {start}"
    norm = statute(keep, "en")
    if is_limitation(keep):
        return f"{main}, so that claims can be proved or defended until they are time-barred ({norm})."
    also = fields(ranked(column for _, _, column in keep.with_columns), "en")
    tail = f" The details that belong to them stay stored for as long ({also})." if also else ""
    return f"{main}; the law obliges us to ({norm}).{tail}"
