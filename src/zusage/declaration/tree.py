"""Tree: one YAML text → one mapping with places, read event by event.

Law: never more than `limits.DEPTH` levels on the stack and no recursion, so nesting costs nothing; nothing is expanded
(anchors, aliases, tags and merge keys are errors), so a small text stays small. All errors that leave the text readable
are collected; a text that stops being YAML ends with one error at that place. Every scalar is text: `1`, `true` and
`2026-01-01` are the characters that were written.

Example: `grow("a.yml", "zusage: 1", errors)` is `Mapping(a.yml:1:1, (Entry("zusage", …, Scalar(…, "1")),))`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from zusage.declaration import limits
from zusage.declaration.node import Entry, Mapping, Node, Scalar, Sequence
from zusage.declaration.secret import has_secret, shown
from zusage.declaration.syntax import OTHER, brace_variable, comma_error, problem, tab_error, variable_for
from zusage.model.errors import DeclarationError
from zusage.model.place import Place

_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRAPS = frozenset({"on", "off", "yes", "no"})
_FOREIGN = {
    "&": ("Anker", "anchors"),
    "*": ("Verweise", "aliases"),
    "!": ("Typangaben", "tags"),
    "<<": ("Übernahmen", "merge keys"),
}
_NEAR_TRAPS = {"on": "on_device"}

_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_STARTS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that has begun and not ended."""

    place: Place
    is_mapping: bool
    is_flow: bool
    nodes: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    key: tuple[str, Place, Any] | None = None


@dataclass(slots=True)
class _Stop(Exception):
    """The text cannot be read further; the error has been recorded."""


@dataclass(slots=True)
class _Grower:
    file: str
    errors: list[DeclarationError]
    root: Node | None = None
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0
    values: int = 0

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def error(self, code: str, place: Place, /, **arguments: str | int) -> None:
        self.errors.append(DeclarationError(code, place, **arguments))

    def foreign(self, mark: Any, sign: str) -> None:
        german, english = _FOREIGN[sign]
        self.error("ZE106", self.place(mark), feature_de=f"{german} ({sign})", feature_en=f"{english} ({sign})")

    def take(self, event: Any) -> None:
        """One event; the frequent ones are asked for first."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.scalar(event)
        elif kind in _ENDS:
            self.close()
        elif kind in _STARTS:
            self.open(event)
        elif kind is yaml.AliasEvent:
            self.foreign(event.start_mark, "*")
            self.add(Scalar(self.place(event.start_mark), ""), event)
        elif kind is yaml.DocumentStartEvent:
            self.start_document(event)

    def start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.error("ZE107", self.place(event.start_mark))
            raise _Stop

    def plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            self.foreign(event.start_mark, "&")
        if event.tag is not None:
            self.foreign(event.start_mark, "!")

    def open(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self.plain_only(event)
        place = self.place(event.start_mark)
        if len(self.stack) >= limits.DEPTH:
            self.error("ZE191", place, limit=limits.DEPTH)
            raise _Stop
        self.count(place)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.is_mapping and top.key is None:
            self.error("ZE109", place, problem_de="ein Schlüssel ist hier kein Text", problem_en="a key is not a text here")
            raise _Stop
        self.stack.append(_Open(place, type(event) is yaml.MappingStartEvent, bool(event.flow_style)))

    def close(self) -> None:
        done = self.stack.pop()
        node: Node
        node = Mapping(done.place, tuple(done.entries)) if done.is_mapping else Sequence(done.place, tuple(done.nodes))
        self.add(node, None)

    def count(self, place: Place) -> None:
        self.values += 1
        if self.values > limits.VALUES:
            self.too_many(place)

    def too_many(self, place: Place) -> None:
        self.error("ZE192", place, limit=limits.VALUES, what_de="Werte", what_en="values")
        raise _Stop

    def scalar(self, event: Any) -> None:
        """A key or a value; six of ten events, so nothing is called that is not needed."""
        if event.anchor is not None or event.tag is not None:
            self.plain_only(event)
        mark = event.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self.values += 1
        if self.values > limits.VALUES:
            self.too_many(place)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.is_mapping and top.key is None:
            self.begin_key(top, event, place)
            return
        value = event.value
        if "${" in value or has_secret(value):
            self.judge(value, place, top.key[0] if top and top.key else "")
        self.add(Scalar(place, value), event)

    def begin_key(self, top: _Open, event: Any, place: Place) -> None:
        name = event.value
        if not event.style and name.lower() in TRAPS:
            self.error("ZE102", place, key=name, near=_NEAR_TRAPS.get(name.lower(), ""))
        if name == "<<" and not event.style:
            self.foreign(event.start_mark, "<<")
        if has_secret(name):
            self.error("ZE104", place, key="url", variable="NAME")
            name = shown(name)
        top.key = (name, place, event)

    def judge(self, value: str, place: Place, key: str) -> None:
        if has_secret(value):
            self.error("ZE104", place, key=key or "url", variable=variable_for(key))
        elif "${" in value:
            self.error("ZE103", place, variable=brace_variable(value))

    def add(self, node: Node, event: Any) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.is_mapping:
            top.nodes.append(node)
            return
        if top.key is None:
            raise _Stop
        name, place, key_event = top.key
        top.key = None
        if top.is_flow and self.is_comma(event, key_event):
            comma_error(self.errors, top.entries, name, place)
            return
        if name in top.seen:
            self.error("ZE105", place, key=shown(name), line=top.seen[name])
            return
        top.seen[name] = place.line
        top.entries.append(Entry(name, place, node))

    def is_comma(self, event: Any, key_event: Any) -> bool:
        """Whether a key in braces has no colon: what a comma in an unquoted text looks like."""
        if event is None or getattr(event, "value", None) != "" or event.style:
            return False
        return bool(event.start_mark.index == key_event.end_mark.index)


def grow(file: str, text: str, errors: list[DeclarationError]) -> Mapping | None:
    """The mapping that `text` is; None when it is none, with the reasons appended to `errors`."""
    grower = _Grower(file, errors)
    try:
        _read(grower, text)
    except yaml.MarkedYAMLError as fault:
        errors.append(tab_error(file, text, fault) or problem(file, text, fault))
        return None
    except yaml.YAMLError:
        errors.append(DeclarationError("ZE109", Place(file, 1, 1), problem_de=OTHER[0], problem_en=OTHER[1]))
        return None
    except _Stop:
        return None
    if grower.root is None or (isinstance(grower.root, Scalar) and not grower.root.value.strip()):
        errors.append(DeclarationError("ZE195", Place(file, 1, 1)))
        return None
    if not isinstance(grower.root, Mapping):
        errors.append(
            DeclarationError(
                "ZE109",
                grower.root.place,
                problem_de="die Datei beginnt nicht mit einem Schlüssel",
                problem_en="the file does not begin with a key",
            )
        )
        return None
    return grower.root


def _read(grower: _Grower, text: str) -> None:
    loader = _READER(text)
    try:
        get, take = loader.get_event, grower.take
        while (event := get()) is not None:
            take(event)
    finally:
        loader.dispose()
