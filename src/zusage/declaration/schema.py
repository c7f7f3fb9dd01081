"""Schema: the grammar as JSON Schema (draft 2020-12), for editors that complete and check while one writes.

Law: made from the same tables as `shape`, so what an editor accepts and what `zusage check` accepts are one list of keys.
The schema is wider in values: every scalar may be written plain, so a number or a date passes as well as a text.
"""

from __future__ import annotations

from typing import Any

from zusage.declaration import assurance
from zusage.declaration.scalars import SCALARS
from zusage.declaration.types import Choice, Free, Many, Named, Shape, Type, grammar

_TEXT = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {
            "type": "object",
            "properties": {"de": {"type": "string"}, "en": {"type": "string"}},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}


def declaration_schema() -> dict[str, Any]:
    """The JSON Schema of a declaration."""
    tables = grammar()
    definitions: dict[str, Any] = {"text": _TEXT, "anything": {}, "assurance": _assurance()}
    definitions |= {name: _scalar(name) for name in SCALARS}
    definitions |= {name: _type(type_) for name, type_ in tables.aliases.items()}
    definitions |= {name: _shape(shape) for name, shape in tables.shapes.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Zusage declaration",
        "$ref": "#/$defs/declaration",
        "$defs": dict(sorted(definitions.items())),
    }


def _type(type_: Type) -> dict[str, Any]:
    if isinstance(type_, Named):
        return {"$ref": f"#/$defs/{type_.name}"}
    if isinstance(type_, Choice):
        booleans = [word == "true" for word in type_.words if word in ("true", "false")]
        return {"enum": [*type_.words, *booleans]}
    if isinstance(type_, Many):
        item = _type(type_.item)
        return {"anyOf": [item, {"type": "array", "items": item}]}
    if isinstance(type_, Free):
        names = SCALARS[type_.key].pattern
        keys = {"propertyNames": {"pattern": f"^(?:{names})$"}} if names else {}
        return {"type": "object", "additionalProperties": _type(type_.value), **keys}
    return {"anyOf": [_type(option) for option in type_.types]}


def _scalar(name: str) -> dict[str, Any]:
    scalar = SCALARS[name]
    pattern = {"pattern": f"^(?:{scalar.pattern})$"} if scalar.pattern else {}
    return {"type": ["string", "number", "boolean", "null"], "description": scalar.en, **pattern}


def _shape(shape: Shape) -> dict[str, Any]:
    properties = {key.name: {**_type(key.type), "description": key.meaning} for key in shape.keys.values()}
    required = [key.name for key in shape.keys.values() if key.required]
    is_open = shape.name in ("system", "overlay")
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": is_open}
    if required:
        found["required"] = required
    for law, keys in shape.laws:
        if law in ("one", "some"):
            found["oneOf" if law == "one" else "anyOf"] = [{"required": [key]} for key in keys]
    return found


def _assurance() -> dict[str, Any]:
    properties: dict[str, Any] = {kind: _kind(kind) for kind in assurance.kinds()}
    one = {"minProperties": 1, "maxProperties": 1}
    return {"type": "object", "properties": properties, "additionalProperties": False, **one}


def _kind(kind: str) -> dict[str, Any]:
    if kind in assurance.LATER_KINDS:
        return {"type": "object"}
    known = assurance.parameters(kind)
    required = [name for name, (_, needed) in known.items() if needed and (kind, name) not in assurance.INSTEAD]
    properties = {name: _type(type_) for name, (type_, _) in known.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False, "required": required}
