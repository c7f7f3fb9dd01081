"""ZU505: newsletter based on contract (§ 7(2) no. 2 UWG; Art. 6(1)(a) GDPR).

A newsletter is not needed to perform a contract; it needs consent or the four conditions of § 7(3) UWG.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, basis: contract}}
Right:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {withdraw: [link_in_mail]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU505",
    Severity.WARNING,
    Text(
        "Newsletter auf Vertrag gestützt",
        "newsletter based on contract",
    ),
    Text(
        "„{activity}“ sieht nach Werbung per E-Mail aus und stützt sich auf einen Vertrag.",
        '"{activity}" looks like advertising by e-mail and relies on contract.',
    ),
    Text(
        "Schreiben Sie: basis: {consent: newsletter}. Ist der Newsletter selbst die bestellte Leistung, begründen Sie es mit allow.",
        "Write: basis: {consent: newsletter}. If the newsletter itself is what was ordered, say so with allow.",
    ),
    "§ 7(2) no. 2 UWG; Art. 6(1)(a) GDPR",
)


NEWS = re.compile(r"newsletter|werbe-?mail|e-?mail-werbung|mailing", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Activities or purposes about newsletters whose basis is contract; not those that people have ordered (kind: contract)."""
    for activity in matter.policy.activities.values():
        ordered = {purpose.id for purpose in activity.purposes if purpose.kind == "contract"}
        whole = not ordered and NEWS.search(f"{activity.id} {_both(activity.title)}") is not None
        news = {it.id for it in activity.purposes if it.id not in ordered and NEWS.search(f"{it.id} {_both(it.text)}")}
        for basis in activity.bases if activity.role != "processor" else ():
            meant = bool(news & set(basis.purposes)) if basis.purposes else whole or bool(news)
            if basis.kind == "contract" and meant:
                yield RULE.finding(basis.place, activity.id, activity=activity.id)


def _both(text: Text) -> str:
    return f"{text.de or ''} {text.en or ''}"
