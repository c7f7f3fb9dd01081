"""isolated: the instances of a fleet cannot reach one another.

Law: the credentials of one instance are tried on others; broken when one opens. A store without credentials of its own
(a file) cannot be judged by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.look import Reach


class Isolated(Observed):
    """Tries the credentials of each instance on its neighbour."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Each instance tries the next one, the last the first."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken when one instance opens another."""
        reaches = starting(evidence, "reach:")
        opened = total(reaches, "opened")
        numbers = {"found": opened, "examined": total(reaches, "tried")}
        same = _shared_servers(scene)
        unproven = "" if total(reaches, "tried") else "nothing_tried"
        broken = "opened_neighbour" if opened else "shared_database" if same else ""
        return conclude(evidence, scene.words("system"), Finding(broken, unproven, numbers))


def _ask(scene: Scene) -> Iterator[Question]:
    targets = [g.target.target for g in scene.grounds(scene.word("system"))]
    for here, there in zip(targets, targets[1:] + targets[:1], strict=True):
        if here != there:
            yield Question(here, Reach(f"reach:{there.instance}", there.instance))


def _shared_servers(scene: Scene) -> bool:
    """Two instances in one database; a file without our marker row cannot be told from another."""
    found = [i for g in scene.grounds(scene.word("system")) if (i := g.target.identity) is not None]
    places = [(i.server, i.database, i.marker) for i in found if i.marker or i.product != "sqlite"]
    return len(set(places)) < len(places)


KIND = Isolated("isolated")
