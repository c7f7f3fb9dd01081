"""ZU130: published, but without a date (Art. 5(2), 12(1), 24(1) GDPR).

Who has to show what people were told on a day needs the date of the version. It also lets readers see that something
has changed.

Wrong:
    documents: {notice: {published_at: https://www.muster.example/datenschutz}}
Right:
    documents: {notice: {published_at: https://www.muster.example/datenschutz, dated: 2026-09-01}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.language.dates import long_date
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU130",
    Severity.INFO,
    Text(
        "Veröffentlicht, aber ohne Datum",
        "published, but without a date",
    ),
    Text(
        "„{document}“ {what_de}.",
        '"{document}" {what_en}.',
    ),
    Text(
        "Schreiben Sie: dated: JJJJ-MM-TT",
        "Write: dated: YYYY-MM-DD",
    ),
    "Art. 5(2), 12(1), 24(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Documents with an address, or with a promise to tell of changes, that have no date, or one that has not come."""
    for document in matter.policy.documents.values():
        if not document.published_at and document.changes is None:
            continue
        if document.dated is None:
            words = {"what_de": "ist veröffentlicht und hat kein Datum", "what_en": "is published and has no date"}
            yield RULE.finding(document.place, document=document.id, **words)
        elif document.dated > matter.as_of and document.changes is None:
            day = {language: long_date(document.dated, language) for language in ("de", "en")}
            words = {"what_de": f"trägt schon den {day['de']}", "what_en": f"already bears {day['en']}"}
            yield RULE.finding(document.place, document=document.id, **words)
