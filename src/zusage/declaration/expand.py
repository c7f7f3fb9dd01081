"""Expand: the short form → the full form; `zusage format --expand` shows the result and the compiler reads nothing else.

Law: the short form says nothing that the full form cannot say, and no fact of law is invented: purpose and basis stand in
the line or in an activity that claims the table. Every new node has the place of the line it came from. A declaration
without short forms is returned unchanged, and expanding twice changes nothing.

`keep: 2 years after closed_at` in a table's entry becomes a rule `from: {at: …}, delete: after 2 years`;
`keep: de/vouchers after issued_on` becomes `keep: {law: …}, delete: afterwards`; `keep: until ends_at` becomes
`delete: at once`. The rule joins the activity whose data are in that table; otherwise `for` and `basis` make one, named by
`activity` or by the table. `subject: customer via email` says where people of a group are found. With one group of people
in a database, a table without owner belongs to it and the foreign key decides how.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zusage.declaration import limits
from zusage.declaration.edit import build, drop, follow, items_of, put, text_of
from zusage.declaration.node import Declaration, Entry, Mapping, Node, Sequence
from zusage.declaration.scalars import SHORT_KEEP
from zusage.declaration.secret import shown
from zusage.model.errors import DeclarationError, DeclarationErrors
from zusage.model.place import Place

SHORT_KEYS = frozenset(("keep", "for", "basis", "label", "activity"))
_VIA = re.compile(r"^(\S+)\s+via\s+(\S+)$")


def expand(declaration: Declaration) -> Declaration:
    """The declaration in full form; raises DeclarationErrors where a short form lacks a fact."""
    work = _Work(declaration.root)
    work.run()
    if work.errors:
        raise DeclarationErrors(work.errors)
    if work.root is declaration.root:
        return declaration
    return Declaration(work.root, declaration.files, declaration.texts)


@dataclass(frozen=True, slots=True)
class _Line:
    """The entry of one table."""

    system: str
    name: str
    entry: Entry
    node: Mapping

    @property
    def where(self) -> str:
        return f"{self.system}.{self.name}"

    @property
    def place(self) -> Place:
        return self.entry.place

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")[: limits.SLUG].strip("-") or "table"


@dataclass(slots=True)
class _Work:
    root: Mapping
    errors: list[DeclarationError] = field(default_factory=list)
    made: set[str] = field(default_factory=set)

    def run(self) -> None:
        lines = self.lines()
        short = [line for line in lines if line.node.get("keep") is not None]
        for line in lines:
            if _VIA.match(text_of(line.node.get("subject"))):
                self.found_in(line)
        for line in short:
            self.line(line)
        if short:
            self.surroundings(short[0].place)

    def lines(self) -> list[_Line]:
        systems = self.root.get("systems")
        found = []
        for system in systems if isinstance(systems, Mapping) else ():
            tables = follow(system.value, "tables")
            for table in tables if isinstance(tables, Mapping) else ():
                if isinstance(table.value, Mapping):
                    found.append(_Line(system.key, table.key, table, table.value))
        return found

    def found_in(self, line: _Line) -> None:
        match = _VIA.match(text_of(line.node.get("subject")))
        if match is None:
            return
        group, column = match.groups()
        self.group(group, line.place)
        if follow(self.root, "subjects", group, "found_in", line.where) is None:
            self.put(("subjects", group, "found_in", line.where), build(line.place, [column]))
        self.put(("systems", line.system, "tables", line.name, "subject"), build(line.place, group))

    def group(self, group: str, place: Place) -> None:
        if follow(self.root, "subjects", group) is None:
            self.put(("subjects", group), build(place, {"label": group}))

    def put(self, path: tuple[str, ...], value: Node) -> None:
        self.root = put(self.root, path, value)

    def line(self, line: _Line) -> None:
        rule = self.rule(line)
        if rule is None:
            return
        path = ("systems", line.system, "tables", line.name)
        table = follow(self.root, *path)
        if isinstance(table, Mapping):
            self.put(path, drop(table, SHORT_KEYS))
        claims = self.claims(line.where)
        for activity, data in claims:
            self.add_rule(line, activity, data, rule)
        if not claims:
            self.make(line, rule)
        elif line.node.get("for") is not None or line.node.get("basis") is not None:
            self.errors.append(DeclarationError("ZE157", line.place, table=line.where, name=claims[0][0]))

    def rule(self, line: _Line) -> dict[str, object] | None:
        keep = line.node.get("keep")
        match = SHORT_KEEP.match(text_of(keep).strip())
        if match is None:
            self.errors.append(DeclarationError("ZE154", keep.place if keep else line.place, value=shown(text_of(keep))))
            return None
        if match["until"]:
            return {"from": self.start(line, match["until"]), "delete": "at once"}
        if match["law"]:
            return {"from": self.start(line, match["start"]), "keep": {"law": match["law"]}, "delete": "afterwards"}
        return {"from": self.start(line, match["event"]), "delete": f"after {match['period']}"}

    def start(self, line: _Line, name: str) -> object:
        if "." not in name:
            is_event = follow(self.root, "events", name) is not None
            return name if is_event else {"at": f"{line.where}.{name}"}
        first = name.split(".", maxsplit=1)[0]
        is_table = follow(self.root, "systems", line.system, "tables", first) is not None
        return {"at": f"{line.system}.{name}" if is_table else name}

    def claims(self, where: str) -> list[tuple[str, list[str]]]:
        """Activities whose data are in that table, with the ids of these data."""
        found = []
        activities = self.root.get("activities")
        for activity in activities if isinstance(activities, Mapping) else ():
            data = follow(activity.value, "data")
            ids = [
                datum.key
                for datum in (data if isinstance(data, Mapping) else ())
                if any(text_of(place) == where for place in items_of(follow(datum.value, "in")))
            ]
            if ids:
                found.append((activity.key, ids))
        return found

    def add_rule(self, line: _Line, activity: str, data: list[str], rule: dict[str, object]) -> None:
        path = ("activities", activity, "retention", line.slug)
        if follow(self.root, *path) is not None:
            taken = "/".join(path[1:])
            self.errors.append(DeclarationError("ZE157", line.place, table=line.where, name=taken))
            return
        self.put(path, build(line.place, {"data": data, **rule}))

    def make(self, line: _Line, rule: dict[str, object]) -> None:
        """The activity of a table that no activity claims."""
        name = text_of(line.node.get("activity")) or line.slug
        path = ("activities", name)
        is_new = follow(self.root, *path) is None
        label = line.node.get("label") or build(line.place, line.name)
        if is_new and not self.complete(line):
            return
        if not is_new and name not in self.made and line.node.get("activity") is None:
            self.errors.append(DeclarationError("ZE157", line.place, table=line.where, name=name))
            return
        group = self.subject(line)
        if not group:
            self.errors.append(DeclarationError("ZE156", line.place, table=line.where))
            return
        if is_new:
            self.made.add(name)
            self.put(path, build(line.place, {"title": label}))
        self.join(path, "subjects", group, line.place)
        if (purpose := line.node.get("for")) is not None:
            self.put((*path, "purposes", line.slug), purpose)
        if (basis := line.node.get("basis")) is not None:
            self.basis((*path, "basis"), basis)
        self.put((*path, "data", line.slug), build(line.place, {"label": label, "in": line.where}))
        self.add_rule(line, name, [line.slug], rule)

    def complete(self, line: _Line) -> bool:
        missing = [key for key in ("for", "basis") if line.node.get(key) is None]
        for key in missing:
            self.errors.append(DeclarationError("ZE155", line.place, table=line.where, missing=key))
        return not missing

    def basis(self, path: tuple[str, ...], basis: Node) -> None:
        known = items_of(follow(self.root, *path))
        fresh = [item for item in items_of(basis) if _plain(item) not in [_plain(other) for other in known]]
        if not known:
            self.put(path, basis)
        elif fresh:
            self.put(path, Sequence(known[0].place, (*known, *fresh)))

    def join(self, path: tuple[str, ...], key: str, value: str, place: Place) -> None:
        known = items_of(follow(self.root, *path, key))
        if value not in [text_of(item) for item in known]:
            self.put((*path, key), Sequence(place, (*known, build(place, value))))

    def subject(self, line: _Line) -> str:
        """The group of people whose data the table holds; makes the only group the owner where none is stated."""
        seen: set[str] = set()
        table = line.name
        while table not in seen:
            seen.add(table)
            node = follow(self.root, "systems", line.system, "tables", table)
            if group := text_of(follow(node, "subject")):
                self.group(group, line.place)
                return group
            owner = text_of(next(iter(items_of(follow(node, "owned_by"))), None)).split(" ")[0]
            if not owner:
                return self.only_group(line, table) if follow(node, "owned_by") is None else ""
            table = owner
        return ""

    def only_group(self, line: _Line, table: str) -> str:
        tables = follow(self.root, "systems", line.system, "tables")
        people = [
            (entry.key, text_of(follow(entry.value, "subject")))
            for entry in (tables if isinstance(tables, Mapping) else ())
            if follow(entry.value, "subject") is not None
        ]
        if len(people) != 1:
            return ""
        self.put(("systems", line.system, "tables", table, "owned_by"), build(line.place, people[0][0]))
        self.group(people[0][1], line.place)
        return people[0][1]

    def surroundings(self, place: Place) -> None:
        """One document and the way requests take, where nothing is stated."""
        if self.root.get("documents") is None:
            title = {"de": "Datenschutzerklärung", "en": "Privacy notice"}
            self.put(("documents", "privacy"), build(place, {"title": title}))
            if follow(self.root, "defaults", "documents") is None:
                self.put(("defaults", "documents"), build(place, ["privacy"]))
        email = follow(self.root, "organisation", "email")
        if self.root.get("rights") is None and email is not None:
            covers = list(dict.fromkeys(line.system for line in self.lines()))
            rights = {"channels": {"email": text_of(email)}, "answer_within": "1 month", "covers": covers}
            self.put(("rights",), build(place, rights))


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return tuple((entry.key, _plain(entry.value)) for entry in node)
    if isinstance(node, Sequence):
        return tuple(_plain(item) for item in node.items)
    return node.value
