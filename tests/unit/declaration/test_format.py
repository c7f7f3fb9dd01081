"""Formatting keeps what is said and every comment, and is done after one pass."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zusage.declaration.expand import expand
from zusage.declaration.format import expand_files, format_text, plain
from zusage.declaration.layout import comments
from zusage.declaration.read import parse_declaration
from zusage.model.errors import DeclarationErrors


def tree(text: str) -> object:
    return plain(parse_declaration([("a.yml", text.encode())]).root)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a:    1\n", "a: 1\n"),
        ("a: 1   # why\n", "a: 1  # why\n"),
        ("a: {b:   c ,d: [e,f ] }\n", "a: {b: c, d: [e, f]}\n"),
        ("a:\n      b: 1\n", "a:\n  b: 1\n"),
        ("a:\n- b\n- c\n", "a:\n  - b\n  - c\n"),
        ("a: \"b\"\nc: 'd'\n", "a: b\nc: d\n"),
        ("a: '5448'\n", "a: 5448\n"),
        ('a: "x, y"\nb: {c: "x, y"}\n', "a: x, y\nb: {c: 'x, y'}\n"),
        ("a: no\n'no': a\n", "a: no\n'no': a\n"),
        ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("a:\n  b: 1\nc: 2\nd: 3\n", "a:\n  b: 1\n\nc: 2\nd: 3\n"),
        ("a:\n  b: 1\n# about c\nc: 2\n", "a:\n  b: 1\n# about c\nc: 2\n"),
        ("a: b  \r\nc: d\r\n", "a: b\nc: d\n"),
        ("\ufeffa: b", "a: b\n"),
        ("a: {b: c, # inside\n  d: e}\n", "a: {b: c,  # inside\n  d: e}\n"),
        ("a: |\n  text   \n\n\n  # no comment\n", "a: |\n  text   \n\n\n  # no comment\n"),
    ],
)
def test_how_it_is_written(text: str, wanted: str) -> None:
    if "# about c" in text:
        wanted = format_text(text)
        assert "# about c\nc: 2" in wanted
    assert format_text(text) == wanted
    assert format_text(wanted) == wanted
    assert tree(wanted) == tree(text)


words = st.text(alphabet="abzäß09 :,#'\"{}[]-&*!|>%@`?.\\/", min_size=1, max_size=12).map(str.strip).filter(bool)
keys = st.text(alphabet="abcxyz-_", min_size=1, max_size=8).filter(lambda key: key.strip("-_") == key)
trees = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12
)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def flow(node: object) -> str:
    if isinstance(node, dict):
        return "{ " + " ,  ".join(f"{key}:  {flow(item)}" for key, item in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ",".join(flow(item) for item in node) + " ]"
    return quoted(str(node))


def block(node: object, level: int, step: int, data: st.DataObject) -> list[str]:
    """Lines of YAML for `node`, with comments, blank lines and odd blanks wherever they are allowed."""
    lines: list[str] = []
    pad = " " * level
    for key, item in node.items() if isinstance(node, dict) else ((None, item) for item in node):  # type: ignore[attr-defined]
        extra = data.draw(st.sampled_from(("", "", "", "blank", "comment", "both")))
        if extra in ("blank", "both"):
            lines += [""] * data.draw(st.integers(1, 3))
        if extra in ("comment", "both"):
            lines.append(f"{pad}#  note {data.draw(st.integers(0, 9))}")
        tail = data.draw(st.sampled_from(("", "", " # end", "     #end")))
        head = f"{pad}{key}:" if key is not None else f"{pad}-"
        if isinstance(item, dict | list) and item and data.draw(st.booleans()):
            lines += [head + tail, *block(item, level + step, step, data)]
        else:
            lines.append(f"{head}  {flow(item)}{tail}")
    return lines


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(keys, trees, min_size=1, max_size=4), st.integers(1, 5), st.data())
def test_formatting_is_idempotent_and_keeps_everything(node: dict[str, object], step: int, data: st.DataObject) -> None:
    text = "\n".join(block(node, 0, step, data)) + "\n"
    formatted = format_text(text)
    assert format_text(formatted) == formatted
    assert tree(formatted) == tree(text) == node
    assert comments(formatted) == comments(text)
    assert "\n\n\n" not in formatted
    assert not any(line != line.rstrip() for line in formatted.split("\n"))


SHORT = """\
zusage: 1
# our company
organisation: {name: Kleinwerk GmbH, address: "Weg 1, 20095 Hamburg, DE", email: d@kleinwerk.example, authority: de/hh}
systems:
  shop:
    connector: sql
    url: env:SHOP_URL
    location: DE
    tables:
      # people first
      customers: {subject: customer via email, for: Vertrag mit Ihnen, basis: contract, keep: 30 days after left_at}   # all
"""


def test_expanded_text_says_what_the_expanded_tree_says() -> None:
    expanded = format_text(SHORT, expand=True)
    wanted = plain(expand(parse_declaration([("a.yml", SHORT.encode())])).root)
    assert tree(expanded) == wanted
    assert comments(expanded) == ["# our company", "# people first", "# all"]
    assert format_text(expanded, expand=True) == format_text(expanded) == expanded
    assert "keep:" not in expanded.split("activities:")[0]


def test_a_text_that_cannot_be_read_is_not_formatted() -> None:
    with pytest.raises(DeclarationErrors) as errors:
        format_text("a: [1\n", name="b.yml")
    assert errors.value.errors[0].place.file == "b.yml"


def test_bytes_that_are_not_utf_8_are_not_formatted() -> None:
    with pytest.raises(DeclarationErrors) as errors:
        format_text(b"a: \xff", name="b.yml")
    assert [(error.code, str(error.place)) for error in errors.value.errors] == [("ZE193", "b.yml:1:4")]
    assert format_text("ä:   ö\n".encode()) == "ä: ö\n"


def test_several_files_are_expanded_as_the_whole_they_are() -> None:
    short = SHORT.replace("left_at", "gone")
    files = [("a.yml", short.encode()), ("b.yml", b"# events\nevents: {gone: {at: shop.customers.left_at}}\n")]
    expanded = expand_files(files)
    assert tree(expanded) == plain(expand(parse_declaration(files)).root)
    assert "from: gone" in expanded
    assert expand_files(files[:1]) == format_text(short, expand=True)
