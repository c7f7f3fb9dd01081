"""ZU122: consequence of not giving data is missing (Art. 13(2)(e) GDPR).

People are told whether they must give data, by law or for a contract, and what happens if they do not. One without the
other is half of it.

Wrong:
    activities: {contract: {data: {master: {required: law}}}}
Right:
    activities: {contract: {data: {master: {required: law, if_missing: {de: Ohne sie dürfen wir nicht liefern., en: Without them we may not deliver.}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, from_others, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU122",
    Severity.WARNING,
    Text(
        "Folge der Nichtangabe fehlt",
        "consequence of not giving data is missing",
    ),
    Text(
        "Zu „{datum}“ in „{activity}“ {what_de}.",
        '"{datum}" in "{activity}" {what_en}.',
    ),
    Text(
        "Schreiben Sie beides: required: contract (oder law, service) und if_missing: {de: …, en: …}",
        "Write both: required: contract (or law, service) and if_missing: {de: …, en: …}",
    ),
    "Art. 13(2)(e) GDPR",
)


NOTHING = frozenset({"keine angabe", "keine angaben", "unbekannt", "unknown", "n/a", "siehe oben", "see above"})


def check(matter: Matter) -> Iterator[Finding]:
    """Data to be given by law without the consequence, and a consequence of data nobody has to give.

    For a contract or a service the notice says of its own what follows: without the data there is none.
    """
    for activity in ours(matter.policy):
        for datum in activity.data if not from_others(activity) else ():
            told = datum.if_missing is not None and not empty(datum.if_missing, NOTHING)
            if datum.required == "law" and not told:
                words = {
                    "what_de": "steht, dass man es angeben muss, nicht aber, was sonst geschieht",
                    "what_en": "has to be given, but what happens otherwise is not said",
                }
            elif datum.if_missing is not None and not told:
                words = {
                    "what_de": "steht als Folge nur ein Platzhalter",
                    "what_en": "has nothing but a placeholder as the consequence",
                }
            elif datum.if_missing is not None and datum.required in ("", "no"):
                words = {
                    "what_de": "steht, was ohne die Angabe geschieht, nicht aber, ob man sie machen muss",
                    "what_en": "says what happens without it, but not whether it has to be given",
                }
            else:
                continue
            yield RULE.finding(datum.place, activity.id, datum=datum.id, activity=activity.id, **words)
