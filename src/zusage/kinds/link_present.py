"""link-present: every mail of the kind carries a link and a header by which it can be stopped.

Law: broken by one recent mail without. That the link works needs the website probe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.messages import where
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Equals, Not, both, either
from zusage.plan.look import Count


class LinkPresent(Observed):
    """Counts mails without link or header."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """All mails of the kind that are still there, and those that lack something."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one mail without."""
        bare = total(starting(evidence, "bare"))
        mails = total(starting(evidence, "mails"))
        found = Finding("without_link" if bare else "", "", {"found": bare, "examined": mails}, not_due=not mails)
        return conclude(evidence, (scene.word("in"),), found)


def _ask(scene: Scene) -> Iterator[Question]:
    needed = [Not(Equals("has_link", True))]
    if scene.word("header"):
        needed.append(Not(Equals("list_unsubscribe", True)))
    for ground in scene.grounds(scene.word("in")):
        yield Question(ground.target.target, Count("mails", "messages", where(scene)))
        yield Question(ground.target.target, Count("bare", "messages", both(where(scene), either(*needed))))


KIND = LinkPresent("link-present")
