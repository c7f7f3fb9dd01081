"""ZU303: boilerplate instead of a period (Art. 13(2)(a), 5(1)(e) GDPR).

Whoever reads "as long as necessary" knows nothing. The law wants a period or, where that is impossible, the criteria by
which it is fixed; a sentence that repeats the law is neither.

Wrong:
    retention: {open: {data: [events], undecided: {as_found: so lange wie erforderlich}}}
Right:
    retention: {open: {data: [events], from: {at: app.events.created_at}, delete: after 12 months}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.wording import is_boilerplate
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Text

RULE = Rule(
    "ZU303",
    Severity.ERROR,
    Text(
        "Floskel statt Frist",
        "boilerplate instead of a period",
    ),
    Text(
        "„{text_de}“ nennt weder eine Frist noch ein Ereignis, von dem sie abhängt.",
        '"{text_en}" names neither a period nor an event on which it depends.',
    ),
    Text(
        "Nennen Sie Ereignis und Frist (from: {at: …}, delete: after …), wenigstens aber das Ereignis: bis Ihre Anfrage beantwortet ist.",
        "Name event and period (from: {at: …}, delete: after …), or at least the event: until your enquiry is answered.",
    ),
    "Art. 13(2)(a), 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Open rules, and periods of recipients in words, that are boilerplate."""
    for rule in matter.policy.rules:
        if rule.undecided is not None and is_boilerplate(rule.undecided):
            yield _found(rule.place, rule.id, rule.undecided)
    for activity in matter.policy.activities.values():
        for flow in activity.flows:
            if flow.keeps is not None and flow.keeps.text is not None and is_boilerplate(flow.keeps.text):
                yield _found(flow.place, activity.id, flow.keeps.text)


def _found(place: Place, subject: str, text: Text) -> Finding:
    return RULE.finding(place, subject, text_de=text.to("de"), text_en=text.to("en"))
