"""The sentence of `objection-honoured`.

Law: what an objection to an activity does (Art. 21 GDPR).
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    if activity.objection and (activity.objection.absolute or activity.objection.effect == "stop"):
        return (
            f"„{activity.title.to('de')}“: ‹Widersprechen Sie|Widersprichst du›, beenden wir diese Verarbeitung "
            "für ‹Sie|dich›."
        )
    return (
        f"„{activity.title.to('de')}“: ‹Widersprechen Sie|Widersprichst du›, beenden wir diese Verarbeitung für ‹Sie|dich›, "
        "wenn wir keine zwingenden schutzwürdigen Gründe nachweisen, die überwiegen."
    )


def _en(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    if activity.objection and (activity.objection.absolute or activity.objection.effect == "stop"):
        return f"“{activity.title.to('en')}”: if you object, we stop this processing for you."
    return (
        f"“{activity.title.to('en')}”: if you object, we stop this processing for you, "
        "unless we demonstrate compelling legitimate grounds that outweigh yours."
    )
