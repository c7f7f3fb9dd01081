"""ZU815: hash or mask called anonymisation (Art. 4 no. 5 GDPR; recital 26).

A hash of an e-mail address finds the same person again, and a masked or encrypted value is the value. Anonymous is only
what nobody can link to a person any more; everything else is a pseudonym.

Wrong:
    statements: [{text: {de: 'E-Mail-Adressen speichern wir gehasht und damit anonym.'}}]
Right:
    statements: [{text: {de: 'E-Mail-Adressen speichern wir als Prüfwert, also pseudonym.'}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU815",
    Severity.WARNING,
    Text(
        "Hash oder Maske als Anonymisierung",
        "hash or mask called anonymisation",
    ),
    Text(
        "„{found}“: Das ist pseudonym, nicht anonym.",
        '"{found}": That is pseudonymous, not anonymous.',
    ),
    Text(
        "Schreiben Sie pseudonymisiert, oder sagen Sie, was wirklich entfernt wird.",
        "Write pseudonymised, or say what is really removed.",
    ),
    "Art. 4 no. 5 GDPR; recital 26",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that call hashed, masked, encrypted or shortened values anonymous."""
    for one in said(matter.policy):
        words = words_of(one.text)
        match = _WORDS.search(words)
        if match is not None and not _RIGHT.search(words):
            yield RULE.finding(one.place, one.subject, found=match[0])


_HOW = r"(?:hash\w*|gehasht\w*|prüfsumme\w*|maskier\w*|verschlüssel\w*|masked|encrypt\w*)"
_ANONYMOUS = r"(?:anonym(?:e[nrms]?|isier\w*|isation|ous(?:ly)?|i[sz]ed?)?)"
_WORDS = re.compile(rf"\b{_HOW}\b[^.;]{{0,40}}\b{_ANONYMOUS}\b|\b{_ANONYMOUS}\b[^.;,]{{0,30}}\b{_HOW}\b", re.IGNORECASE)
_RIGHT = re.compile(
    r"pseudonym|nicht anonym|not anonym|\b(?:oder|or|sowie|und|and) (?:anonym|hash|encrypt|verschl)", re.IGNORECASE
)
