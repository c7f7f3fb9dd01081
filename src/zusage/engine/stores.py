"""Stores: the opened targets of one policy, each opened once, fleets expanded from their registry.

Law: a URL is resolved from the environment only when a store is opened, and never kept in a value that is written down.
The key of an instance leaves this module only as a keyed digest. A store that cannot be opened raises ConnectorError; the
caller drops that target alone. What a registry row says is data and may be wrong: a name that would climb, be empty or
change what the address means is not filled in, and where two rows lead to one store neither is opened.

Example: of the rows (1, "north", ended) and (2, "north", booked) neither ends the store "north".
"""

from __future__ import annotations

import hashlib
import hmac
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zusage.model.errors import ConnectorError, UsageError
from zusage.plan.condition import Condition, In, Not, both
from zusage.plan.connector import Connector, Notebook, Opening
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.rule import Action
from zusage.policy.start import ColumnStart, Earliest, Latest, Plus, Start
from zusage.policy.system import Each, System

_ENV = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_HOLE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_NAME = re.compile(r"(?!\.)[^\x00-\x1f\x7f/\\?#%@:&;*\[\]{}]+")
_WHERE = ("url", "path", "paths")

OpenStore = Callable[[str, Opening], Connector]


@dataclass(frozen=True, slots=True)
class Place:
    """One target to be opened: its id, its system and, in a fleet, the values of its registry row (in memory only)."""

    id: TargetId
    system: System
    row: Mapping[str, str] = field(default_factory=dict, repr=False)
    moments: Mapping[str, datetime | None] = field(default_factory=dict)
    problem: str = ""


class Stores:
    """Opens targets on demand and closes them together; safe to use from the fleet's threads."""

    def __init__(
        self,
        policy: Policy,
        environment: Mapping[str, str],
        open_store: OpenStore,
        notebook: Notebook,
        salt: bytes,
        *,
        write: bool = False,
    ) -> None:
        self.policy = policy
        self._environment = environment
        self._open_store = open_store
        self._notebook = notebook
        self._salt = salt
        self._write = write
        self._opened: dict[TargetId, Connector] = {}
        self._places: dict[str, tuple[Place, ...]] = {}
        self._lock = threading.RLock()

    def places(self, system: System) -> tuple[Place, ...]:
        """All targets of a system: itself, or one per live row of its registry. Raises ConnectorError."""
        with self._lock:
            if system.id not in self._places:
                self._places[system.id] = tuple(self._expand(system))
            return self._places[system.id]

    def place(self, target: TargetId) -> Place:
        """The place of a target id. Raises ConnectorError ZE32 when the registry does not name it any more."""
        for place in self.places(self.policy.systems[target.system]):
            if place.id == target:
                return place
        raise ConnectorError("ZE32", target=str(target), reason="gone from the registry")

    def registered(self, target: TargetId) -> Mapping[str, datetime | None]:
        """The moments of an instance as its registry row has them now. Raises ConnectorError ZE32 when it has no one row."""
        place = self.place(target)
        each = place.system.each
        if each is None:
            return {}
        found = list(self._registered(place.system, each, In(each.key, (place.row[each.key],))))
        if len(found) != 1:
            raise ConnectorError("ZE32", target=str(target), reason="gone from the registry")
        return found[0].moments

    def open(self, target: TargetId) -> Connector:
        """The opened connector of a target; the same one on every call."""
        with self._lock:
            if target not in self._opened:
                self._opened[target] = self._open(self.place(target))
            return self._opened[target]

    def release(self, target: TargetId) -> None:
        """Close one target now (fleets of thousands keep few connections)."""
        with self._lock:
            connector = self._opened.pop(target, None)
        if connector is not None:
            connector.close()

    def close(self) -> None:
        """Close everything that is open."""
        for target in list(self._opened):
            self.release(target)

    def option(self, place: Place, name: str) -> str | tuple[str, ...] | None:
        """A resolved option of a place, or None. Raises UsageError ZE41 for an unset variable."""
        value = place.system.options.get(name)
        if value is None:
            return None
        return self._fill(place, value) if isinstance(value, str) else tuple(self._fill(place, v) for v in value)

    def key(self, name: str) -> str:
        """The key in an environment variable; to be used at once and never kept. Raises UsageError ZE41 if unset."""
        value = self._environment.get(name)
        if not value:
            raise UsageError("ZE41", name=name)
        return value

    def instance_digest(self, key: str) -> str:
        """The name under which an instance appears in plans and evidence."""
        return hmac.new(self._salt, key.encode(), hashlib.sha256).hexdigest()[:12]

    def _open(self, place: Place) -> Connector:
        if place.problem:
            raise ConnectorError("ZE32", target=str(place.id), reason=place.problem)
        opening = Opening(
            place.id,
            self._options(place),
            tuple(place.system.tables),
            self._notebook,
            self.policy.timezone,
            place.system.zone,
            self._write,
            lambda instance: self._sibling(place.system, instance),
            restricted_tables(self.policy, place.system.id),
            locked_tables(self.policy, place.system.id),
        )
        return self._open_store(place.system.connector, opening)

    def _options(self, place: Place) -> dict[str, str | tuple[str, ...]]:
        options = {name: value for name in place.system.options if (value := self.option(place, name)) is not None}
        if newest := self._keep_newest(place.system.id):
            options["keep_newest"] = str(newest)
        return options

    def _sibling(self, system: System, instance: str) -> dict[str, str | tuple[str, ...]] | None:
        """The options of another instance of the fleet: to see that credentials of one do not open the other."""
        places = [place for place in self.places(system) if place.id.instance == instance]
        return self._options(places[0]) if places else None

    def _keep_newest(self, system: str) -> int:
        """How many of the newest units a store of files must never lose: what the system or a rule on it says."""
        if self.policy.systems[system].connector != "files":
            return 0
        rules = [rule.keep_newest for rule in self.policy.rules if any(unit.system == system for unit in rule.units)]
        return max(self.policy.systems[system].keep_newest, *rules, 0)

    def _fill(self, place: Place, text: str) -> str:
        def hole(match: re.Match[str]) -> str:
            value = place.row.get(match[1], match[0])
            if match[0] != template and not _NAME.fullmatch(value):
                raise ConnectorError("ZE32", target=str(place.id), reason=f"{match[1]} of its registry row is no name")
            return value

        template = _ENV.sub(self._variable, text)

        return _HOLE.sub(hole, template)

    def _variable(self, match: re.Match[str]) -> str:
        return self.key(match[1])

    def _expand(self, system: System) -> Iterator[Place]:
        if system.each is None:
            yield Place(TargetId(system.id), system)
            return
        places = list(self._registered(system, system.each))
        ids = Counter(place.id for place in places)
        stores = Counter(map(self._where, places))
        for place in places:
            shared = ids[place.id] > 1 or stores[self._where(place)] > 1
            yield replace(place, problem="two registry rows lead to it") if shared else place

    def _registered(self, system: System, each: Each, only: Condition | None = None) -> Iterator[Place]:
        moments = moments_of(self.policy, each)
        wanted = tuple(dict.fromkeys((each.key, *self._holes(system), *moments)))
        registry, zones = self.open(TargetId(each.system)), self._zones(each.system)
        for values in registry.rows(each.table, wanted, both(_alive(each), only), {}):
            row = dict(zip(wanted, values, strict=True))
            key = "" if row[each.key] is None else str(row[each.key])
            yield Place(
                TargetId(system.id, self.instance_digest(key)),
                system,
                {name: "" if value is None else str(value) for name, value in row.items()},
                {name: _instant(row[name], zones) for name in moments},
                "" if key else "its registry row has no key",
            )

    def _where(self, place: Place) -> tuple[object, ...]:
        """What the options of a place come to; of one that cannot be filled in, its own id."""
        try:
            return tuple(self.option(place, name) for name in _WHERE)
        except ConnectorError:
            return (place.id,)

    def _zones(self, system: str) -> tuple[ZoneInfo, ...]:
        declared = self.policy.systems[system].zone
        return (ZoneInfo(declared),) if declared else (ZoneInfo("UTC"), ZoneInfo(self.policy.timezone))

    def _holes(self, system: System) -> Iterator[str]:
        for value in system.options.values():
            for text in (value,) if isinstance(value, str) else value:
                yield from _HOLE.findall(_ENV.sub(self._variable, text))


