"""Options: the keys of a system that belong to its connector, compared with the connector's Descriptor.

Law: an option marked secret is `env:NAME` and nothing else; a key whose name says password, secret or token is never
written down, whatever the connector. Connectors that come later take any option, but not one that is nearly a known key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from difflib import get_close_matches

from zusage.declaration.edit import follow
from zusage.declaration.node import Entry, Mapping, Scalar, Sequence
from zusage.declaration.scalars import SCALARS
from zusage.declaration.secret import names_credential, shown
from zusage.declaration.syntax import variable_for
from zusage.declaration.types import grammar
from zusage.model.errors import DeclarationError
from zusage.model.place import Place
from zusage.plan.connector import Descriptor, Option

LATER_CONNECTORS = frozenset(("provider", "website", "egress"))
"""Connectors whose probes come later; they may be declared with free options."""

_FACTS = ("location", "region", "host", "absent", "synthetic")
_NEEDS_LOCATION = frozenset(("sql", "logfiles", "files"))


def connectors_of(root: Mapping) -> dict[str, str]:
    """The connector of every system that states one."""
    systems = root.get("systems")
    found = ((entry.key, follow(entry.value, "connector")) for entry in (systems if isinstance(systems, Mapping) else ()))
    return {system: node.value for system, node in found if isinstance(node, Scalar)}


def check_system(node: Mapping, path: str, place: Place, descriptors: Table[str, Descriptor]) -> Iterator[DeclarationError]:
    """Errors in connector, options and location of one system."""
    common = tuple(grammar().shapes["system"].keys)
    loose = [entry for entry in node if entry.key not in common and not _is_written_secret(entry)]
    connector = node.get("connector")
    name = connector.value if isinstance(connector, Scalar) else ""
    yield from _credentials(node)
    if name in descriptors:
        yield from _described(loose, common, path, descriptors[name])
        yield from _required(node, path, place, descriptors[name])
    elif name in LATER_CONNECTORS:
        yield from _later(loose, common, path)
    elif isinstance(connector, Scalar):
        names = sorted({*descriptors, *LATER_CONNECTORS})
        found = _near(name, names, 0.6)
        allowed = ", ".join(names)
        yield DeclarationError("ZE113", connector.place, key="connector", value=shown(name), allowed=allowed, near=found)
    if name in _NEEDS_LOCATION and node.get("location") is None and node.get("kept_by") is None:
        yield DeclarationError("ZE137", place, system=path.rpartition(".")[2])


def check_overlay(
    node: Mapping, path: str, place: Place, descriptors: Table[str, Descriptor], connectors: Table[str, str]
) -> Iterator[DeclarationError]:
    """Errors in what an environment lays over a system: options of its connector, and where it is."""
    system = path.rpartition(".")[2]
    if system not in connectors:
        known = ", ".join(connectors)
        yield DeclarationError(
            "ZE124", place, name=system, kind="system", known=known, near=_near(system, [*connectors], 0.6)
        )
        return
    beyond = grammar().shapes["system"].keys.keys() - set(_FACTS)
    loose = [entry for entry in node if entry.key not in {*_FACTS, *beyond} and not _is_written_secret(entry)]
    yield from _credentials(node)
    if (connector := connectors[system]) in descriptors:
        yield from _described(loose, _FACTS, path, descriptors[connector])
    else:
        yield from _later(loose, _FACTS, path)


def _described(loose: list[Entry], common: tuple[str, ...], path: str, descriptor: Descriptor) -> Iterator[DeclarationError]:
    options = {option.name: option for option in descriptor.options}
    for entry in loose:
        if entry.key in options:
            yield from _value(entry, options[entry.key])
        else:
            names = (*common, *options)
            found = _near(entry.key, names, 0.65)
            allowed = "" if found else ", ".join(names)
            yield DeclarationError("ZE110", entry.place, key=shown(entry.key), owner=path, near=found, allowed=allowed)


def _required(node: Mapping, path: str, place: Place, descriptor: Descriptor) -> Iterator[DeclarationError]:
    for option in descriptor.options:
        if option.required and node.get(option.name) is None:
            hint = f"env:{variable_for(option.name)}" if option.secret else ""
            yield DeclarationError("ZE111", place, key=option.name, owner=path, hint=hint)


def _value(entry: Entry, option: Option) -> Iterator[DeclarationError]:
    node = entry.value
    if isinstance(node, Mapping) or (isinstance(node, Sequence) and not option.many):
        expected = ("eine Liste", "a list") if option.many else ("ein Text", "a text")
        found = ("eine Zuordnung", "a mapping") if isinstance(node, Mapping) else ("eine Liste", "a list")
        yield DeclarationError(
            "ZE112",
            entry.place,
            key=entry.key,
            found_de=found[0],
            found_en=found[1],
            expected_de=expected[0],
            expected_en=expected[1],
        )
        return
    for item in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(item, Scalar) or not item.value.strip():
            yield DeclarationError("ZE119", item.place, key=entry.key, expected_de="Text", expected_en="text")
        elif option.secret and not SCALARS["env"].accepts(item.value):
            yield DeclarationError("ZE115", item.place, key=entry.key, variable=variable_for(entry.key))


def _credentials(node: Mapping) -> Iterator[DeclarationError]:
    for entry in node:
        if _is_written_secret(entry):
            yield DeclarationError("ZE104", entry.value.place, key=entry.key, variable=variable_for(entry.key))


def _is_written_secret(entry: Entry) -> bool:
    return names_credential(entry.key) and isinstance(entry.value, Scalar) and not entry.value.value.startswith("env:")


def _later(loose: list[Entry], names: tuple[str, ...], path: str) -> Iterator[DeclarationError]:
    for entry in loose:
        if found := _near(entry.key, names, 0.8):
            yield DeclarationError("ZE110", entry.place, key=shown(entry.key), owner=path, near=found)


def _near(name: str, names: Iterable[str], cutoff: float) -> str:
    found = get_close_matches(name, list(names), 1, cutoff)
    return found[0] if found else ""
