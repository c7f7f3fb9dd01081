"""Shape: compare a tree with the grammar and collect everything that is wrong, in order of place.

Law: a declaration without shape errors holds only keys of the language, each with a value of its type; what names refer to
is not looked at here. Nothing stops at the first error. Options of a system are compared with the Descriptor of its
connector. Words of an error are keys and places; values appear only where they are words of the language, masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from difflib import get_close_matches

from zusage.declaration import assurance
from zusage.declaration.laws import LAWS, Found
from zusage.declaration.node import Declaration, Entry, Mapping, Node, Scalar, Sequence
from zusage.declaration.options import check_overlay, check_system, connectors_of
from zusage.declaration.scalars import SCALARS, ScalarType
from zusage.declaration.secret import shown
from zusage.declaration.syntax import variable_for
from zusage.declaration.types import Choice, Either, Free, Grammar, Many, Named, Shape, Type, grammar
from zusage.model.errors import DeclarationError
from zusage.model.place import Place
from zusage.plan.connector import Descriptor

_LONG_LIST = 16
_FOUND = {Scalar: ("ein Text", "a text"), Sequence: ("eine Liste", "a list"), Mapping: ("eine Zuordnung", "a mapping")}
_TEXT = ("ein Text oder {de: …, en: …}", "a text or {de: …, en: …}")
_HINTS = {
    "zusage": "1",
    "connector": "sql",
    "label": "{de: …, en: …}",
    "title": "{de: …, en: …}",
    "authority": "de/be",
    "basis": "contract",
    "subjects": "[…]",
    "purposes": "{…: {de: …, en: …}}",
    "in": "system.table",
    "withdraw": "[request]",
    "lifetime": "session",
    "covers": "[…]",
}


def check_shape(declaration: Declaration, descriptors: Table[str, Descriptor]) -> list[DeclarationError]:
    """All errors of shape, in order of place; empty when there are none."""
    walk = _Walk(grammar(), descriptors, connectors_of(declaration.root))
    walk.shape(declaration.root, "declaration", _At("", declaration.root.place))
    return sorted(walk.errors, key=lambda error: (error.place, error.code))


@dataclass(frozen=True, slots=True)
class _At:
    """Where the walk is: the path of keys and the place to name."""

    path: str
    place: Place

    @property
    def key(self) -> str:
        return self.path.rpartition(".")[2]

    def down(self, key: str, place: Place) -> _At:
        return _At(f"{self.path}.{key}" if self.path else key, place)


@dataclass(slots=True)
class _Walk:
    grammar: Grammar
    descriptors: Table[str, Descriptor]
    connectors: Table[str, str]
    errors: list[DeclarationError] = field(default_factory=list)

    def error(self, code: str, place: Place, /, **arguments: str | int) -> None:
        self.errors.append(DeclarationError(code, place, **arguments))

    def value(self, node: Node, type_: Type, at: _At) -> None:
        """Compare one node with its type."""
        if isinstance(type_, Named):
            self.named(node, type_.name, at)
        elif isinstance(type_, Choice):
            self.choice(node, type_.words, at)
        elif isinstance(type_, Many):
            items = node.items if isinstance(node, Sequence) else (node,)
            for item in items:
                self.value(item, type_.item, _At(at.path, item.place))
        elif isinstance(type_, Free):
            self.free(node, type_, at)
        else:
            self.either(node, type_, at)

    def named(self, node: Node, name: str, at: _At) -> None:
        if name == "anything":
            return
        if name == "assurance":
            self.assurance(node, at)
        elif name == "text":
            self.text(node, at)
        elif name in self.grammar.aliases:
            self.value(node, self.grammar.aliases[name], at)
        elif name in self.grammar.shapes:
            self.shape(node, name, at)
        elif isinstance(node, Scalar):
            self.scalar(node, SCALARS[name], at)
        else:
            self.form(node, (SCALARS[name].de, SCALARS[name].en), at)

    def form(self, node: Node, expected: tuple[str, str], at: _At) -> None:
        german, english = _FOUND[type(node)]
        place = at.place if isinstance(node, Mapping) else node.place
        self.error(
            "ZE112", place, key=at.key, found_de=german, found_en=english, expected_de=expected[0], expected_en=expected[1]
        )

    def scalar(self, node: Scalar, type_: ScalarType, at: _At) -> None:
        if type_.accepts(node.value):
            return
        if not node.value.strip():
            self.error("ZE119", node.place, key=at.key, expected_de=type_.de, expected_en=type_.en)
            return
        arguments: dict[str, str] = {"key": at.key, "value": shown(node.value), "form": type_.en}
        if type_.code in ("ZE119", "ZE115", "ZE116"):
            del arguments["value"]
            arguments |= {"expected_de": type_.de, "expected_en": type_.en, "variable": variable_for(at.key)}
        self.error(type_.code, node.place, **arguments)

    def choice(self, node: Node, words: tuple[str, ...], at: _At) -> None:
        allowed = ", ".join(words)
        if not isinstance(node, Scalar):
            self.form(node, (allowed, allowed), at)
        elif node.value not in words:
            self.error(
                "ZE113", node.place, key=at.key, value=shown(node.value), allowed=allowed, near=near(node.value, words)
            )

    def text(self, node: Node, at: _At) -> None:
        if isinstance(node, Scalar):
            self.scalar(node, SCALARS["line"], at)
        elif isinstance(node, Sequence):
            self.form(node, _TEXT, at)
        else:
            for entry in node:
                if entry.key not in ("de", "en"):
                    self.error("ZE110", entry.place, key=shown(entry.key), owner=at.path, allowed="de, en")
                elif isinstance(entry.value, Scalar):
                    self.scalar(entry.value, SCALARS["line"], at.down(entry.key, entry.place))
                else:
                    self.form(entry.value, ("ein Text", "a text"), at.down(entry.key, entry.place))
            if not node.entries:
                self.error("ZE119", at.place, key=at.key, expected_de=_TEXT[0], expected_en=_TEXT[1])

    def free(self, node: Node, type_: Free, at: _At) -> None:
        if not isinstance(node, Mapping):
            self.form(node, ("eine Zuordnung", "a mapping"), at)
            return
        keys = SCALARS[type_.key]
        for entry in node:
            if not keys.accepts(entry.key):
                self.error(
                    keys.code, entry.place, key=shown(entry.key), value=shown(entry.key), form=keys.en,
                    expected_de=keys.de, expected_en=keys.en,
                )  # fmt: skip
            self.value(entry.value, type_.value, at.down(entry.key, entry.place))

    def either(self, node: Node, type_: Either, at: _At) -> None:
        fitting = [option for option in type_.types if self.takes(option, node)]
        if not fitting:
            names = ", ".join(self.words(option, 0) for option in type_.types)
            self.form(node, (names, ", ".join(self.words(option, 1) for option in type_.types)), at)
            return
        best: list[DeclarationError] | None = None
        for option in fitting:
            trial = _Walk(self.grammar, self.descriptors, self.connectors)
            trial.value(node, option, at)
            if not trial.errors:
                return
            if best is None or len(trial.errors) < len(best):
                best = trial.errors
        self.errors.extend(best or ())

    def takes(self, type_: Type, node: Node) -> bool:
        """Whether a type takes nodes of this form at all."""
        if isinstance(type_, Many):
            return isinstance(node, Sequence) or self.takes(type_.item, node)
        if isinstance(type_, Either):
            return any(self.takes(option, node) for option in type_.types)
        if isinstance(type_, Free):
            return isinstance(node, Mapping)
        if isinstance(type_, Choice):
            return isinstance(node, Scalar)
        if type_.name in self.grammar.aliases:
            return self.takes(self.grammar.aliases[type_.name], node)
        if type_.name == "text":
            is_text = isinstance(node, Mapping) and set(node.keys()) <= {"de", "en"}
            return isinstance(node, Scalar) or is_text
        if type_.name == "anything":
            return True
        return isinstance(node, Mapping if type_.name in self.grammar.shapes else Scalar)

    def words(self, type_: Type, language: int) -> str:
        if isinstance(type_, Choice):
            return ", ".join(type_.words)
        if isinstance(type_, Named) and type_.name in SCALARS:
            return (SCALARS[type_.name].de, SCALARS[type_.name].en)[language]
        if isinstance(type_, Named) and type_.name == "text":
            return _TEXT[language]
        if isinstance(type_, Named) and type_.name in self.grammar.shapes:
            return "{" + ", ".join(self.grammar.shapes[type_.name].keys) + "}"
        return (
            "eine Liste" if isinstance(type_, Many) else "eine Zuordnung",
            "a list" if isinstance(type_, Many) else "a mapping",
        )[language]

    def shape(self, node: Node, name: str, at: _At) -> None:
        shape = self.grammar.shapes[name]
        if not isinstance(node, Mapping):
            keys = ", ".join(shape.keys)
            self.form(node, (f"eine Zuordnung ({keys})", f"a mapping ({keys})"), at)
            return
        for entry in node:
            self.entry(entry, shape, at)
        for key in shape.keys.values():
            if key.required and node.get(key.name) is None:
                self.error("ZE111", at.place, key=key.name, owner=at.path or "declaration", hint=_HINTS.get(key.name, ""))
        if name == "system":
            self.errors.extend(check_system(node, at.path, at.place, self.descriptors))
        elif name == "overlay":
            self.errors.extend(check_overlay(node, at.path, at.place, self.descriptors, self.connectors))
        for law, keys_ in shape.laws:
            self.errors.extend(LAWS[law](Found(node, keys_, at.path, at.place)))

    def entry(self, entry: Entry, shape: Shape, at: _At) -> None:
        if (key := shape.keys.get(entry.key)) is not None:
            self.value(entry.value, key.type, at.down(entry.key, entry.place))
        elif entry.key in self.beyond(shape.name):
            self.error("ZE199", entry.place, key=entry.key, allowed=", ".join(shape.keys))
        elif shape.name not in ("system", "overlay"):
            self.unknown(entry, shape.keys, at)

    def beyond(self, shape: str) -> Iterable[str]:
        """Keys that exist where production says them and that an environment must not change."""
        above = {"environment": "declaration", "overlay": "system"}.get(shape)
        return self.grammar.shapes[above].keys if above else ()

    def unknown(self, entry: Entry, keys: Iterable[str], at: _At) -> None:
        names = tuple(keys)
        found = near(entry.key, names)
        allowed = "" if found and len(names) > _LONG_LIST else ", ".join(names)
        self.error("ZE110", entry.place, key=shown(entry.key), owner=at.path or "declaration", near=found, allowed=allowed)

    def assurance(self, node: Node, at: _At) -> None:
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            self.form(node, ("je Zeile eine Zusage, - kind: {…}", "one promise a line, - kind: {…}"), at)
            return
        entry = node.entries[0]
        names = assurance.kinds()
        if entry.key not in names:
            found = near(entry.key, names)
            allowed = "" if found else ", ".join(names)
            self.error("ZE113", entry.place, key="assure", value=shown(entry.key), near=found, allowed=allowed)
        elif entry.key not in assurance.LATER_KINDS:
            self.parameters(entry, at.down(entry.key, entry.place))

    def parameters(self, entry: Entry, at: _At) -> None:
        known = assurance.parameters(entry.key)
        if not isinstance(entry.value, Mapping):
            keys = ", ".join(known)
            self.form(entry.value, (f"eine Zuordnung ({keys})", f"a mapping ({keys})"), at)
            return
        for item in entry.value:
            if item.key in known:
                self.value(item.value, known[item.key][0], at.down(item.key, item.place))
            else:
                self.unknown(item, known, at)
        for name, (_, required) in known.items():
            instead = assurance.INSTEAD.get((entry.key, name), ())
            if required and all(entry.value.get(key) is None for key in (name, *instead)):
                self.error("ZE111", at.place, key=name, owner=at.path)


def near(name: str, names: Iterable[str]) -> str:
    """The known name nearest to `name`, or ""."""
    found = get_close_matches(name, list(names), 1, 0.6)
    return found[0] if found else ""