def moments_of(policy: Policy, each: Each) -> tuple[str, ...]:
    """Columns of the registry row that events refer to as a start."""
    columns: dict[str, None] = {}
    for event in policy.events.values():
        for start in each_start(event.start):
            if isinstance(start, ColumnStart) and (start.system, start.table) == (each.system, each.table):
                columns[start.column] = None
    for rule in policy.rules:
        for start in each_start(rule.start):
            if isinstance(start, ColumnStart) and (start.system, start.table) == (each.system, each.table):
                columns[start.column] = None
    return tuple(columns)


def each_start(start: Start) -> Iterator[Start]:
    """The simple starts that a start is made of."""
    match start:
        case Earliest(starts) | Latest(starts):
            for inner in starts:
                yield from each_start(inner)
        case Plus(inner, _):
            yield from each_start(inner)
        case _:
            yield start


def _alive(each: Each) -> Condition | None:
    parts = [Not(In(column, values)) for column, values in each.skip]
    return both(*parts) if parts else None


def _instant(value: object, zones: Sequence[ZoneInfo]) -> datetime | None:
    """A registry moment as an instant, the latest that it can mean; a day counts until it has passed everywhere."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    try:
        if isinstance(value, datetime):
            return _latest(value, zones)
        if isinstance(value, date):
            return _latest(datetime.combine(value + timedelta(days=1), time()), zones) - timedelta(microseconds=1)
    except OverflowError:
        return None
    return None


def _latest(wall: datetime, zones: Sequence[ZoneInfo]) -> datetime:
    return max(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for zone in zones for fold in (0, 1))


def restricted_tables(policy: Policy, system: str) -> tuple[str, ...]:
    """Tables of a system of which some rule restricts rows."""
    rules = [
        rule
        for rule in policy.rules
        if any(stage.action is Action.RESTRICT for stage in rule.stages) or (rule.unless and rule.unless.then == "restrict")
    ]
    return tuple(sorted({unit.table for rule in rules for unit in rule.units if unit.system == system and unit.table}))


def locked_tables(policy: Policy, system: str) -> tuple[str, ...] | None:
    """Tables of a system that some rule makes read-only; None where a rule makes all of it read-only."""
    rules = [
        rule
        for rule in policy.rules
        if any(stage.action is Action.LOCK for stage in rule.stages) or (rule.unless and rule.unless.then == "lock")
    ]
    if any(system in rule.whole for rule in rules):
        return None
    return tuple(sorted({unit.table for rule in rules for unit in rule.units if unit.system == system and unit.table}))
