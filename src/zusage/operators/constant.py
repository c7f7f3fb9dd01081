"""Constant: every value becomes the same one; an empty column is filled as well, so that nobody sees who had a value.

Law: the constant is read as the column's kind: a text, a whole number, true or false, or a day. It must fit the column's
length, and the column must not be unique by itself. Example: `{name: {constant: {value: "–"}}}`.
"""

from __future__ import annotations

from datetime import date

from zusage.operators.operator import Arguments, Operator, Parameter, Setting, one
from zusage.operators.trait import Trait

_TRUTH = {"true": True, "false": False}


def constant(text: str, kind: str) -> object:
    """The constant as a value of a column of that kind; raises ValueError where it is none."""
    match kind:
        case "text":
            return text
        case "integer":
            return int(text)
        case "boolean" if text.lower() in _TRUTH:
            return _TRUTH[text.lower()]
        case "day":
            return date.fromisoformat(text)
        case _:
            raise ValueError(kind)


def _replace(_value: object, arguments: Arguments, setting: Setting) -> object:
    return constant(one(arguments, "value"), setting.kind)


def _is_done(value: object, arguments: Arguments, setting: Setting) -> bool:
    wanted = _replace(value, arguments, setting)
    if isinstance(wanted, bool) and type(value) is int:
        return value == int(wanted)
    if isinstance(wanted, date) and isinstance(value, str):
        return value == wanted.isoformat()
    return type(value) is type(wanted) and value == wanted


def _misfit(arguments: Arguments, setting: Setting) -> str:
    text = one(arguments, "value")
    try:
        constant(text, setting.kind)
    except ValueError:
        return "kind"
    if setting.kind == "text" and setting.length is not None and len(text) > setting.length:
        return "length"
    return "unique" if setting.alone else ""


OPERATOR = Operator(
    Trait("constant", "anonymises", keeps_unique=False, length="fixed"),
    frozenset({"text", "integer", "boolean", "day"}),
    _replace,
    _is_done,
    _misfit,
    (Parameter("value"),),
    (frozenset({"value"}),),
)
