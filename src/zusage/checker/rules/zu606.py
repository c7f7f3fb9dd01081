"""ZU606: objection to advertising with an exception (Art. 21(2), (3) GDPR).

From the objection on, data are no longer used for direct marketing, and neither for the profiling that serves it. There
is nothing to weigh and nothing to keep back.

Wrong:
    ads: {purposes: {ads: {de: Werbung per Post}}, objection: {effect: stop, absolute: true, except: laufende Kampagnen}}
Right:
    ads: {purposes: {ads: {de: Werbung per Post}}, objection: {effect: stop, absolute: true}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds_of, prevents
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU606",
    Severity.ERROR,
    Text(
        "Widerspruch gegen Werbung mit Ausnahme",
        "objection to advertising with an exception",
    ),
    Text(
        "„{activity}“ sieht nach Werbung aus oder sagt absolute: true; der Widerspruch kennt dann keine Ausnahme, erklärt ist: „{except_de}“.",
        '"{activity}" looks like advertising or says absolute: true; the objection then knows no exception, declared is: "{except_en}".',
    ),
    Text(
        "Streichen Sie except; was für den Vertrag nötig ist, gehört in eine eigene Tätigkeit.",
        "Delete except; what the contract needs belongs into an activity of its own.",
    ),
    "Art. 21(2), (3) GDPR",
)

ADVERTISING = frozenset(("advertising", "newsletter"))


def check(matter: Matter) -> Iterator[Finding]:
    """Exceptions of an objection that is absolute, or of an activity that only advertises."""
    for activity in matter.policy.activities.values():
        objection = activity.objection
        if objection is None or objection.excepted is None or not activity.purposes:
            continue
        if objection.absolute or all(kinds_of(it) & ADVERTISING and not prevents(it) for it in activity.purposes):
            said = {"except_de": objection.excepted.to("de"), "except_en": objection.excepted.to("en")}
            yield RULE.finding(objection.place, activity.id, activity=activity.id, **said)
