"""Decoding: canonical JSON data back into values, by their types; the inverse of `zusage.model.canonical.plain`.

Law: total and strict. An unknown field, a wrong type or an unknown class name is a ValueError with the path of the mistake;
nothing of the value itself is repeated. Unions of dataclasses are told apart by `"is"`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def decode(kind: type[T], data: Any) -> T:
    """`data` as a value of dataclass `kind`. Raises ValueError naming the path."""
    value: T = _decode(kind, data, kind.__name__)
    return value


def _decode(kind: Any, data: Any, path: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _union(typing.get_args(kind), data, path)
    if origin is tuple:
        return _tuple(typing.get_args(kind), data, path)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        key_kind, item_kind = typing.get_args(kind)
        return {
            _decode(key_kind, k, path): _decode(item_kind, v, f"{path}.{k}") for k, v in _typed(dict, data, path).items()
        }
    if origin is typing.Literal:
        return data if data in typing.get_args(kind) else _wrong(path)
    if dataclasses.is_dataclass(kind):
        return _record(kind, data, path)
    return _scalar(kind, data, path)


def _record(kind: Any, data: Any, path: str) -> Any:
    fields = dict(_typed(dict, data, path))
    if fields.pop("is", kind.__name__) != kind.__name__:
        _wrong(path)
    hints = _hints(kind)
    names = {f.name for f in dataclasses.fields(kind)}
    if unknown := set(fields) - names:
        raise ValueError(f"{path}: unknown field {sorted(unknown)[0]}")
    values = {name: _decode(hints[name], value, f"{path}.{name}") for name, value in fields.items()}
    for field in dataclasses.fields(kind):
        if (
            field.name not in values
            and field.default is dataclasses.MISSING
            and field.default_factory is dataclasses.MISSING
        ):
            if not _optional(hints[field.name]):
                raise ValueError(f"{path}: field {field.name} is missing")
            values[field.name] = None
    return kind(**values)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _optional(kind: Any) -> bool:
    return type(None) in typing.get_args(kind)


def _union(kinds: tuple[Any, ...], data: Any, path: str) -> Any:
    if data is None:
        return None if type(None) in kinds else _wrong(path)
    if isinstance(data, dict) and "is" in data:
        match = next((k for k in kinds if getattr(k, "__name__", "") == data["is"]), None)
        return _decode(match, data, path) if match is not None else _wrong(path)
    for kind in kinds:
        if kind is not type(None):
            try:
                return _decode(kind, data, path)
            except ValueError:
                continue
    return _wrong(path)


def _tuple(kinds: tuple[Any, ...], data: Any, path: str) -> tuple[Any, ...]:
    items = _typed(list, data, path)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decode(kinds[0], item, f"{path}[{i}]") for i, item in enumerate(items))
    if len(items) != len(kinds):
        _wrong(path)
    return tuple(_decode(kind, item, f"{path}[{i}]") for i, (kind, item) in enumerate(zip(kinds, items, strict=True)))


def _scalar(kind: Any, data: Any, path: str) -> Any:
    if kind is Any or kind is object:
        return data
    if kind in (datetime, date):
        try:
            return kind.fromisoformat(_typed(str, data, path))
        except ValueError:
            _wrong(path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError:
            _wrong(path)
    if kind is int and isinstance(data, bool):
        _wrong(path)
    return _typed(kind, data, path)


def _typed(kind: type, data: Any, path: str) -> Any:
    return data if isinstance(data, kind) else _wrong(path)


def _wrong(path: str) -> Any:
    raise ValueError(f"{path}: not what is expected here")
