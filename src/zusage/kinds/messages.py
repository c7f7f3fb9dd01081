"""Messages: what an outbox shows, seen through the person's row and the consent.

Law: only mails of the last two run intervals are judged, because older ones were judged before and their addressees may
be gone by now, as they should be. What a withdrawal within the same time could explain is never called broken.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from zusage.keeping.conditions import Ground, constant
from zusage.keeping.edges import down_path, downward, path
from zusage.keeping.timing import FOREVER, cut
from zusage.kinds.scene import Scene
from zusage.model.calendar import Term
from zusage.plan.condition import Before, Condition, Equals, Feed, IsNull, Not, both
from zusage.policy.organisation import Consent


def recent(scene: Scene, column: str) -> Condition:
    """The moment in `column` lies within the last two run intervals."""
    every = scene.policy.run.every
    limit = cut(scene.now, Term(every + every), ZoneInfo(scene.policy.timezone))
    return both(Before(column, FOREVER), Not(Before(column, limit)))


def where(scene: Scene) -> Condition:
    """The messages that the promise is about."""
    return both(*(Equals(column, value) for column, value in scene.pairs("where")))


def consenting(scene: Scene, consent: Consent) -> Feed | None:
    """The addresses of everybody whose consent is in force."""
    for ground in scene.grounds(consent.system):
        place = person_of(scene, ground, consent)
        if place is None:
            continue
        table, column = place
        ways = down_path(ground.uses, ground.structure, table, consent.table)
        given = both(
            constant(dict(consent.where)),
            Not(IsNull(consent.confirmed or consent.given)),
            IsNull(consent.withdrawn) if consent.withdrawn else None,
        )
        active = downward(ways, ground.uses, ground.structure, given) if ways else given
        return Feed(f"{scene.promise.id}:consenting", consent.system, table, column, active, "email")
    return None


def person_of(scene: Scene, ground: Ground, consent: Consent) -> tuple[str, str] | None:
    """The table and column with the address of the person who consented."""
    places = [(t, c[0]) for s in scene.policy.subjects.values() for sys, t, c in s.found_in if sys == consent.system and c]
    for table, column in places:
        if path(ground.uses, ground.structure, consent.table, table) is not None:
            return table, column
    return None
