"""ZU508: advertising by e-mail without consent (§ 7(3) UWG; Art. 6(1)(f) GDPR; CJEU C-654/23).

Electronic mail needs prior consent. The one exception has four conditions that must all be met: the address came with a
sale, the goods are our own and similar, people were told at collection and in each mail, and nobody objected. Then no
further ground is needed.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {legitimate_interests: {de: Absatz unserer Waren, en: selling our goods}}, objection: {effect: stop, absolute: true}}}
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
    "ZU508",
    Severity.WARNING,
    Text("Werbung per E-Mail ohne Einwilligung", "advertising by e-mail without consent"),
    Text(
        "„{activity}“ sieht nach Werbung per E-Mail ohne Einwilligung aus; von den vier Bedingungen des § 7 Abs. 3 UWG fehlt: {missing_de}.",
        '"{activity}" looks like advertising by e-mail without consent; of the four conditions of section 7(3) UWG is missing: {missing_en}.',
    ),
    Text(
        "Holen Sie eine Einwilligung ein, oder erklären Sie existing_customers: [from_sale, own_similar, told, not_objected].",
        "Ask for consent, or declare existing_customers: [from_sale, own_similar, told, not_objected].",
    ),
    "§ 7(3) UWG; Art. 6(1)(f) GDPR; CJEU C-654/23",
)


WORDS = {
    "from_sale": ("Adresse aus einem Verkauf", "address from a sale"),
    "own_similar": ("eigene ähnliche Waren", "similar goods of our own"),
    "told": ("Hinweis bei Erhebung und in jeder Mail", "told at collection and in each mail"),
    "not_objected": ("kein Widerspruch", "no objection"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Electronic mail on legitimate interests, without all four conditions."""
    for activity in matter.policy.activities.values():
        basis = without_consent(activity) if by_mail(activity) else None
        missing = [WORDS[it] for it in SOFT if it not in activity.existing_customers]
        if basis is not None and missing:
            words = {"missing_de": ", ".join(de for de, _ in missing), "missing_en": ", ".join(en for _, en in missing)}
            yield RULE.finding(basis.place, activity.id, activity=activity.id, **words)
