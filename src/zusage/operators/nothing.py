"""Nothing: the value goes; the column is NULL afterwards.

Law: works on every kind of column that may be NULL. Example: `{phone: nothing}` (also written `null`).
"""

from __future__ import annotations

from zusage.operators.operator import Arguments, Operator, Setting
from zusage.operators.trait import Trait

ANY = frozenset(
    {"text", "integer", "number", "instant", "local_instant", "day", "boolean", "bytes", "json", "uuid", "other"}
)


def _replace(_value: object, _arguments: Arguments, _setting: Setting) -> object:
    return None


def _is_done(value: object, _arguments: Arguments, _setting: Setting) -> bool:
    return value is None


def _misfit(_arguments: Arguments, setting: Setting) -> str:
    return "" if setting.nullable else "not_null"


OPERATOR = Operator(Trait("nothing", "anonymises", keeps_unique=False, length="shorter"), ANY, _replace, _is_done, _misfit)
