"""ZU520: opening of the newsletter measured without asking (§ 25(1) TDDDG; Art. 6(1)(a) GDPR).

A pixel or a link of one's own in a mail reads from the device and shows who reads what and when. Wanting a newsletter is
not wanting that; the consent has to name it.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}, device: {open: {name: pixel, kind: pixel, by: self, lifetime: none, access: {consent: newsletter}}}}}
    consents: {newsletter: {withdraw: [link_in_mail]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}, device: {open: {name: pixel, kind: pixel, by: self, lifetime: none, access: {consent: newsletter}}}}}
    consents: {newsletter: {label: {de: Newsletter und Messung der Öffnungen, en: newsletter and measuring of opens}, withdraw: [link_in_mail]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.messages import by_mail
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU520",
    Severity.WARNING,
    Text("Öffnungen des Newsletters gemessen, ohne danach zu fragen", "opening of the newsletter measured without asking"),
    Text(
        "„{item}“ misst in „{activity}“, wer die Mail öffnet; davon sagt die Einwilligung „{consent}“ nichts.",
        '"{item}" measures in "{activity}" who opens the mail; the consent "{consent}" says nothing of it.',
    ),
    Text(
        "Fragen Sie eigens danach, oder nennen Sie die Messung in label: der Einwilligung.",
        "Ask for it separately, or name the measuring in the label: of the consent.",
    ),
    "§ 25(1) TDDDG; Art. 6(1)(a) GDPR",
)


MEASURES = re.compile(
    r"öffn|auswert|analys|statist|mess|track|pixel|open|measur|click|klick|nutzungsverhalten|erfolg", re.IGNORECASE
)


def check(matter: Matter) -> Iterator[Finding]:
    """Pixels of electronic mail whose consent is that of the mail itself and does not speak of measuring."""
    for activity in matter.policy.activities.values():
        if not any(item.kind == "pixel" and item.consent for item in activity.devices) or not by_mail(activity):
            continue
        for item in activity.devices:
            consent = matter.policy.consents.get(item.consent)
            if item.kind == "pixel" and consent is not None and any(basis.consent == consent.id for basis in activity.bases):
                if not MEASURES.search(f"{consent.id} {consent.label.de or ''} {consent.label.en or ''}"):
                    yield RULE.finding(item.place, activity.id, item=item.name, activity=activity.id, consent=consent.id)
