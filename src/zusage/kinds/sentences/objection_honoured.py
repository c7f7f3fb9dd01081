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
    title = activity.title.to("de")
    if activity.objection and (activity.objection.absolute or activity.objection.effect == "stop"):
        return f"‹Widersprechen Sie|Widersprichst du› der Verarbeitung „{title}“, beenden wir sie für ‹Sie|dich›."
    return (
        f"‹Widersprechen Sie|Widersprichst du› der Verarbeitung „{title}“, beenden wir sie, sofern wir nicht "
        "zwingende schutzwürdige Gründe nachweisen "
        "(Art. 21 Abs. 1 DSGVO)."
    )


def _en(promise: Promise, policy: Policy) -> str:
    activity = policy.activities[promise.activity]
    title = activity.title.to("en")
    if activity.objection and (activity.objection.absolute or activity.objection.effect == "stop"):
        return f"If you object to “{title}”, we stop that processing for you."
    return (
        f"If you object to “{title}”, we stop that processing unless we demonstrate compelling legitimate "
        "grounds (Art. 21(1) GDPR)."
    )
