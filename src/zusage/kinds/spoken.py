"""Spoken and Observed: what all kinds share: their name, their words, and how they are asked and judged.

Law: a kind without a `missing` probe is observed for real; one with it is never anything but unproven. The words of a
kind stand in `zusage.kinds.sentences`, in a module of the same name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.model.text import Language
from zusage.plan.survey import Survey
from zusage.policy.kinds import duty_of
from zusage.policy.moving import settled
from zusage.policy.policy import Policy
from zusage.policy.promise import Duty, Promise


class Observed:
    """A kind that says its sentence, asks its questions in `ask` and draws its conclusion in `weigh`."""

    def __init__(self, name: str, missing: str = "") -> None:
        self.name = name
        self.duty: Duty = duty_of(name)
        self.missing = missing

    def sentence(self, promise: Promise, policy: Policy, language: Language) -> str:
        """One full natural sentence of the notice."""
        from zusage.kinds.speak import speak

        return speak(promise, policy, language)

    def questions(self, promise: Promise, policy: Policy, survey: Survey, now: datetime) -> tuple[Question, ...]:
        """What must be asked to judge the promise at `now`; each question once."""
        asked: dict[tuple[object, str], Question] = {}
        for question in self.ask(_scene(promise, policy, survey, now)):
            asked.setdefault((question.target, question.look.id), question)
        return tuple(asked.values())

    def judge(self, promise: Promise, policy: Policy, evidence: Evidence, now: datetime) -> Judgement:
        """The judgement from measured evidence alone."""
        return self.weigh(_scene(promise, policy, evidence.survey, now), evidence)

    def ask(self, scene: Scene) -> Iterable[Question]:
        """The questions of the kind."""
        raise NotImplementedError(f"{self.name} {scene.promise.id}")

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """The conclusion of the kind."""
        raise NotImplementedError(f"{self.name} {scene.promise.id} {len(evidence.observations)}")


def _scene(promise: Promise, policy: Policy, survey: Survey, now: datetime) -> Scene:
    """The scene with every moving bound at its place for `now`."""
    fixed = settled(policy, now)
    return Scene(promise if fixed is policy else fixed.promise(promise.id) or promise, fixed, survey, now)


class NotYetObservable(Observed):
    """A kind that only a probe could decide which does not exist yet (website, egress, request canary, provider)."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing: nobody could answer."""
        return scene.nothing()

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Always unproven, and says which probe is missing."""
        return conclude(
            evidence, scene.nowhere(), Finding(unproven="missing_probe", facts={"probe": self.missing}), asks=False
        )
