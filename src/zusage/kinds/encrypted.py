"""encrypted: columns or files are stored only in encrypted form.

Law: broken by one value or file that is not ciphertext. That the key lies elsewhere is not observed here. A file format that
nobody can recognise is unproven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.profiles import ask_profiles, weigh_good_shapes
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.look import Profile

MAGIC = {"age": "age_file", "": "age_file"}


class Encrypted(Observed):
    """Counts values and files that can be read without a key."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """A profile per column, or of the first bytes of the files."""
        if scene.word("files"):
            return _ask_files(scene)
        return ask_profiles(scene, scene.places("columns"), ("encrypted",))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one readable value or file."""
        if not scene.word("files"):
            return weigh_good_shapes(scene, evidence, scene.places("columns"), ("encrypted",))
        shape = MAGIC.get(scene.word("magic"), "")
        files = starting(evidence, "heads:")
        plain = sum(o.numbers.get("examined", 0) + o.numbers.get("empty", 0) - o.numbers.get(shape, 0) for o in files)
        facts = {"columns": scene.word("files"), "patterns": scene.word("magic")}
        numbers = {"found": plain, "examined": total(files, "examined")}
        found = Finding("wrong_shape" if plain else "", "" if shape else "pattern_unknown", numbers, facts)
        return conclude(evidence, scene.words("files"), found)


def _ask_files(scene: Scene) -> Iterator[Question]:
    shape = MAGIC.get(scene.word("magic"), "")
    if not shape:
        return
    for ground in scene.grounds(scene.word("files")):
        for table in sorted(ground.structure.tables):
            yield Question(ground.target.target, Profile(f"heads:{table}", table, "magic", (shape,)))


KIND = Encrypted("encrypted")
