"""ZU521: advertising without a suppression list (Art. 21(3), 17(3)(b) GDPR; § 7(3) UWG).

An objection must outlive the deletion of the address, or the next import brings it back. A keyed hash is enough for that,
on its own ground and for no other use.

Wrong:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {withdraw: [link_in_mail]}}
Right:
    activities: {website: {title: {de: Newsletter, en: Newsletter}, purposes: {security: null, news: {de: Versand des Newsletters, en: sending the newsletter}}, basis: {consent: newsletter, legitimate_interests: null}}}
    consents: {newsletter: {withdraw: [link_in_mail]}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.messages import advertises, suppresses
from zusage.checker.purposes import kinds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU521",
    Severity.WARNING,
    Text("Werbung ohne Sperrliste", "advertising without a suppression list"),
    Text(
        "„{activity}“ sieht nach Werbung aus, aber keine Sperrliste hält fest, wer sie nicht mehr will.",
        '"{activity}" looks like advertising, but no suppression list records who no longer wants it.',
    ),
    Text(
        "Führen Sie eine Sperrliste und versprechen Sie sie: assure: [{suppresses: {list: …, channel: …}}]",
        "Keep a suppression list and promise it: assure: [{suppresses: {list: …, channel: …}}]",
    ),
    "Art. 21(3), 17(3)(b) GDPR; § 7(3) UWG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first activity that advertises to known people, where neither a promise nor an activity suppresses anything."""
    policy = matter.policy
    if any(promise.kind == "suppresses" for promise in policy.promises) or any(map(suppresses, policy.activities.values())):
        return
    for activity in policy.activities.values():
        if advertises(activity) and (
            "newsletter" in kinds(activity) or {"email", "sms", "phone", "post"} & set(activity.channels)
        ):
            yield RULE.finding(activity.place, activity.id, activity=activity.id)
            return
