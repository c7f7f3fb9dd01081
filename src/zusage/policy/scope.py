"""Scope: what one compilation knows while it reads, and the errors it has met.

Law: an error is recorded with its place and reading goes on, so that all errors of meaning are told at once. Names are
resolved here and nowhere else; an unknown name is told with the nearest known one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zusage.declaration import node as tree
from zusage.model.errors import DeclarationError
from zusage.model.finding import Argument
from zusage.model.period import AT_ONCE, Period, parse_lifetime, parse_period
from zusage.model.place import Place
from zusage.model.text import LANGUAGES, Language, Text
from zusage.plan.connector import Descriptor
from zusage.policy import reading
from zusage.reference.law import near

_SHOWN = 8


@dataclass(slots=True)
class Scope:
    """The declared names by sort (system, event, recipient …), the descriptors, the date and the errors so far."""

    root: tree.Mapping
    descriptors: Mapping[str, Descriptor]
    as_of: date
    languages: tuple[Language, ...]
    names: dict[str, frozenset[str]] = field(default_factory=dict)
    systems: dict[str, tree.Node] = field(default_factory=dict)
    tables: dict[str, frozenset[str]] = field(default_factory=dict)
    errors: list[DeclarationError] = field(default_factory=list)

    def wrong(self, code: str, place: Place, /, **arguments: Argument) -> None:
        """Record an error of meaning; empty arguments are left out."""
        told = {key: value for key, value in arguments.items() if value != ""}
        self.errors.append(DeclarationError(code, place, **told))

    def unknown(self, code: str, place: Place, name: str, known: Iterable[str], **more: Argument) -> None:
        """Record an unknown name with what is near and what is known."""
        names = sorted(known)
        shown = ", ".join(names[:_SHOWN]) + (f" (+{len(names) - _SHOWN})" if len(names) > _SHOWN else "")
        self.wrong(code, place, name=name, near=near(name, names), known=shown, **more)

    def knows(self, sort: str, node: tree.Scalar) -> bool:
        """Whether the text is a declared name of that sort; records the error if not."""
        return self.is_known(sort, node.value.strip(), node.place)

    def is_known(self, sort: str, name: str, place: Place) -> bool:
        """Whether `name` is a declared name of that sort; records the error if not."""
        known = self.names.get(sort, frozenset())
        if name in known:
            return True
        if sort == "event":
            self.unknown("ZE120", place, name, known)
        else:
            self.unknown("ZE124", place, name, known, kind=sort)
        return False

    def known_texts(self, sort: str, node: tree.Node | None) -> tuple[str, ...]:
        """The texts of a list that are declared names of that sort."""
        return tuple(scalar.value.strip() for scalar in reading.scalars(node) if self.knows(sort, scalar))

    def words(self, node: tree.Node | None) -> Text | None:
        """A text for people: `{de, en}`, or one string in the first language of the declaration."""
        if isinstance(node, tree.Scalar):
            return Text(de=node.value) if self.languages[0] == "de" else Text(en=node.value)
        found = {language: reading.child(node, language) for language in LANGUAGES}
        spoken = {key: value.value for key, value in found.items() if isinstance(value, tree.Scalar)}
        return Text(**spoken) if spoken else None

    def period(self, node: tree.Node | None, default: Period = AT_ONCE) -> Period:
        """A period; an unreadable one is recorded."""
        if not isinstance(node, tree.Scalar):
            return default
        value = parse_period(node.value)
        if value is None:
            self.wrong("ZE150", node.place, value=node.value)
        return default if value is None else value

    def lifetime(self, node: tree.Node | None) -> Period | None:
        """How long something stays on a device, if that is stated; an unreadable one is recorded."""
        if not isinstance(node, tree.Scalar):
            return None
        value = parse_lifetime(node.value)
        if value is None:
            self.wrong("ZE150", node.place, value=node.value)
        return value

    def day(self, node: tree.Node | None) -> date | None:
        """A calendar day; an unreadable one is recorded."""
        if not isinstance(node, tree.Scalar):
            return None
        try:
            return date.fromisoformat(node.value.strip())
        except ValueError:
            self.wrong("ZE116", node.place, key=node.value)
            return None


def open_scope(root: tree.Mapping, descriptors: Mapping[str, Descriptor], as_of: date) -> Scope:
    """A scope that knows every name the declaration declares."""
    written = dict.fromkeys(reading.fields(root, "languages"))
    spoken: dict[str, Language] = {language: language for language in LANGUAGES}
    languages = tuple(spoken[name] for name in written if name in spoken) or LANGUAGES[:1]
    scope = Scope(root, descriptors, as_of, languages)
    for sort, key in _SORTS.items():
        scope.names[sort] = frozenset(entry.key for entry in reading.entries(root.get(key)))
    scope.systems = {entry.key: entry.value for entry in reading.entries(root.get("systems"))}
    for id, node in scope.systems.items():
        scope.tables[id] = frozenset(entry.key for entry in reading.entries(reading.child(node, "tables")))
    return scope


_SORTS = {
    "system": "systems",
    "event": "events",
    "consent": "consents",
    "recipient": "recipients",
    "subject": "subjects",
    "document": "documents",
    "hold": "holds",
    "activity": "activities",
    "measure": "measures",
}
