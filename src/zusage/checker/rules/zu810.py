"""ZU810: text missing in a language (Art. 12(1) GDPR).

A notice that changes its language in the middle is not easy to understand.

Wrong:
    languages: [de, en]      # and title: {de: Newsletter-Versand}
Right:
    title: {de: Newsletter-Versand, en: newsletter}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU810",
    Severity.WARNING,
    Text(
        "Text fehlt in einer Sprache",
        "text missing in a language",
    ),
    Text(
        "„{what}“ fehlt auf {language}; im Dokument dieser Sprache stünde der andere Text.",
        '"{what}" is missing in {language}; the document in that language would show the other text.',
    ),
    Text(
        "Schreiben Sie {de: …, en: …}.",
        "Write {de: …, en: …}.",
    ),
    "Art. 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Titles, purposes and labels of data that lack a declared language."""
    for activity in matter.policy.activities.values():
        texts = [
            ("title", activity.title),
            *((p.id, p.text) for p in activity.purposes),
            *((d.id, d.label) for d in activity.data),
        ]
        for what, text in texts:
            for language in matter.policy.languages:
                if not text.has(language) and text.de != text.en:
                    yield RULE.finding(activity.place, activity.id, what=f"{activity.id}.{what}", language=language)
