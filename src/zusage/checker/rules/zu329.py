"""ZU329: a choice and no duty, looked at by nobody (Art. 5(1)(e), 17(3)(e) GDPR, § 35(3) BDSG).

Limitation periods and supervisory practice may justify keeping; they oblige nobody. Keeping every message for three years in case of claims is the classic finding of an audit.

Wrong:
    proof: {data: [proof], from: withdrawn, keep: {law: de/limitation, because: {en: we must be able to show the consent}}, delete: afterwards}
Right:
    proof:
      keep: {law: de/limitation, because: {en: we must be able to show the consent}, reviewer: dpo}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.unread import by_term
from zusage.model.finding import Finding, Severity
from zusage.model.text import LANGUAGES, Text
from zusage.reference.law import law

RULE = Rule(
    "ZU329",
    Severity.INFO,
    Text(
        "Möglichkeit statt Pflicht, von niemandem geprüft",
        "a choice and no duty, looked at by nobody",
    ),
    Text(
        "„{rule}“ hält Angaben wegen {law} ({label_de}); das ist keine Pflicht, sondern eine Entscheidung, und wer sie geprüft hat, fehlt.",
        '"{rule}" keeps data because of {law} ({label_en}); that is no duty but a choice, and who has looked at it is missing.',
    ),
    Text(
        "Schreiben Sie, wer die Begründung geprüft hat: keep: {law: …, because: …, reviewer: ROLLE}",
        "Write who has looked at the reason: keep: {law: …, because: …, reviewer: ROLE}",
    ),
    "Art. 5(1)(e), 17(3)(e) GDPR, § 35(3) BDSG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that keep by a class which obliges nobody and whose reason nobody has looked at; having none is ZU315's."""
    for rule in matter.policy.rules:
        keep = rule.keep
        if keep is None or rule.same_as or keep.kind not in ("limitation", "practice"):
            continue
        if (keep.because is not None or rule.because is not None) and not keep.reviewer:
            known = law(keep.law)
            label = {f"label_{lang}": known.label.to(lang) if known is not None else keep.law for lang in LANGUAGES}
            said = RULE.finding(rule.place, rule.id, rule=rule.id, law=keep.law, **label)
            yield by_term(said, keep, matter.as_of)
