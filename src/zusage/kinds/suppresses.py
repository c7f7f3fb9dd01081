"""suppresses: addresses on the list get no mail.

Law: broken by one recent mail to an address that was on the list before. A list of keyed digests cannot be compared
with addresses here, so it is unproven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.messages import recent, where
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Feed, In, Not, both
from zusage.plan.look import Count


class Suppresses(Observed):
    """Looks for mails to addresses on the list."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Recent mails to addresses that were on the list before."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one such mail."""
        systems = [scene.word("channel"), *(s for s, _, _ in scene.places("list"))]
        if _is_digest(scene):
            return conclude(evidence, (), Finding(unproven="digests_not_comparable"), asks=False)
        found = total(starting(evidence, "listed"))
        mails = total(starting(evidence, "mails"))
        numbers = {"found": found, "examined": mails}
        return conclude(evidence, systems, Finding("sent_to_listed" if found else "", "", numbers, not_due=not mails))


def _ask(scene: Scene) -> Iterator[Question]:
    if _is_digest(scene):
        return
    to, at = scene.word("to", "to"), scene.word("at", "sent_at")
    about = both(where(scene), recent(scene, at))
    for system, table, column in scene.places("list"):
        added = scene.word("added", "added_at")
        before = None
        for ground in scene.grounds(system):
            shape = ground.structure.tables.get(table)
            before = Not(recent(scene, added)) if shape is not None and shape.column(added) is not None else None
        feed = Feed(f"{scene.promise.id}:listed", system, table, column, before, "email")
        for ground in scene.grounds(scene.word("channel")):
            yield Question(ground.target.target, Count("mails", "messages", about))
            yield Question(ground.target.target, Count("listed", "messages", both(about, In(to, feed))))


def _is_digest(scene: Scene) -> bool:
    return scene.word("match") in ("hash", "digest") or any(c.endswith("hash") for _, _, c in scene.places("list"))


KIND = Suppresses("suppresses")
