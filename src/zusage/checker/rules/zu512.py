"""ZU512: newsletter without a link to unsubscribe (Art. 7(3) GDPR; § 7(2) no. 3 UWG).

Withdrawing must be as easy as giving. Whoever signed up with one field and one click is not to write a letter; large mail
providers ask for such a link, too.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {withdraw: [link_in_mail, request]}}
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
    "ZU512",
    Severity.WARNING,
    Text("Newsletter ohne Abmeldelink", "newsletter without a link to unsubscribe"),
    Text(
        "„{activity}“ geht per E-Mail, aber die Einwilligung „{consent}“ lässt sich nicht mit einem Link in der Mail widerrufen.",
        '"{activity}" goes by e-mail, but the consent "{consent}" cannot be withdrawn by a link in the mail.',
    ),
    Text(
        "Ergänzen Sie: withdraw: [link_in_mail]",
        "Add: withdraw: [link_in_mail]",
    ),
    "Art. 7(3) GDPR; § 7(2) no. 3 UWG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents to electronic mail that no link in the mail withdraws."""
    for activity, consent in newsletter_consents(matter.policy):
        if "sms" in activity.channels or "link_in_mail" in consent.withdraw:
            continue
        yield RULE.finding(consent.place, consent=consent.id, activity=activity.id)
