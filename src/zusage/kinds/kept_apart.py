"""kept-apart: two kinds of data are not joined.

Law: broken when a column of one occurs in the place of the other, or a foreign key joins the two. In a log (`in`) it is
broken by a line that shows beside the address of a device who sits at it: an e-mail address, the name of a user who signed
in, or the value of a parameter that tells a person or a session (`by`, and the usual names). Values of other names, and
identifiers that stand in a path without a name, are not recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.condition import Equals, either
from zusage.plan.look import Count

_LINES, _SHOWS = "lines", "shows"
_USUAL = ("user", "user_id", "userid", "uid", "session", "session_id", "sessionid", "sid", "phpsessid", "jsessionid",
          "token", "access_token", "auth")  # fmt: skip
"""Names under which web programs write who signed in, or their session, into an address or a cookie."""


class KeptApart(Observed):
    """Looks for columns and foreign keys that join two places, and for lines of a log that show who it was."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Nothing beyond the survey for tables; for a log all lines, and those that show somebody."""
        return _ask(scene)

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one bridge between the two, or by one such line."""
        bridges, systems = _bridges(scene)
        logs = _logs(scene)
        lines = total(starting(evidence, "telling"))
        unproven = "" if systems or logs else "nothing_to_count"
        broken = "joined" if bridges else "joined_in_log" if lines else ""
        facts = {"columns": ", ".join(sorted(bridges)), "systems": ", ".join(logs)}
        numbers = {"found": len(bridges) or lines, "examined": total(starting(evidence, "telling"), "total")}
        return conclude(evidence, (*systems, *logs), Finding(broken, unproven, numbers, facts), asks=bool(logs))


def _ask(scene: Scene) -> Iterator[Question]:
    for system in _logs(scene):
        yield from scene.ask(system, Count(f"telling:{system}", _LINES, either(*_telling(scene)), total=True))


def _logs(scene: Scene) -> tuple[str, ...]:
    """The systems named by `in` that are log files."""
    known = scene.policy.systems
    return tuple(word for word in scene.words("in") if word in known and known[word].connector == "logfiles")


def _telling(scene: Scene) -> Iterator[Equals]:
    """What a line must not show."""
    spared = {word.lower() for word in scene.words("except")}
    named = [word.rpartition(".")[2].lower() for word in scene.words("by")]
    names = [name for name in dict.fromkeys((*named, *_USUAL)) if name not in spared]
    for what in ("email", "user"):
        if what not in spared:
            yield Equals(_SHOWS, f"{what}s")
    for name in names:
        yield Equals(_SHOWS, f"parameter {name}")


def _bridges(scene: Scene) -> tuple[set[str], list[str]]:
    """What joins the tables that are named, and their systems; none where one side is missing."""
    left, right = _tables(scene, "columns"), _tables(scene, "from")
    joins = {word.rpartition(".")[2] for word in scene.words("by")} - set(scene.words("except"))
    bridges: set[str] = set()
    for system, table in left | right:
        for ground in scene.grounds(system):
            shape = ground.structure.tables.get(table)
            if shape is None:
                continue
            others = right if (system, table) in left else left
            shared = [c.name for c in shape.columns if c.name in joins and _in_both(scene, left, right, c.name)]
            bridges |= {f"{system}.{table}.{name}" for name in shared}
            bridges |= {f"{system}.{table}" for k in shape.foreign_keys if (system, k.target) in others}
    return bridges, sorted({s for s, _ in left | right}) if left and right else []


def _tables(scene: Scene, name: str) -> set[tuple[str, str]]:
    return {(system, table) for system, table, _ in scene.places(name) if table}


def _in_both(scene: Scene, left: set[tuple[str, str]], right: set[tuple[str, str]], column: str) -> bool:
    def has(places: set[tuple[str, str]]) -> bool:
        return any(
            (shape := g.structure.tables.get(table)) is not None and shape.column(column) is not None
            for system, table in places
            for g in scene.grounds(system)
        )

    return has(left) and has(right)


KIND = KeptApart("kept-apart")
