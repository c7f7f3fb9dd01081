"""ZU523: advertising to customers without a way out (§ 7(3) no. 4 UWG; Art. 21(2), 21(3) GDPR).

Whoever writes without consent says in each mail that people can object at any time at no cost but the basic tariff, and
stops when they do. Both belong into the declaration.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {legitimate_interests: {de: Absatz unserer Waren, en: selling our goods}}, existing_customers: [from_sale, own_similar, told, not_objected]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {legitimate_interests: {de: Absatz unserer Waren, en: selling our goods}}, existing_customers: [from_sale, own_similar, told, not_objected], objection: {effect: stop, absolute: true}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.messages import SOFT, by_mail, without_consent
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU523",
    Severity.WARNING,
    Text("Werbung an Bestandskunden ohne Weg hinaus", "advertising to customers without a way out"),
    Text(
        "„{activity}“ wirbt ohne Einwilligung, aber kein Abmeldelink und kein Widerspruch ist erklärt.",
        '"{activity}" advertises without consent, but neither a link to unsubscribe nor an objection is declared.',
    ),
    Text(
        "Erklären Sie objection: {effect: stop, absolute: true} und den Link: assure: [{link_present: …}]",
        "Declare objection: {effect: stop, absolute: true} and the link: assure: [{link_present: …}]",
    ),
    "§ 7(3) no. 4 UWG; Art. 21(2), 21(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Electronic mail on the exception for customers, with none of the declared ways out."""
    linked = {promise.activity for promise in matter.policy.promises if promise.kind == "link-present"}
    for activity in matter.policy.activities.values():
        if not by_mail(activity) or without_consent(activity) is None or not set(SOFT) <= set(activity.existing_customers):
            continue
        stated = activity.objection is not None and activity.objection.declared
        if not (stated or activity.opt_out or activity.id in linked or "" in linked):
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
