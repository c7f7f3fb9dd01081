"""ZU522: advertising to customers who bought nothing (§ 7(3) no. 1 UWG; CJEU C-654/23).

The address must come with the sale of goods or a service. A free account may count as one (C-654/23); an enquiry, an
application or a visit does not.

Wrong:
    subjects: {visitor: {kind: prospect}}
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {legitimate_interests: {de: Absatz unserer Waren, en: selling our goods}}, existing_customers: [from_sale, own_similar, told, not_objected], objection: {effect: stop, absolute: true}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    subjects: {visitor: {kind: customer}}
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {legitimate_interests: {de: Absatz unserer Waren, en: selling our goods}}, existing_customers: [from_sale, own_similar, told, not_objected], objection: {effect: stop, absolute: true}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU522",
    Severity.WARNING,
    Text("Bestandskundenwerbung an Leute, die nichts gekauft haben", "advertising to customers who bought nothing"),
    Text(
        "„{activity}“ beruft sich auf § 7 Abs. 3 UWG, richtet sich aber an {group_de}; sie haben noch nichts gekauft.",
        '"{activity}" relies on section 7(3) UWG, but addresses {group_en}, who have bought nothing yet.',
    ),
    Text(
        "Holen Sie eine Einwilligung ein, oder berichtigen Sie die Personengruppe.",
        "Ask for consent, or correct the group of people.",
    ),
    "§ 7(3) no. 1 UWG; CJEU C-654/23",
)


NO_SALE = {
    "prospect": ("Interessenten", "prospects"),
    "visitor": ("Besucher", "visitors"),
    "applicant": ("Bewerber", "applicants"),
    "contact": ("Kontakte", "contacts"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Activities that claim a sale, all of whose groups are people to whom nothing was sold."""
    for activity in matter.policy.activities.values():
        if "from_sale" not in activity.existing_customers:
            continue
        groups = [matter.policy.subjects[id].kind for id in activity.subjects if id in matter.policy.subjects]
        if groups and all(group in NO_SALE for group in groups):
            de, en = NO_SALE[groups[0]]
            yield RULE.finding(activity.place, activity.id, activity=activity.id, group_de=de, group_en=en)
