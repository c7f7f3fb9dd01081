"""Pseudonym: a value becomes a mark made from it with a key; equal values become equal marks, so that joins still work.

Law: two operators, one meaning, two lives of the key. `hash` uses a key of its own act that is destroyed after the run:
nobody can make the mark again, though rows of that run stay linked. `pseudonym` uses the key that it names, the same in
every table, kept for its declared life: whoever holds the key can link, so this is never more than pseudonymised (Art. 4(5)
GDPR). Example: `{email: hash}`, `{customer_no: {pseudonym: {key: customers, for: 2y}}}`.
"""

from __future__ import annotations

import uuid

from zusage.operators.mark import fits, is_mark, text_mark, uuid_mark
from zusage.operators.operator import Arguments, Operator, Parameter, Setting
from zusage.operators.trait import Trait


def _replace(value: object, _arguments: Arguments, setting: Setting) -> object:
    if value is None or is_mark(value):
        return value
    if setting.kind == "uuid":
        found = uuid_mark(str(uuid.UUID(str(value))), setting.key)
        return found if isinstance(value, uuid.UUID) else str(found)
    return text_mark(str(value), setting.key, setting.length)


def _is_done(value: object, _arguments: Arguments, _setting: Setting) -> bool:
    return value is None or is_mark(value)


def _misfit(_arguments: Arguments, setting: Setting) -> str:
    return "" if setting.kind == "uuid" or fits(setting.length) else "length"


_KINDS = frozenset({"text", "uuid"})
HASH = Operator(
    Trait("hash", "pseudonymises", keeps_unique=True, length="fixed"), _KINDS, _replace, _is_done, _misfit, keyed=True
)
PSEUDONYM = Operator(
    Trait("pseudonym", "pseudonymises", keeps_unique=True, length="fixed"),
    _KINDS,
    _replace,
    _is_done,
    _misfit,
    (Parameter("key"), Parameter("for")),
    (frozenset({"key"}),),
    keyed=True,
)
