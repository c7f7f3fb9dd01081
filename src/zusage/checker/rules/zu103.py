"""ZU103: data protection officer mentioned but not named (Art. 13(1)(b), 14(1)(b), 37(7) GDPR).

Where there is an officer, people must be told how to reach them. A sentence that sends people to an officer whom nobody
declared leads nowhere.

Wrong:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: Fragen beantwortet unser Datenschutzbeauftragter., en: Our data protection officer answers questions.}}]
Right:
    organisation: {data_protection_officer: {email: dsb@muster.example}}
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: Fragen beantwortet unser Datenschutzbeauftragter., en: Our data protection officer answers questions.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.completeness import PLACEHOLDER
from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Officer

RULE = Rule(
    "ZU103",
    Severity.WARNING,
    Text(
        "Datenschutzbeauftragte erwähnt, aber nicht benannt",
        "data protection officer mentioned but not named",
    ),
    Text(
        "{what_de}, aber niemand ist als datenschutzbeauftragte Person zu erreichen.",
        "{what_en}, but nobody can be reached as data protection officer.",
    ),
    Text(
        "Schreiben Sie: data_protection_officer: {email: …}. Gibt es keine solche Person, streichen Sie den Satz.",
        "Write: data_protection_officer: {email: …}. If there is none, delete the sentence.",
    ),
    "Art. 13(1)(b), 14(1)(b), 37(7) GDPR",
)


_OFFICER = re.compile(
    r"\b(?:betrieblich\w+ |konzern|externe\w? )?datenschutzbeauftragt\w*|\bdata (?:protection|privacy) officer\b|\bDPO\b"
    r"|\bbeauftragte\w? für den datenschutz\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:kein\w*|nicht|ohne|no|not|without)\b", re.IGNORECASE)
_OF_THE_STATE = re.compile(
    r"(?:landes|bundes|land|bund|federal|state|berliner|hessisch\w*|authority|aufsicht\w*)\W*(?:\w+\W+){0,2}$", re.IGNORECASE
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first text that mentions an officer of ours while none is declared; a declared one who is a placeholder."""
    us = matter.policy.organisation
    if us.officer is not None:
        if _nobody(us.officer):
            named = us.officer.name or us.officer.email
            yield RULE.finding(us.place, what_de=f"Genannt ist „{named}“", what_en=f'"{named}" is named')
        return
    for text in said(matter.policy):
        found = next((hit for hit in _OFFICER.finditer(text.both) if _ours(text.both, hit)), None)
        if found:
            words = {"what_de": f"Ein Text erwähnt „{found[0]}“", "what_en": f'A text mentions "{found[0]}"'}
            yield RULE.finding(text.place, text.subject, **words)
            return


def _ours(words: str, hit: re.Match[str]) -> bool:
    """Whether the sentence says that there is one, and means ours."""
    before, after = words[max(0, hit.start() - 60) : hit.start()], words[hit.end() : hit.end() + 40]
    near = re.split(r"[.!?]\s", before)[-1], re.split(r"[.!?]", after)[0]
    return not _NONE.search(near[0][-30:]) and not _NONE.search(near[1]) and not _OF_THE_STATE.search(near[0])


def _nobody(officer: Officer) -> bool:
    return bool(
        PLACEHOLDER.search(f"{officer.name} {officer.email}") or re.fullmatch(r"\W*n\W*n\W*", officer.name, re.IGNORECASE)
    )
