"""Judge: whether the loss of one fact was found where it happened.

Law: a mutant is caught when a finding, or an error of the compiler, is there that the original did not have, and that
stands at or inside the thing that was changed, or at a thing that names it (the activity that sends data to a recipient).
A new finding anywhere else is told apart: it does not lead to the fault. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from zusage.testing.mutation.mutant import SECTIONS, Mutant, Operator, Path, Tree, at, names

Outcome = Literal["rule", "compiler", "elsewhere", "missed"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding or an error as the judge needs it: its id, its level, and the path of the thing it is about."""

    id: str
    level: str
    path: Path


Check = Callable[[Tree], Counter[Seen]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutant."""

    mutant: Mutant
    outcome: Outcome
    by: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        """By a rule or by the compiler, at the right place."""
        return self.outcome in ("rule", "compiler")


def breed(declarations: dict[str, Tree], operators: dict[str, Operator], most: int, seed: int) -> list[Mutant]:
    """All mutants; of each operator at most `most` per declaration, drawn by the seed."""
    found = []
    for name, tree in declarations.items():
        for operator, make in operators.items():
            changes = list(dict.fromkeys(_hashable(change) for change in make(tree)))
            made = {_hashable(change): change for change in make(tree)}
            if len(changes) > most:
                changes = sorted(Random(f"{seed}/{name}/{operator}").sample(changes, most))
            found += [Mutant(name, operator, made[change]) for change in changes]
    return found


def judge(mutant: Mutant, original: Tree, before: Counter[Seen], check: Check) -> Verdict:
    """Check the mutant and compare."""
    changed = mutant.change.applied(original)
    new = list((check(changed) - before).elements())
    near = [seen for seen in new if is_near(seen.path, mutant.change.about or mutant.change.path, changed)]
    if not near:
        return Verdict(mutant, "elsewhere" if new else "missed", ids(new))
    errors = [seen for seen in near if seen.id.startswith("ZE")]
    return Verdict(mutant, "compiler" if errors else "rule", ids(errors or near))


def ids(seen: Iterable[Seen]) -> tuple[str, ...]:
    """The ids of findings, each once."""
    return tuple(sorted({one.id for one in seen}))


def is_near(found: Path, changed: Path, tree: Tree) -> bool:
    """Whether a finding leads to what was changed."""
    if changed[0] not in SECTIONS:
        return not found or found[0] == changed[0] or len(changed) == 1
    thing = changed[:2]
    if len(changed) == 1 or found[:2] == thing:
        return True
    if len(found) < 2 or found[0] not in SECTIONS:
        return bool(found) and names(at(tree, *found[:1]), str(thing[1]))
    return names(at(tree, *found[:2]), str(thing[1])) if isinstance(thing[1], str) else False


def _hashable(change: object) -> str:
    return repr(change)
