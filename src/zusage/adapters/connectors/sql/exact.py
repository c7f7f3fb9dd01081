"""Exact: what MariaDB needs so that two texts are the same only if their bytes are, and many keys are one parameter.

Law: collations of MariaDB forget case, accents and trailing blanks; an exact text is put into utf8mb4 with a collation that
forgets nothing. Keys are compared with a list that travels as one JSON parameter (JSON_TABLE, MariaDB 10.6, MySQL 8.0).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from zusage.plan.structure import Column

BYTEWISE = "utf8mb4_nopad_bin"
_LONGEST = 16_000
Expression = sa.ColumnElement[Any]


class _Utf8(FunctionElement[str]):
    """The text in utf8mb4, whatever the character set of its column."""

    inherit_cache = True
    name = "utf8"
    type = sa.Text()


class _Listed(FunctionElement[bool]):
    """The first argument is one of the members of the JSON list in the second."""

    inherit_cache = False
    name = "listed"
    type = sa.Boolean()
    kind = ""


@compiles(_Utf8)
def _utf8(element: _Utf8, compiler: Any, **more: Any) -> str:
    return f"CONVERT({compiler.process(element.clauses, **more)} USING utf8mb4)"


@compiles(_Listed)
def _listed(element: _Listed, compiler: Any, **more: Any) -> str:
    value, keys = (compiler.process(clause, **more) for clause in element.clauses)
    return f"{value} IN (SELECT j.v FROM JSON_TABLE({keys}, '$[*]' COLUMNS (v {element.kind} PATH '$')) AS j)"


def exact(value: Expression, shape: Column) -> Expression:
    """A value as text that is compared by its bytes; bytes and UUIDs as small hexadecimal digits without hyphens."""
    if shape.kind == "bytes" or (shape.kind == "uuid" and shape.length):
        return sa.func.lower(sa.func.hex(value)).collate(BYTEWISE)
    if shape.kind == "uuid":
        value = sa.func.replace(sa.func.lower(sa.cast(value, sa.Text())), "-", "")
    elif shape.kind != "text":
        value = sa.cast(value, sa.Text())
    return _Utf8(value).collate(BYTEWISE)


def among_keys(value: Expression, keys: Collection[str] | Collection[int]) -> sa.ColumnElement[bool]:
    """The value (an exact text, or a whole number) is one of the keys, bound as one parameter."""
    found = _Listed(value, sa.bindparam(None, json.dumps(list(keys), ensure_ascii=False), type_=sa.types.NullType()))
    found.kind = _numbers(keys) if all(isinstance(key, int) for key in keys) else _words(keys)
    return found


def _numbers(keys: Collection[Any]) -> str:
    return "BIGINT" if all(abs(key) < 2**63 for key in keys) else "DECIMAL(20, 0)"


def _words(keys: Collection[Any]) -> str:
    length = max((len(key) for key in keys), default=1)
    sort = f"VARCHAR({max(1, length)})" if length <= _LONGEST else "LONGTEXT"
    return f"{sort} CHARACTER SET utf8mb4 COLLATE {BYTEWISE}"
