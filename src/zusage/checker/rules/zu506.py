"""ZU506: newsletter without a confirmed address (Art. 7(1) GDPR; § 7(2) no. 2 UWG).

Anybody can type somebody else's address into a form. The Federal Court asks for a complete record of each consent (10
February 2011, I ZR 164/09); a mail with a link to confirm is the usual way to one.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {double_opt_in: false, withdraw: [link_in_mail]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {double_opt_in: true, withdraw: [link_in_mail]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.messages import newsletter_consents
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU506",
    Severity.WARNING,
    Text("Newsletter ohne bestätigte Adresse", "newsletter without a confirmed address"),
    Text(
        "Die Einwilligung „{consent}“ für „{activity}“ wird nicht durch eine Bestätigungsmail belegt.",
        'The consent "{consent}" for "{activity}" is not confirmed by a mail to the address.',
    ),
    Text(
        "Lassen Sie die Adresse bestätigen: double_opt_in: true",
        "Have the address confirmed: double_opt_in: true",
    ),
    "Art. 7(1) GDPR; § 7(2) no. 2 UWG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents given in a form for electronic mail whose address nobody confirms."""
    for activity, consent in newsletter_consents(matter.policy):
        if not consent.double_opt_in and consent.by in ("", "form"):
            yield RULE.finding(consent.place, consent=consent.id, activity=activity.id)
