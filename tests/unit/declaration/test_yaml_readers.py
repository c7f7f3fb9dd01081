"""What libyaml reads and what the slower reader in Python reads is the same tree, with the same places."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from zusage.declaration import secret, tree
from zusage.declaration.node import Mapping
from zusage.declaration.secret import has_secret
from zusage.model.errors import DeclarationError

ROOT = Path(__file__).parents[3]
FILES = sorted([*ROOT.glob("examples/*/zusage.yml"), *ROOT.glob("tests/broken/*.yml"), ROOT / "tests/rules/base.yml"])
READERS = [reader for reader in (getattr(yaml, "CSafeLoader", None), yaml.SafeLoader) if reader]


def grown(text: str, reader: type, patch: pytest.MonkeyPatch) -> tuple[Mapping | None, list[tuple[str, object, object]]]:
    errors: list[DeclarationError] = []
    patch.setattr(tree, "_READER", reader)
    root = tree.grow("a.yml", text, errors)
    return root, [(error.code, error.place, error.arguments) for error in errors]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_both_readers_give_the_same_tree_and_places(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text(encoding="utf-8-sig")
    quick, *slow = (grown(text, reader, monkeypatch) for reader in READERS)
    for other in slow:
        assert [code for code, _, _ in other[1]] == [code for code, _, _ in quick[1]]
        assert other[0] == quick[0]
        if quick[0] is not None:
            assert other[1] == quick[1]


SIGNS = st.sampled_from(
    ["a", "b ", "'x'", '"y"', ": ", "- ", ", ", "{", "}", "[", "]", "\n", "\n  ", "on", "z: 1\n", "<<", "${V}"]
)


@given(st.lists(SIGNS, max_size=25).map("".join))
@settings(max_examples=300, deadline=None)
def test_what_both_readers_accept_they_read_alike(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        trees = [root for root, _ in (grown(text, reader, patch) for reader in READERS) if root is not None]
    assert all(root == trees[0] for root in trees)


@given(st.from_regex(secret._SECRET) | st.text(alphabet="ab:/@=pwd-_AKI0", max_size=18))
@settings(max_examples=400, deadline=None)
def test_no_secret_is_too_short_to_be_looked_at(text: str) -> None:
    assert has_secret(text) == (secret._SECRET.search(text) is not None)
