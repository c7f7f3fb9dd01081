"""ZU834: another authority in a text (Art. 13(2)(d), 77(1) GDPR; § 40(2) BDSG).

The authority of the seat is competent, and the declaration names one. A sentence that names another one sends people to the
wrong place, though they may complain anywhere.

Wrong:
    organisation: {authority: de/be}
    statements: [{text: {de: 'Zuständig ist die Landesbeauftragte für Datenschutz Baden-Württemberg.'}}]
Right:
    organisation: {authority: de/bw}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.authorities import LANDS

RULE = Rule(
    "ZU834",
    Severity.INFO,
    Text(
        "Andere Aufsichtsbehörde im Text",
        "another authority in a text",
    ),
    Text(
        "Der Text nennt „{found}“; erklärt ist {declared}.",
        'The text names "{found}"; declared is {declared}.',
    ),
    Text(
        "Streichen Sie den Namen; authority: … druckt die zuständige Behörde mit Anschrift.",
        "Remove the name; authority: … prints the competent authority with its address.",
    ),
    "Art. 13(2)(d), 77(1) GDPR; § 40(2) BDSG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that name the authority of another Land as the competent one."""
    declared = matter.policy.organisation.authority
    for one in said(matter.policy) if declared.startswith("de/") else ():
        words = words_of(one.text) if one.part == "statement" else ""
        match = _NAMED.search(words)
        land = LANDS.get(match["land"].lower(), "") if match is not None else ""
        if match is not None and land and not declared.startswith(land):
            yield RULE.finding(one.place, one.subject, found=match[0], declared=declared)


_NAMED = re.compile(
    r"(?:landesbeauftragte[rn]?|landesamt|landeszentrum|aufsichtsbehörde)[^.;]{0,70}?"
    rf"(?<![\w-])(?P<land>{'|'.join(sorted(LANDS, key=len, reverse=True))})(?![\w-])",
    re.IGNORECASE,
)
