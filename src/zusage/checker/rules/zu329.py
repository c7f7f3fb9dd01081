"""ZU329: a choice and no duty, without a reason (Art. 5(1)(e), 17(3)(e) GDPR, § 35(3) BDSG).

Limitation periods and supervisory practice may justify keeping; they oblige nobody. Keeping every message for three years in case of claims is the classic finding of an audit.

Wrong:
    proof: {data: [proof], from: withdrawn, keep: {law: de/limitation}, delete: afterwards}
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
    Severity.WARNING,
    Text(
        "Möglichkeit statt Pflicht, ohne Begründung",
        "a choice and no duty, without a reason",
    ),
    Text(
        "„{rule}“ hält Angaben wegen {law} ({label_de}); das ist keine Pflicht, sondern eine Entscheidung, und es fehlt: {missing}.",
        '"{rule}" keeps data because of {law} ({label_en}); that is no duty but a choice, and it lacks: {missing}.',
    ),
    Text(
        "Schreiben Sie, warum die Angaben dafür nötig sind, und wer das geprüft hat: keep: {law: …, because: …, reviewer: ROLLE}",
        "Write why the data are necessary for it, and who has looked at that: keep: {law: …, because: …, reviewer: ROLE}",
    ),
    "Art. 5(1)(e), 17(3)(e) GDPR, § 35(3) BDSG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that keep by a class which obliges nobody, without a written reason or without a reviewer."""
    for rule in matter.policy.rules:
        keep = rule.keep
        if keep is None or rule.same_as or keep.kind not in ("limitation", "practice"):
            continue
        reason = keep.because is not None or rule.because is not None
        missing = [word for word, there in (("because", reason), ("reviewer", bool(keep.reviewer))) if not there]
        if missing:
            known = law(keep.law)
            label = {f"label_{lang}": known.label.to(lang) if known is not None else keep.law for lang in LANGUAGES}
            said = RULE.finding(rule.place, rule.id, rule=rule.id, law=keep.law, **label, missing=", ".join(missing))
            yield by_term(said, keep, matter.as_of)
