"""Format: one way to write a declaration; comments and the order of writing stay.

Law: `format_text` changes blanks, quotes and line ends, never what is said: the tree of the result is compared with the
tree of the text and the comments with the comments. Where writing a text anew would lose one (a comment between brackets),
only blanks and blank lines are settled; where even that cannot be shown to keep everything, ZE158 refuses. Formatting twice
changes nothing. Two blanks for each level, lists indented under their key, quotes only where YAML needs them, a blank line
between top-level blocks, no blank line twice, no trailing blanks.

`expand=True` also writes the short forms out (`zusage.declaration.expand`); comments of lines that stay are kept.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from collections.abc import Sequence as Items
from functools import cache
from typing import Any

from zusage.declaration.expand import expand as expand_declaration
from zusage.declaration.layout import comments, settle
from zusage.declaration.node import Declaration, Mapping, Node, Scalar, Sequence
from zusage.declaration.read import parse_declaration
from zusage.declaration.tree import TRAPS
from zusage.model.errors import DeclarationError, DeclarationErrors
from zusage.model.place import Place

_PASSES = 4
_SHORT = 100
_STRING = "tag:yaml.org,2002:str"


def format_text(text: str | bytes, expand: bool = False, name: str = "text") -> str:
    """`text` in the form in which declarations are written; raises DeclarationErrors for a text that cannot be read.

    `name` is the file that errors name; bytes that are not UTF-8 get their error too.
    """
    declaration = _parse(name, text)
    result = declaration.texts[0][1]
    if expand:
        declaration = expand_declaration(declaration)
        data = _yaml().load(result)
        _write_over(data, declaration.root)
        result = _emit(data)
    wanted = (plain(declaration.root), comments(result))
    for write in (_anew, settle):
        formatted = _repeat(write, result)
        if formatted is not None and _content(formatted) == wanted:
            return formatted
    raise DeclarationErrors([DeclarationError("ZE158", Place(name))])


def block_text(text: str) -> str:
    """`text` in blocks as a person would write it; for what a program made, because comments stay behind."""
    return format_text(settle(_emit(_fresh(_parse("text", text).root))))


def expand_files(files: Items[tuple[str, bytes]]) -> str:
    """The full form of a whole declaration as one text; with several files it is merged and comments stay behind."""
    if len(files) == 1:
        return format_text(files[0][1], expand=True, name=files[0][0])
    root = expand_declaration(parse_declaration(files)).root
    text = settle(_emit(_fresh(root)))
    if plain(_parse("", text).root) != plain(root):
        raise DeclarationErrors([DeclarationError("ZE158", Place(files[0][0]))])
    return text


def _anew(text: str) -> str:
    return settle(_emit(_yaml().load(text)))


def _content(text: str) -> tuple[Any, list[str]] | None:
    """What a text says and its comments; None when it cannot be read."""
    try:
        return plain(_parse("", text).root), comments(text)
    except DeclarationErrors:
        return None


def _repeat(write: Callable[[str], str], text: str) -> str | None:
    """The text that `write` no longer changes; None when there is none."""
    from ruamel.yaml.error import YAMLError
    from yaml import YAMLError as OtherYAMLError

    try:
        for _ in range(_PASSES):
            last, text = text, write(text)
            if last == text:
                return text
    except (YAMLError, OtherYAMLError):
        return None
    return None


def plain(node: Node) -> Any:
    """The tree as lists and dicts of texts, without places."""
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def _parse(name: str, text: str | bytes) -> Declaration:
    return parse_declaration([(name, text.encode() if isinstance(text, str) else text)])


@cache
def _classes() -> tuple[Any, Any]:
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.representer import RoundTripRepresenter
    from ruamel.yaml.resolver import VersionedResolver

    class AllText(VersionedResolver):
        """Every scalar is text."""

        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)

    class QuotedTraps(RoundTripRepresenter):
        """Keys that editors read as true or false stay in quotes, and texts that older readers do not take plain."""

        def represent_str(self, data: Any) -> Any:
            return self.represent_scalar(_STRING, data, style="'" if data[:1] in (":", "?") else None)

        def represent_key(self, data: Any) -> Any:
            node = super().represent_key(data)
            if str(node.value).lower() in TRAPS:
                node.style = "'"
            return node

    QuotedTraps.add_representer(str, QuotedTraps.represent_str)
    return AllText, QuotedTraps


def _yaml() -> Any:
    from ruamel.yaml import YAML

    writer = YAML()
    writer.Resolver, writer.Representer = _classes()
    writer.width = 1_000_000
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def _emit(data: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    return stream.getvalue()


def _write_over(data: Any, wanted: Mapping) -> None:
    """Make the loaded text say what `wanted` says, leaving alone what it says already."""
    for key in [key for key in data if wanted.get(str(key)) is None]:
        del data[key]
    for entry in wanted:
        known = data.get(entry.key)
        if isinstance(known, dict) and isinstance(entry.value, Mapping):
            _write_over(known, entry.value)
        elif known is None or known != plain(entry.value):
            data[entry.key] = _fresh(entry.value)


def _fresh(node: Node) -> Any:
    """A node as the writer takes it; what fits on a line is written on one."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(node, Scalar):
        return node.value
    made: Any
    if isinstance(node, Mapping):
        made = CommentedMap((entry.key, _fresh(entry.value)) for entry in node)
    else:
        made = CommentedSeq(_fresh(item) for item in node.items)
    if len(str(plain(node))) < _SHORT:
        made.fa.set_flow_style()
    return made
