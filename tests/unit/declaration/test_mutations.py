"""A declaration that was damaged anywhere is refused with places or compiles; it never ends in a traceback."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zusage.adapters.connectors import descriptors
from zusage.declaration.expand import expand
from zusage.declaration.format import plain
from zusage.declaration.read import parse_declaration
from zusage.declaration.shape import check_shape
from zusage.language.messages import render
from zusage.model.errors import DeclarationErrors
from zusage.policy.compiler import compile_policy

EXAMPLE = Path(__file__).parents[3] / "examples" / "live-chat" / "zusage.yml"
VALUES: tuple[Any, ...] = (
    "", "x", "all", "true", "30 days", "after 30 days", "afterwards", "control.customers", "env:X", "a/b", "otherwise",
    "customer_left", "de/vouchers", [], ["x"], {}, {"x": "y"}, {"at": "control.customers.x"},
)  # fmt: skip


def spots(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value below `node`."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from spots(value, (*path, key))


def damage(tree: Any, dice: random.Random) -> Any:
    """A copy of the tree with one to three values removed, replaced, renamed or taken from elsewhere."""
    tree = copy.deepcopy(tree)
    for _ in range(dice.randint(1, 3)):
        path = dice.choice(list(spots(tree)))
        parent = follow(tree, path[:-1])
        match dice.randrange(4):
            case 0:
                del parent[path[-1]]
            case 1:
                parent[path[-1]] = copy.deepcopy(dice.choice(VALUES))
            case 2:
                parent[path[-1]] = copy.deepcopy(follow(tree, dice.choice(list(spots(tree)))))
            case _ if isinstance(parent, dict):
                parent[f"{path[-1]}x"] = parent.pop(path[-1])
    return tree


def follow(node: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        node = node[key]
    return node


@pytest.mark.parametrize("seed", range(5))
def test_damaged_declaration_never_ends_in_a_traceback(seed: int) -> None:
    dice = random.Random(seed)
    whole = plain(parse_declaration([("a.yml", EXAMPLE.read_bytes())]).root)
    refused = 0
    for _ in range(25):
        content = json.dumps(damage(whole, dice), ensure_ascii=False, indent=1).encode()
        try:
            declaration = parse_declaration([("a.yml", content)])
            if errors := check_shape(declaration, descriptors()):
                raise DeclarationErrors(errors)
            compile_policy(expand(declaration), descriptors(), date(2026, 11, 22))
        except DeclarationErrors as errors:
            refused += 1
            assert all(error.place.line for error in errors.errors), render(errors, "en")
            assert render(errors, "de") and render(errors, "en")
    assert refused > 5
