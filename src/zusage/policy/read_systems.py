"""Reading systems and their tables: where data are and how rows belong to people.

Law: options stay text, `env:NAME` unresolved. An environment overlays connection facts only; the digest of a system covers
what it is in production. Every name in an ownership edge is resolved; a circle of owners is an error.
"""

from __future__ import annotations

from zusage.declaration.node import Entry, Mapping, Node, Scalar
from zusage.model.canonical import digest
from zusage.policy.locate import locate_table, tables_of
from zusage.policy.reading import child, entries, field, fields, flag, items, number, scalars, text, texts
from zusage.policy.scope import Scope
from zusage.policy.system import Each, Owner, System, TableUse

_OWN = frozenset(
    ("connector", "location", "region", "host", "kept_by", "each", "copy_of", "follows", "backup_of", "keep_newest")
) | {"zone", "tables", "absent", "synthetic"}
_NEED_LOCATION = frozenset({"sql", "files", "logfiles"})


def read_systems(scope: Scope, environment: str) -> dict[str, System]:
    """All systems as they are in the environment."""
    overlay = child(child(scope.root, "environments"), environment)
    synthetic = flag(overlay, "synthetic")
    found = {}
    for entry in entries(scope.root.get("systems")):
        changes = child(child(overlay, "systems"), entry.key)
        found[entry.key] = _system(scope, entry, changes, synthetic)
    for system in found.values():
        _check_circles(scope, system)
    return found


def _system(scope: Scope, entry: Entry, changes: Node | None, synthetic: bool) -> System:
    node, connector = entry.value, field(entry.value, "connector")
    facts = {key: field(changes, key) or field(node, key) for key in ("location", "region", "host")}
    options = {e.key: _option(e.value) for e in entries(node) if e.key not in _OWN}
    changed = {e.key: _option(e.value) for e in entries(changes) if e.key not in _OWN}
    each = _each(scope, child(node, "each"))
    _check_facts(scope, entry, facts["location"])
    _check_placeholders(scope, entry, each)
    written = {key: field(node, key) for key in facts}
    return System(
        id=entry.key,
        connector=connector,
        options={**options, **changed},
        **facts,
        each=each,
        copy_of=_places(scope, child(node, "copy_of")),
        follows=next(iter(_places(scope, child(node, "follows"))), ""),
        backup_of=scope.known_texts("system", child(node, "backup_of")),
        keep_newest=number(node, "keep_newest"),
        zone=field(node, "zone"),
        tables={table.key: _table(scope, entry.key, table) for table in entries(child(node, "tables"))},
        absent=flag(node, "absent") or flag(changes, "absent"),
        synthetic=synthetic or flag(node, "synthetic") or flag(changes, "synthetic"),
        place=entry.place,
        declared=digest({"options": options, **written}),
        kept_by=field(node, "kept_by"),
    )


def _option(node: Node) -> str | tuple[str, ...]:
    return text(node) if isinstance(node, Scalar) else texts(node)


def _places(scope: Scope, node: Node | None) -> tuple[str, ...]:
    spots = (locate_table(scope, place) for place in scalars(node))
    return tuple(".".join(filter(None, spot[:2])) for spot in spots if spot)


def _check_facts(scope: Scope, entry: Entry, location: str) -> None:
    connector = field(entry.value, "connector")
    if not location and connector in _NEED_LOCATION and not field(entry.value, "kept_by"):
        scope.wrong("ZE137", entry.place, system=entry.key)
    for key in ("host", "kept_by"):
        for name in scalars(child(entry.value, key)):
            scope.knows("recipient", name)


def _check_placeholders(scope: Scope, entry: Entry, each: Each | None) -> None:
    if each is not None:
        return
    for option in entries(entry.value):
        for value in scalars(option.value) if option.key in {"url", "path", "paths"} else ():
            if "{" in value.value and "}" in value.value:
                name = value.value.partition("{")[2].partition("}")[0]
                scope.wrong("ZE123", value.place, name=name, system=entry.key)


