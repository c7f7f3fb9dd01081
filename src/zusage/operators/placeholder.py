"""Placeholder: a reference is turned to the row of nobody: the row stays, its owner is one that stands for all.

Law: for columns that refer to other rows; the placeholder's key is a constant of the declaration and its row must be there,
or nothing is changed. An empty reference stays empty. Example: `{author_id: {placeholder: {row: 0}}}`.
"""

from __future__ import annotations

import uuid

from zusage.operators.operator import Arguments, Operator, Parameter, Setting, one
from zusage.operators.trait import Trait


def placeholder(text: str, kind: str) -> object:
    """The key of the placeholder as a value of the column; raises ValueError where it is none."""
    return int(text) if kind == "integer" else uuid.UUID(text) if kind == "uuid" else text


def _replace(value: object, arguments: Arguments, setting: Setting) -> object:
    if value is None:
        return None
    found = placeholder(one(arguments, "row"), setting.kind)
    return str(found) if isinstance(found, uuid.UUID) and isinstance(value, str) else found


def _is_done(value: object, arguments: Arguments, setting: Setting) -> bool:
    return value is None or str(value) == str(_replace(value, arguments, setting))


def _misfit(arguments: Arguments, setting: Setting) -> str:
    try:
        placeholder(one(arguments, "row"), setting.kind)
    except ValueError:
        return "kind"
    return "unique" if setting.alone else ""


OPERATOR = Operator(
    Trait("placeholder", "anonymises", keeps_unique=False, length="fixed"),
    frozenset({"integer", "text", "uuid"}),
    _replace,
    _is_done,
    _misfit,
    (Parameter("row"),),
    (frozenset({"row"}),),
)
