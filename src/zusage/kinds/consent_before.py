"""consent-before: nothing happens before the consent, and nothing after its withdrawal.

Law: in an outbox, every recent mail of the kind goes to an address whose consent is in force. What happens in a browser
needs the website probe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.keeping.conditions import constant
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.messages import consenting, recent, where
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import In, Not, both
from zusage.plan.look import Count

MESSAGES = "messages"


class ConsentBefore(Observed):
    """Looks for mails to addresses without a consent in force."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Recent mails, and recent withdrawals that could explain them."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one mail that no consent covers."""
        if not scene.word("channel"):
            return conclude(evidence, (), Finding(unproven="missing_probe", facts={"probe": "website"}), asks=False)
        strangers, gone = total(starting(evidence, "strangers")), total(starting(evidence, "withdrawn"))
        mails = total(starting(evidence, "mails"))
        numbers = {
            "found": strangers,
            "examined": mails,
            "withdrawn": gone,
            "unreadable": total(starting(evidence, "mails"), "unreadable"),
        }
        unproven = (
            "withdrawal_may_explain"
            if strangers
            else "person_not_visible"
            if mails and not starting(evidence, "strangers")
            else ""
        )
        consent = scene.policy.consents.get(scene.word("consent"))
        systems = [scene.word("channel"), *([consent.system] if consent is not None and consent.system else [])]
        found = Finding("without_consent" if strangers > gone else "", unproven, numbers, not_due=not mails)
        return conclude(evidence, systems, found)


def _ask(scene: Scene) -> Iterator[Question]:
    consent = scene.policy.consents.get(scene.word("consent"))
    channel = scene.word("channel")
    if consent is None or not channel:
        return
    to, at = scene.word("to", "to"), scene.word("at", "sent_at")
    about = both(where(scene), recent(scene, at))
    feed = consenting(scene, consent) if consent.system else None
    for ground in scene.grounds(channel):
        yield Question(ground.target.target, Count("mails", MESSAGES, about))
        if feed is not None:
            yield Question(ground.target.target, Count("strangers", MESSAGES, both(about, Not(In(to, feed)))))
    if consent.system and consent.withdrawn:
        kind = constant(dict(consent.where))
        yield from scene.ask(consent.system, Count("withdrawn", consent.table, both(kind, recent(scene, consent.withdrawn))))


KIND = ConsentBefore("consent-before")
