"""restrict-after: what is restricted is stored, but not used (Art. 18(2) GDPR, § 35(3) BDSG).

Law: broken while a row past its date carries no mark, and while the application's own role still sees one that does
although the store could hide it: judged by trying to read as that role, never by the presence of a policy. Where the
store cannot keep that role out, or the role could let itself in, it is "marked, not enforced": unproven, as for locks,
never kept. Without a marked row nothing can be tried, and nothing has been promised yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.keeping.blanks import is_missing
from zusage.keeping.conditions import due_condition, is_observable
from zusage.keeping.restriction import restricted_rows
from zusage.keeping.timing import FOREVER
from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.deadlines import done_at, start_gap, start_place
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import ALWAYS, Not, both
from zusage.plan.look import Count, Moments, Trial
from zusage.plan.receipt import Observation
from zusage.policy.promise import StageTerms


class RestrictAfter(Observed):
    """Counts rows that should carry a mark, and tries to read those that do."""

    def ask(self, scene: Scene) -> Iterator[Question]:
        """Unmarked rows past their date, marked rows, and a trial to read them, per table and target."""
        terms = scene.promise.terms
        if not isinstance(terms, StageTerms) or not is_observable(terms.rule.start):
            return
        for unit in terms.rule.units:
            for ground in scene.grounds(unit.system):
                if unit.table not in ground.structure.tables:
                    continue
                target, table, id = ground.target.target, unit.table, scene.promise.id
                late = restricted_rows(ground, terms.rule, terms.stage, table, scene.now, late=True)
                yield Question(target, Count(f"unmarked:{table}", table, late, marks=(id, False)))
                yield Question(target, Count(f"marked:{table}", table, ALWAYS, marks=(id, True)))
                yield Question(target, Trial(f"reading:{table}", table, id, reads=True))
                if is_missing(terms.rule):
                    blank = both(terms.rule.where, Not(due_condition(ground, table, terms.rule.start, FOREVER)))
                    yield Question(target, Count(f"blank:{table}", table, blank))
                if (place := start_place(ground, terms.rule.start)) is not None:
                    yield Question(target, Moments(f"starts:{place[0]}.{place[1]}", *place))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken while one row is unmarked, or seen although the store could hide it."""
        terms = scene.promise.terms
        if not isinstance(terms, StageTerms) or not is_observable(terms.rule.start):
            return conclude(evidence, (), Finding(unproven="start_unseen"), asks=False)
        marks, missing = total(starting(evidence, "marked:")), total(starting(evidence, "unmarked:"))
        tables = ", ".join(dict.fromkeys(f"{u.system}.{u.table}" for u in terms.rule.units))
        done = done_at(scene.promise, scene.policy, evidence)
        tries = [o for o in starting(evidence, "reading:") if o.numbers.get("tried", 0)]
        broken = "unmarked" if missing else "restricted_readable" if any(map(_shown, tries)) else ""
        bypass = "restricted_not_enforced" if total(tries, "bypass") else ""
        gap = start_gap(scene, terms.rule, evidence)
        found = Finding(
            broken,
            gap or ("nothing_tried" if marks and not tries else bypass),
            {"overdue": missing, "examined": marks, "blank": total(starting(evidence, "blank:"))},
            {"tables": tables},
            {"done": done} if done is not None else {},
            not_due=not marks and not missing and not gap,
        )
        return conclude(evidence, tuple(dict.fromkeys(u.system for u in terms.rule.units)), found)


def _shown(tried: Observation) -> bool:
    return tried.numbers.get("stopped", 0) < tried.numbers["tried"] and not tried.numbers.get("unable", 0)


KIND = RestrictAfter("restrict-after")
