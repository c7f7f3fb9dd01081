"""encrypted: columns or files are stored only in encrypted form.

Law: broken by one value or file that is not ciphertext. That the key lies elsewhere is not observed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.profiles import ask_profiles, weigh_good_shapes
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Equals, Not
from zusage.plan.look import Count


class Encrypted(Observed):
    """Counts values and files that can be read without a key."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """A profile per column, a count of files by their first bytes."""
        if scene.word("files"):
            return _ask_files(scene)
        return ask_profiles(scene, scene.places("columns"), ("encrypted",))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one readable value or file."""
        if not scene.word("files"):
            return weigh_good_shapes(scene, evidence, scene.places("columns"), ("encrypted",))
        plain = starting(evidence, "plain:")
        numbers = {"found": total(plain), "examined": total(plain, "total")}
        facts = {"columns": scene.word("files")}
        return conclude(evidence, scene.words("files"), Finding("wrong_shape" if total(plain) else "", "", numbers, facts))


def _ask_files(scene: Scene) -> Iterator[Question]:
    magic = scene.word("magic", "age")
    for ground in scene.grounds(scene.word("files")):
        for table in sorted(ground.structure.tables):
            look = Count(f"plain:{table}", table, Not(Equals("magic", magic)), total=True)
            yield Question(ground.target.target, look)


KIND = Encrypted("encrypted")
