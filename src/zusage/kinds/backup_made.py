"""backup-made: backups are made as often as promised, and restoring was tried.

Law: broken when the newest backup is older than the interval, or when the last restore test is too old. A test is a dated
paper on file, or a replay that went through after a real restore of one of the systems: more than a paper says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from zusage.keeping.timing import FOREVER, cut
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.papers import ask_papers, counted, of_kind, registers, younger
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.model.calendar import Term
from zusage.model.period import Period, parse_period
from zusage.plan.condition import Before, Not, both
from zusage.plan.look import Count, Moment


class BackupMade(Observed):
    """Looks for a young backup and for a dated restore test."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Backups that are young enough, and restore tests on file."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken without a young backup or without a young test."""
        young = starting(evidence, "young:")
        all_seen = bool(evidence.observations) and all(o.visible for o in evidence.observations)
        late = [s for s in _stores(scene) if all_seen and not total(o for o in young if o.target.system == s)]
        tested = _tested(scene)
        replayed = _replayed(scene, evidence, tested)
        wanted = tested is not None and not replayed
        filed = bool(registers(scene))
        untested = wanted and filed and all_seen and not counted(evidence, "restored")[1]
        numbers = {"examined": total(young, "total"), "found": len(late)}
        unproven = "no_backup_store" if not _stores(scene) else "no_register" if wanted and not filed else ""
        broken = "no_young_backup" if late else "restore_test_too_old" if untested else ""
        facts = {"places": ", ".join(late), "every": scene.word("every")}
        systems = [*_stores(scene), *(registers(scene) if wanted else ())]
        return conclude(evidence, systems, Finding(broken, unproven, numbers, facts))


def _ask(scene: Scene) -> Iterator[Question]:
    every = parse_period(scene.word("every")) or scene.policy.run.every
    limit = cut(scene.now, Term(every + scene.policy.run.grace), ZoneInfo(scene.policy.timezone))
    for store in _stores(scene):
        for ground in scene.grounds(store):
            for table in sorted(ground.structure.tables):
                young = both(Before("time", FOREVER), Not(Before("time", limit)))
                yield Question(ground.target.target, Count(f"young:{table}", table, young, Moment("time"), total=True))
    tested = _tested(scene)
    if tested is not None:
        yield from ask_papers(scene, "restored", both(of_kind("restore-test"), younger(scene, tested)))


def _replayed(scene: Scene, evidence: Evidence, tested: Period | None) -> bool:
    """Whether one of the systems was restored and replayed within the interval of restore tests."""
    if tested is None:
        return False
    since = cut(scene.now, Term(tested), ZoneInfo(scene.policy.timezone)).instant
    held = set(scene.words("of")) | {s for store in _stores(scene) for s in scene.policy.systems[store].backup_of}
    done = (r.replayed for r in evidence.history.restores if r.target.system in held)
    return any(moment is not None and moment > since for moment in done)


def _tested(scene: Scene) -> Period | None:
    return parse_period(scene.word("restore_tested")) if scene.word("restore_tested") else None


def _stores(scene: Scene) -> tuple[str, ...]:
    named = tuple(s for s in scene.words("in") if s in scene.policy.systems)
    wanted = set(scene.words("of"))
    found = (s.id for s in scene.policy.systems.values() if s.backup_of and wanted <= set(s.backup_of))
    return named or tuple(found)


KIND = BackupMade("backup-made")
