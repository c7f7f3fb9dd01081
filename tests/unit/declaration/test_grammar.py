"""The grammar is closed, documented, and one for checker and editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.declarations import DESCRIPTORS
from zusage.adapters.connectors import descriptors
from zusage.declaration import assurance
from zusage.declaration.format import plain
from zusage.declaration.laws import LAWS
from zusage.declaration.options import LATER_CONNECTORS
from zusage.declaration.read import parse_declaration
from zusage.declaration.scalars import SCALARS
from zusage.declaration.schema import declaration_schema
from zusage.declaration.shape import check_shape
from zusage.declaration.types import Either, Free, Many, Named, Type, grammar
from zusage.language.messages import catalogue
from zusage.reference.kinds import SHAPES

ROOT = Path(__file__).parents[3]
BROKEN = ROOT / "tests" / "broken"


def names(type_: Type) -> Iterator[str]:
    if isinstance(type_, Named):
        yield type_.name
    elif isinstance(type_, Many):
        yield from names(type_.item)
    elif isinstance(type_, Free):
        yield type_.key
        yield from names(type_.value)
    elif isinstance(type_, Either):
        for option in type_.types:
            yield from names(option)


def test_every_type_exists_and_is_used() -> None:
    tables = grammar()
    known = {*SCALARS, *tables.shapes, *tables.aliases, "text", "anything", "assurance"}
    used = {"declaration"}
    for shape in tables.shapes.values():
        for key in shape.keys.values():
            used |= set(names(key.type))
    for type_ in tables.aliases.values():
        used |= set(names(type_))
    for kind in SHAPES:
        for type_, _ in assurance.parameters(kind).values():
            used |= set(names(type_))
    assert used <= known
    assert set(tables.shapes) <= used
    assert set(SCALARS) <= used


def test_every_law_exists_and_its_keys_too() -> None:
    for shape in grammar().shapes.values():
        for word, keys in shape.laws:
            assert word in LAWS
            assert set(keys) <= set(shape.keys)


def test_no_key_is_a_trap() -> None:
    for shape in grammar().shapes.values():
        assert not {"on", "off", "yes", "no"} & set(shape.keys)


def test_every_key_kind_and_error_stands_in_the_reference() -> None:
    text = (ROOT / "docs" / "spec" / "declaration.md").read_text()
    sections = set(re.findall(r"^### `(\w+)`", text, re.MULTILINE))
    assert set(grammar().shapes) <= sections
    for shape in grammar().shapes.values():
        section = text.split(f"### `{shape.name}`")[1].split("\n### ")[0].split("\n## ")[0]
        for key in shape.keys.values():
            row = f"| `{key.name}`{' *' if key.required else ''} |"
            assert row in section, (shape.name, key.name)
    assert {kind for kind in assurance.kinds() if f"`{kind}`" not in text} == set()
    own = {code for code in catalogue() if re.fullmatch(r"ZE1\d\d", code)}
    assert {code for code in own if code not in text} == set()
    assert {scalar for scalar in SCALARS if f"`{scalar}`" not in text} == set()
    assert all(name in text for name in LATER_CONNECTORS)


def validate(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """A small reader of JSON Schema, enough for the keywords that we write."""
    known = {"$ref", "$defs", "$schema", "title", "description", "type", "enum", "pattern", "anyOf", "oneOf",
             "items", "properties", "required", "additionalProperties", "propertyNames",
             "minProperties", "maxProperties"}  # fmt: skip
    assert set(schema) <= known, set(schema) - known
    found: list[str] = []
    if "$ref" in schema:
        found += validate(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    kinds = {"string": str, "object": dict, "array": list, "number": (int, float), "boolean": bool, "null": type(None)}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(isinstance(value, kinds[kind]) for kind in types):  # type: ignore[arg-type]
            return [f"{path}: not {types}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} not one of {schema['enum']}")
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        found.append(f"{path}: {value!r} does not match {schema['pattern']}")
    for word, accept in (("anyOf", lambda n: n >= 1), ("oneOf", lambda n: n == 1)):
        if word in schema and not accept(sum(not validate(value, option, root, path) for option in schema[word])):
            found.append(f"{path}: {word}")
    if isinstance(value, list) and "items" in schema:
        found += [error for item in value for error in validate(item, schema["items"], root, path)]
    if isinstance(value, dict):
        found += [f"{path}: {key} missing" for key in schema.get("required", ()) if key not in value]
        if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", 10**9):
            found.append(f"{path}: {len(value)} keys")
        for key, item in value.items():
            found += validate(key, schema.get("propertyNames", {}), root, f"{path}.{key}")
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
            if inner is False:
                found.append(f"{path}: unknown {key}")
            elif inner is not True:
                found += validate(item, inner, root, f"{path}.{key}")
    return found


def test_schema_resolves_and_names_every_kind() -> None:
    schema = declaration_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    refs = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert refs <= set(schema["$defs"])
    assert set(schema["$defs"]["assurance"]["properties"]) == set(assurance.kinds()) >= set(SHAPES)


EXAMPLES = sorted((ROOT / "examples").glob("*/zusage.yml"))


@pytest.mark.parametrize(
    "file", [*EXAMPLES, BROKEN / "unknown-event.yml"], ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_schema_accepts_what_the_checker_accepts(file: Path) -> None:
    declaration = parse_declaration([(file.name, file.read_bytes())])
    assert check_shape(declaration, descriptors()) == []
    schema = declaration_schema()
    assert validate(plain(declaration.root), schema, schema) == []


@pytest.mark.parametrize(
    "name",
    [
        "unknown-key-of-activity", "unknown-key-of-organisation", "unknown-key-of-rule", "unknown-kind-of-promise",
        "unknown-parameter-of-promise", "title-missing", "version-of-the-future", "capital-in-id", "two-kinds-of-keep",
        "role-that-does-not-exist", "no-country", "list-instead-of-mapping", "place-with-too-many-parts",
    ],
)  # fmt: skip
def test_schema_refuses_what_the_checker_refuses(name: str) -> None:
    declaration = parse_declaration([(name, (BROKEN / f"{name}.yml").read_bytes())])
    schema = declaration_schema()
    assert check_shape(declaration, DESCRIPTORS) != []
    assert validate(plain(declaration.root), schema, schema) != []


@pytest.mark.parametrize("connector", sorted(LATER_CONNECTORS))
def test_connectors_that_come_later_take_any_option(connector: str) -> None:
    text = f"zusage: 1\nsystems:\n  a: {{connector: {connector}, whatever: x, locaton: DE}}\n"
    errors = check_shape(parse_declaration([("a.yml", text.encode())]), DESCRIPTORS)
    assert [(error.code, error.arguments.get("key")) for error in errors if error.place.line == 3] == [("ZE110", "locaton")]
