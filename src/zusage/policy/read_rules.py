"""Reading retention rules: which data, from when, until when, what then.

Law: one rule has one meaning. A period without a start, a duty without the column it counts from, a circle of `same_as`,
or a copy of a rule about other places is an error. A rule that deletes is about whole rows; only rules that empty or
shorten are about columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zusage.declaration.node import Entry, Node, Scalar
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.plan.condition import Condition, both
from zusage.policy.activity import Activity, Datum
from zusage.policy.locate import ELSEWHERE
from zusage.policy.read_events import NOTHING, Calendar
from zusage.policy.read_flows import read_ids
from zusage.policy.read_keep import read_keep, read_unless
from zusage.policy.read_stages import read_alternatives, read_stage, read_stages
from zusage.policy.read_times import read_time
from zusage.policy.read_where import day_before, read_where, since
from zusage.policy.reading import child, entries, fields, number, scalars, text
from zusage.policy.rule import Action, Rule, Stage, Unit
from zusage.policy.scope import Scope
from zusage.policy.start import Event, Start, Unseen

_OF_COPIES = frozenset({"same_as", "data", "because", "class", "was"})
_ON_COLUMNS = {Action.CLEAR, Action.SHORTEN, Action.ANONYMISE, Action.PSEUDONYMISE}


@dataclass(slots=True)
class _Reader:
    scope: Scope
    calendar: Calendar
    activities: dict[str, Activity]
    written: dict[str, tuple[Activity, Entry]]
    known: dict[str, Rule] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def rule(self, id: str) -> Rule | None:
        """The rule of that id; the rule it copies is read first."""
        if id in self.known:
            return self.known[id]
        activity, entry = self.written[id]
        if id in self.open:
            path = " → ".join([*self.open[self.open.index(id) :], id])
            self.scope.wrong("ZE122", entry.place, name=id, path=path)
            return None
        self.open.append(id)
        same_as = child(entry.value, "same_as")
        found = self._copy(id, activity, entry, same_as) if isinstance(same_as, Scalar) else self._read(id, activity, entry)
        self.open.pop()
        if found is not None:
            self.known[id] = found
        return found

    def _copy(self, id: str, activity: Activity, entry: Entry, name: Scalar) -> Rule | None:
        for lost in (one for one in entries(entry.value) if one.key not in _OF_COPIES):
            allowed = ", ".join(sorted(_OF_COPIES))
            self.scope.wrong("ZE110", lost.place, key=lost.key, owner=f"{_short(id)} (same_as)", allowed=allowed)
        other = rule_id(name.value.strip(), activity.id)
        if other not in self.written:
            self.scope.unknown("ZE124", name.place, name.value.strip(), map(_short, self.written), kind="rule")
            return None
        original = self.rule(other)
        if original is None:
            return None
        data = _data_of(self.scope, child(entry.value, "data"), activity, original.whole)
        units = _units(activity, data, original.stages, ())
        places = {(unit.system, unit.table) for unit in original.units}
        others = _rows_of(self.activities[original.activity], original.data, original.whole)
        outside = any((u.system, u.table) not in places and u.system not in original.whole for u in units)
        if outside or _rows_of(activity, data, original.whole) != others:
            self.scope.wrong("ZE136", name.place, rule=_short(id), other=_short(other))
        own = () if original.whole else units
        source = original.same_as or original.id
        return replace(original, id=id, activity=activity.id, data=data, units=own, same_as=source, place=entry.place)

    def _read(self, id: str, activity: Activity, entry: Entry) -> Rule:
        node, scope = entry.value, self.scope
        event = self._event(child(node, "from"))
        where = read_where(scope, child(node, "where"))
        effective, collected = scope.day(child(node, "effective_from")), text(child(node, "collected"))
        if effective is not None and collected:
            where = both(where, since(collected, day_before(scope, effective)))
        elif effective is not None:
            event = replace(event, start=Unseen("effective_from"))  # no column shows when something was collected
        stages = read_stages(scope, node)
        whole = tuple(sorted(scope.known_texts("system", child(node, "all_of"))))
        data = _data_of(scope, child(node, "data"), activity, whole)
        rows = _rows_of(activity, data, whole)
        if len(rows) > 1:
            scope.wrong("ZE138", entry.place, rule=_short(id), data=", ".join(data))
        elif rows != {None}:
            where = both(*rows, *({where} - rows))
        rule = Rule(
            id=id,
            activity=activity.id,
            data=data,
            units=() if whole else _units(activity, data, stages, fields(node, "columns")),
            start=event.start,
            stages=stages,
            event=event.id,
            for_each=event.for_each,
            whole=whole,
            where=where,
            keep=read_keep(scope, child(node, "keep")),
            unless=read_unless(scope, child(node, "unless")),
            holds=tuple(sorted(scope.known_texts("hold", child(node, "holds")))),
            copies=self._either(child(node, "copies"), "recipient"),
            leaves=self._either(child(node, "leaves"), "activity"),
            survives=tuple(sorted(fields(node, "survives"))),
            keep_newest=number(node, "keep_newest"),
            because=scope.words(child(node, "because")),
            undecided=_undecided(scope, child(node, "undecided")),
            proposed=_proposed(scope, child(child(node, "undecided"), "propose")),
            place=entry.place,
            alternatives=read_alternatives(scope, node),
            ends=self._ends(child(node, "ends")),
            at_the_latest=_period(scope, child(node, "at_the_latest")),
            grace=_period(scope, child(node, "grace")),
            undo=_period(scope, child(node, "undo")),
            deletion_class=text(child(node, "class")),
            several_owners=text(child(child(node, "several_owners"), "erasure_by_one")),
            empty=event.empty,
        )
        _check_start(scope, rule, entry)
        return rule

    def _event(self, node: Node | None) -> Event:
        return self.calendar.read(node) if node is not None else Event("", NOTHING)

    def _ends(self, node: Node | None) -> tuple[Start, Stage] | None:
        stage = read_stage(self.scope, node) if node is not None else None
        return (self._event(child(node, "from")).start, stage) if stage else None

    def _either(self, node: Node | None, sort: str) -> tuple[str, ...]:
        """Names of that sort or of systems."""
        known = self.scope.names[sort] | self.scope.names["system"]
        for name in scalars(node):
            if name.value.strip() not in known:
                self.scope.unknown("ZE124", name.place, name.value.strip(), known, kind=sort)
        return tuple(sorted(name.value.strip() for name in scalars(node) if name.value.strip() in known))


def read_rules(scope: Scope, calendar: Calendar, activities: dict[str, Activity]) -> tuple[Rule, ...]:
    """All retention rules, in order of activities and of writing."""
    written: dict[str, tuple[Activity, Entry]] = {}
    for entry in entries(scope.root.get("activities")):
        for one in entries(child(entry.value, "retention")) if entry.key in activities else ():
            written[f"{entry.key}/retention/{one.key}"] = activities[entry.key], one
    reader = _Reader(scope, calendar, activities, written)
    return tuple(rule for id in written if (rule := reader.rule(id)) is not None)


def rule_id(name: str, activity: str) -> str:
    """The id of a rule that is named `slug`, `activity/slug` or in full."""
    first, _, rest = name.partition("/")
    if not rest:
        return f"{activity}/retention/{first}"
    return name if rest.startswith("retention/") else f"{first}/retention/{rest}"


def places_of(datum: Datum) -> tuple[tuple[str, str], ...]:
    """The declared places (system, table) of a datum; none for data that no system of ours holds."""
    return tuple(place for place in ((datum.system, datum.table), *datum.also_in) if place[0] not in ELSEWHERE)


def _short(id: str) -> str:
    return id.replace("/retention/", "/")


def _data_of(scope: Scope, node: Node | None, activity: Activity, whole: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that a rule is about; without `data:` everything, or everything in the systems it covers entirely."""
    named = read_ids(scope, node, activity.data)
    if named or (node is not None and text(node) != "all"):
        return named
    within = [d for d in activity.data if not whole or any(system in whole for system, _ in places_of(d))]
    return tuple(sorted(datum.id for datum in within))


