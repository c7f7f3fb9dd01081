"""ZU824: complete security promised (Art. 5(1)(a), 32(1) GDPR).

Security is appropriate to the risk; complete security does not exist. Whoever promises it has broken the promise with the
first incident, and misleads until then.

Wrong:
    statements: [{text: {de: 'Wir garantieren die Sicherheit Ihrer Daten.'}}]
Right:
    statements: [{text: {de: 'Wir verschlüsseln Ihre Daten bei der Übertragung.'}}]
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
    "ZU824",
    Severity.WARNING,
    Text(
        "Vollständige Sicherheit versprochen",
        "complete security promised",
    ),
    Text(
        "„{found}“ kann niemand einhalten.",
        '"{found}" can be kept by nobody.',
    ),
    Text(
        "Sagen Sie, was Sie tun (verschlüsseln, trennen, prüfen), statt ein Ergebnis zu versprechen.",
        "Say what you do (encrypt, separate, test) instead of promising a result.",
    ),
    "Art. 5(1)(a), 32(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that promise complete security; who denies it is right."""
    for one in said(matter.policy):
        words = words_of(one.text)
        low = words.casefold()
        match = _WORDS.search(words) if any(stem in low for stem in _STEMS) else None
        if match is not None and not _DENIED.search(words):
            yield RULE.finding(one.place, one.subject, found=match[0])


_WORDS = re.compile(
    r"(?:100 ?%|hundertprozentig|absolut|vollkommen|völlig|vollständig|jederzeit)(?:e[nrms]?|ig)? (?:sicher|geschützt)\w*"
    r"|(?:100 ?%|hundertprozentig|absolut|vollkommen|völlig|vollständig) (?:dsgvo|datenschutz|rechts)-?\s?konform\w*"
    r"|(?:100 ?%|fully|completely|totally) (?:gdpr|privacy|legally)[ -]?compliant"
    r"|\bgarantier\w+[^.]{0,30}(?:sicherheit|schutz) (?:ihrer|deiner|der|aller) daten|(?:sicherheit|schutz) [^.]{0,20}garantier\w+"
    r"|(?:completely|absolutely|100 ?%|totally) (?:secure|safe|protected)|\bguarantee[^.]{0,30}(?:security|protection) of",
    re.IGNORECASE,
)
_STEMS = ("sicher", "geschützt", "konform", "compliant", "garantier", "secure", "safe", "protected", "guarantee")
"""One of these stands in whatever `_WORDS` finds; most texts have none."""
_DENIED = re.compile(r"\b(?:kein\w*|nicht|nie|cannot|can't|no|not)\b", re.IGNORECASE)
