"""located-in: data stay in a country or region.

Law: broken when a declared location lies outside. A declared location alone was not seen: with a document in force for
everyone who hosts it is attested, otherwise unproven. It is never kept here: no probe measures where a machine stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zusage.kinds.base import Evidence, Judgement, Question, State
from zusage.kinds.papers import ask_papers, counted, of_kind, registers
from zusage.kinds.scene import Finding, Scene, conclude
from zusage.kinds.spoken import Observed
from zusage.reference.countries import EEA, EU

REGIONS = {"EU": EU, "EEA": EEA}


class LocatedIn(Observed):
    """Compares declared locations with the region, and looks for documents of those who host."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Documents of everyone who hosts."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one place outside, else attested or unproven."""
        allowed = REGIONS.get(scene.word("region"), frozenset({scene.word("region")}))
        outside = sorted(name for name, country in _places(scene) if country not in allowed)
        hosts = _hosts(scene)
        without = [h for h in hosts if not counted(evidence, h)[1]]
        facts = {"places": ", ".join(outside), "region": scene.word("region"), "recipients": ", ".join(without)}
        numbers = {"found": len(outside), "examined": len(_places(scene))}
        unproven = "location_only_declared" if without or not hosts else ""
        found = Finding("outside_region" if outside else "", unproven, numbers, facts)
        judgement = conclude(evidence, registers(scene) if hosts else (), found, asks=False)
        kept = judgement.state is State.KEPT
        return replace(judgement, state=State.ATTESTED, reason="document_only") if kept else judgement


def _ask(scene: Scene) -> Iterator[Question]:
    for host in _hosts(scene):
        yield from ask_papers(scene, host, of_kind("", host))


def _hosts(scene: Scene) -> tuple[str, ...]:
    systems = (scene.policy.systems[s] for s in scene.words("systems") if s in scene.policy.systems)
    return tuple(dict.fromkeys([*(s.host for s in systems if s.host), *scene.words("recipients")]))


def _places(scene: Scene) -> list[tuple[str, str]]:
    """Everything that has a place, with its country: stores, and recipients with their parents."""
    systems = [scene.policy.systems[s] for s in scene.words("systems") if s in scene.policy.systems]
    found = [(s.id, s.location) for s in systems if not s.absent]
    for name in scene.words("recipients"):
        recipient = scene.policy.recipients.get(name)
        if recipient is not None:
            found.append((name, recipient.location or recipient.country))
    return found


KIND = LocatedIn("located-in")