def _each(scope: Scope, node: Node | None) -> Each | None:
    row = child(node, "row")
    spot = locate_table(scope, row) if isinstance(row, Scalar) else None
    if spot is None:
        return None
    skip = tuple((entry.key, texts(entry.value)) for entry in entries(child(node, "skip")))
    on_drop = tuple((entry.key, text(entry.value)) for entry in entries(child(node, "on_drop")))
    if not on_drop:
        on_drop = tuple((column, values[0]) for column, values in skip if len(values) == 1)
    return Each(spot.system, spot.table, field(node, "key"), skip, on_drop)


def _table(scope: Scope, system: str, entry: Entry) -> TableUse:
    node = entry.value
    subject = next(iter(scope.known_texts("subject", child(node, "subject"))), "")
    files = child(node, "files")
    personal = child(node, "personal")
    return TableUse(
        name=entry.key,
        role=_role(node),
        subject=subject,
        owners=_owners(scope, system, child(node, "owned_by") or child(node, "belongs_to") or child(node, "owner")),
        accessed_by=_owners(scope, system, child(node, "accessed_by")),
        personal=texts(personal) if personal is not None else None,
        files_in=next(iter(scope.known_texts("system", child(files, "in"))), ""),
        files_key=field(files, "key"),
        on_erasure=tuple((rule.key, text(rule.value)) for rule in entries(child(node, "on_erasure"))),
        optional=flag(node, "optional"),
        copies=fields(node, "copies"),
        place=entry.place,
    )


def _role(node: Node) -> str:
    if flag(node, "no_personal_data"):
        return "none"
    if flag(node, "register"):
        return "register"
    if flag(node, "only_reference"):
        return "reference"
    if child(node, "subject") is not None:
        return "subject"
    return "belongs" if child(node, "belongs_to") is not None else "owned"


def _owners(scope: Scope, system: str, node: Node | None) -> tuple[Owner, ...]:
    """`t via c`, a list of those, `{type, id, targets}`, `{through, via}` or `{subject, via}`.

    Owners over a table of links, or by a value, are no edge to one owner: such rows go by a rule of their own only.
    """
    found: list[Owner] = []
    for item in items(node):
        if isinstance(item, Scalar):
            table, _, column = item.value.partition(" via ")
            found.extend(_owner(scope, system, item, table.strip(), column.strip()))
        elif isinstance(item, Mapping):
            found.extend(_described(scope, system, item))
    return tuple(found)


def _described(scope: Scope, system: str, node: Mapping) -> list[Owner]:
    if (through := node.get("through")) is not None and isinstance(through, Scalar):
        _owner(scope, system, through, through.value, field(node, "via"))
        return []
    if isinstance(subject := node.get("subject"), Scalar):
        scope.knows("subject", subject)
        return []
    found: list[Owner] = []
    for target in entries(node.get("targets")):
        if isinstance(target.value, Scalar):
            edge = _owner(scope, system, target.value, target.value.value, field(node, "id"))
            found.extend(Owner(o.table, o.column, field(node, "type"), target.key) for o in edge)
    return found


def _owner(scope: Scope, system: str, node: Scalar, table: str, column: str) -> list[Owner]:
    known = tables_of(scope, system)
    if table not in known:
        scope.unknown("ZE121", node.place, table, known, system=system, count=len(known))
        return []
    return [Owner(table, column)]


def _check_circles(scope: Scope, system: System) -> None:
    done: set[str] = set()
    for name in system.tables:
        path = _circle(system, name, (), done)
        if path:
            scope.wrong("ZE122", system.tables[name].place, name=f"{system.id}.{name}", path=" → ".join(path))
            return


def _circle(system: System, name: str, path: tuple[str, ...], done: set[str]) -> tuple[str, ...]:
    if name in path:
        return (*path[path.index(name) :], name)
    if name in done or name not in system.tables:
        return ()
    for owner in system.tables[name].owners:
        if owner.table != name and (found := _circle(system, owner.table, (*path, name), done)):
            return found
    done.add(name)
    return ()
