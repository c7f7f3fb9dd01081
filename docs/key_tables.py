"""The tables of keys in docs/spec/declaration.md, made from the grammar; everything between them is written by people."""

from __future__ import annotations

import re

from zusage.declaration.types import Choice, Either, Free, Many, Named, Shape, Type, grammar

NEXT = "### Names of types"
TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
HEAD = "| key | type | meaning |\n|---|---|---|\n"


def with_key_tables(text: str) -> str:
    """`text` with the table of every shape as the grammar has it; a shape without a section gets one."""
    for shape in grammar().shapes.values():
        title = f"### `{shape.name}`\n"
        if title not in text:
            text = text.replace(NEXT, f"{title}\n{HEAD}\n{NEXT}")
        before, _, rest = text.partition(title)
        end = min(at for at in (rest.find("\n### "), rest.find("\n## "), len(rest)) if at >= 0)
        text = before + title + TABLE.sub(lambda _, shape=shape: _table(shape), rest[:end], count=1) + rest[end:]
    return text


def _table(shape: Shape) -> str:
    rows = (
        f"| `{key.name}`{' *' if key.required else ''} | {_type(key.type)} | {key.meaning} |\n"
        for key in shape.keys.values()
    )
    return HEAD + "".join(rows)


def _type(known: Type) -> str:
    match known:
        case Named(name):
            return f"`{name}`"
        case Choice(words):
            return ", ".join(f"`{word}`" for word in words)
        case Many(item):
            return f"one or a list of {_type(item)}"
        case Free(key, value):
            return f"mapping of `{key}` to {_type(value)}"
        case Either(types):
            return " or ".join(map(_type, types))