def _rows_of(activity: Activity, data: tuple[str, ...], whole: tuple[str, ...]) -> set[Condition | None]:
    """Which rows these data are, as each says itself; what goes as a whole goes with all of them."""
    return {None if whole else datum.where for datum in activity.data if datum.id in data} or {None}


def _units(
    activity: Activity, data: tuple[str, ...], stages: tuple[Stage, ...], columns: tuple[str, ...]
) -> tuple[Unit, ...]:
    found: dict[tuple[str, str], set[str] | None] = {}
    rows = bool(stages) and not all(stage.action in _ON_COLUMNS for stage in stages)
    for datum in (datum for datum in activity.data if datum.id in data):
        named = None if rows else columns or datum.columns
        for place in places_of(datum):
            before = found.get(place, set())
            found[place] = None if named is None or before is None else before | set(named)
    return tuple(Unit(s, t, None if c is None else tuple(sorted(c))) for (s, t), c in sorted(found.items()))


def _period(scope: Scope, node: Node | None) -> Period | None:
    return None if node is None else scope.period(node)


def _undecided(scope: Scope, node: Node | None) -> Text | None:
    return scope.words(child(node, "as_found") or node)


def _proposed(scope: Scope, node: Node | None) -> Period | None:
    time = child(node, "delete") or child(node, "anonymise")
    return read_time(scope, time)[1] if time is not None else None


def _check_start(scope: Scope, rule: Rule, entry: Entry) -> None:
    if child(entry.value, "from") is not None or rule.undecided is not None:
        return
    timed = next((stage for stage in rule.stages if stage.bound != "afterwards"), None)
    if rule.keep is not None and rule.keep.terms:
        law = rule.keep.law or str(rule.keep.terms[0].period)
        scope.wrong("ZE141", entry.place, law=law, rule=_short(rule.id))
    elif timed is not None:
        written = timed.bound.value.replace("_", " ")
        period = f" {timed.period}" if timed.period else ""
        scope.wrong("ZE133", timed.place, time=written + period, rule=_short(rule.id))
