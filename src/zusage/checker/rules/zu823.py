"""ZU823: label too long (Art. 12(1) GDPR).

Titles, names of data and groups become headings and parts of sentences. One of several lines makes a sentence that nobody
can read; what is more than a name belongs into a statement.

Wrong:
    label: {de: 'Name, Anschrift, E-Mail-Adresse, Telefonnummer, die von Ihnen angegebenen Wünsche …'}      # and three lines more
Right:
    label: {de: 'Kontaktdaten und Angaben zu Ihrem Auftrag'}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import plain
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU823",
    Severity.INFO,
    Text(
        "Bezeichnung zu lang",
        "label too long",
    ),
    Text(
        "Die Bezeichnung „{found}“ hat {length} Zeichen; in einem Satz liest das niemand.",
        'The label "{found}" has {length} characters; nobody reads that in a sentence.',
    ),
    Text(
        "Kürzen Sie auf einen Namen; teilen Sie Aufzählungen in mehrere Daten, und Erklärungen in statements.",
        "Shorten it to a name; split lists into several data and put explanations into statements.",
    ),
    "Art. 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Titles, labels of data, of groups and of consents that are longer than a name; one finding per label."""
    for one in said(matter.policy):
        most = MOST.get(one.part, 0)
        longest = max(plain(one.text.de or ""), plain(one.text.en or ""), key=len)
        if most and len(longest) > most:
            yield RULE.finding(one.place, one.subject, found=longest[:40].rstrip() + "…", length=len(longest))


MOST = {"title": 120, "subject": 120, "consent": 200, "datum": 250}
