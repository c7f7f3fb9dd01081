"""ZU504: 'necessary' without a reason (§ 25(2) no. 2 TDDDG; Art. 5(2), 13(1)(c) GDPR).

The exception asks whether an item is needed for a service that the person expressly wanted. A text that only repeats the
word of the law shows that nobody asked.

Wrong:
    activities: {website: {device: {it: {name: 'sid', by: self, lifetime: session, access: {necessary: {de: technisch notwendig, en: technically necessary}}}}}}
Right:
    activities: {website: {device: {it: {name: 'sid', by: self, lifetime: session, access: {necessary: {de: Anmeldung im Kundenbereich, en: signing in to the customer area}}}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zusage.checker.devices import tracker
from zusage.checker.purposes import DEVICE_NEEDS_CONSENT, kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU504",
    Severity.WARNING,
    Text("„Erforderlich“ ohne Grund", "'necessary' without a reason"),
    Text(
        "Für „{item}“ steht als Grund nur „{words}“; wofür es gebraucht wird, sagt das nicht.",
        'For "{item}" the only reason is "{words}"; that does not say what it is needed for.',
    ),
    Text(
        "Nennen Sie die gewünschte Funktion, etwa: Anmeldung im Kundenbereich.",
        "Name the feature people asked for, such as signing in.",
    ),
    "§ 25(2) no. 2 TDDDG; Art. 5(2), 13(1)(c) GDPR",
    since=date(2021, 12, 1),
)


EMPTY = frozenset(
    [
        "technisch",
        "technische",
        "technischen",
        "technischer",
        "notwendig",
        "notwendige",
        "notwendiges",
        "notwendiger",
        "unbedingt",
        "erforderlich",
        "erforderliche",
        "erforderliches",
        "zwingend",
        "essenziell",
        "essentiell",
        "essenzielle",
        "funktional",
        "funktionale",
        "funktion",
        "funktionen",
        "cookie",
        "cookies",
        "für",
        "den",
        "die",
        "der",
        "das",
        "des",
        "dem",
        "von",
        "zum",
        "zur",
        "betrieb",
        "website",
        "webseite",
        "webseiten",
        "internetseite",
        "seite",
        "seiten",
        "site",
        "unserer",
        "unsere",
        "ist",
        "sind",
        "wird",
        "und",
        "gründen",
        "aus",
        "technically",
        "necessary",
        "strictly",
        "essential",
        "required",
        "needed",
        "functional",
        "function",
        "of",
        "the",
        "this",
        "our",
        "for",
        "operation",
        "operating",
        "running",
        "to",
        "is",
        "are",
        "and",
        "page",
        "pages",
        "reasons",
        "technical",
    ]
)


ASKED = DEVICE_NEEDS_CONSENT | {"newsletter"}


def check(matter: Matter) -> Iterator[Finding]:
    """Items whose stated need consists of nothing but such words; where the purpose itself needs consent, ZU503 says so."""
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            if item.necessary is None or tracker(item) or (kinds(activity) and kinds(activity) <= ASKED):
                continue
            words = item.necessary.de or item.necessary.en or ""
            if set(re.findall(r"\w+", words.lower())) <= EMPTY:
                yield RULE.finding(item.place, activity.id, item=item.name, words=words)
