"""Declarations for tests of the compiler: YAML in, tree or policy out; `§` marks where an error is expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from zusage.declaration.expand import expand
from zusage.declaration.node import Declaration
from zusage.declaration.read import parse_declaration
from zusage.model.errors import DeclarationError, DeclarationErrors
from zusage.plan.connector import Descriptor
from zusage.policy.compiler import compile_policy
from zusage.policy.policy import Policy

TODAY = date(2026, 11, 22)
KNOWN: Mapping[str, Descriptor] = {
    "sql": Descriptor(
        "sql",
        (),
        frozenset({"Delete", "Clear", "Lock", "Unlock", "Drop", "Replace", "Restrict", "Release"}),
        frozenset(),
        (),
        "",
    ),
    "files": Descriptor(
        "files", (), frozenset({"Delete", "Drop"}), frozenset(), (), "", {"files": {"time": "instant", "path": "text"}}
    ),
    "logfiles": Descriptor(
        "logfiles", (), frozenset({"Delete", "Shorten"}), frozenset(), (), "", {"lines": {"time": "instant"}}
    ),
}
BASE = """\
zusage: 1
organisation: {name: Muster GmbH, address: Weg 1, email: d@muster.example, authority: de/sh}
languages: [de, en]
documents: {web: {title: {de: Hinweis, en: Notice}}}
subjects: {guest: {label: {de: Gäste, en: guests}, found_in: {shop.guests: [email]}}}
"""
SHOP = """\
systems:
  shop:
    connector: sql
    url: env:SHOP
    location: DE
    tables:
      guests: {subject: guest}
      bills:  {owned_by: guests via guest_id}
      prices: {no_personal_data: true}
"""
ACTIVITY = """\
activities:
  sale:
    title: {de: Verkauf, en: selling}
    subjects: [guest]
    purposes: {sell: {de: Verkauf, en: selling}}
    basis: contract
    data:
      guests: {label: {de: Namen, en: names}, in: shop.guests}
      bills: {label: {de: Rechnungen, en: bills}, in: shop.bills}
    retention:
      gone: {data: [guests], from: {at: shop.guests.left_at}, delete: after 30 days}
      bills: {data: [bills], from: {at: shop.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards}
"""
WHOLE = BASE + SHOP + ACTIVITY


def declared(text: str) -> Declaration:
    """The tree of one file, in full form."""
    return expand(parse_declaration([("zusage.yml", text.encode())]))


def compiled(text: str, environment: str = "production", known: Mapping[str, Descriptor] = KNOWN) -> Policy:
    """The policy of one file."""
    return compile_policy(declared(text), known, TODAY, environment).policy


def errors_of(text: str) -> tuple[DeclarationError, ...]:
    """Everything that has no single meaning in a file."""
    with pytest.raises(DeclarationErrors) as caught:
        compiled(text)
    return caught.value.errors


def edited(*changes: tuple[str, str], text: str = WHOLE) -> str:
    """The text with each first string, which must occur exactly once, replaced by the second."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def marked(text: str) -> tuple[str, int, int]:
    """The text without its one mark, and the line and column where it stood."""
    assert text.count("§§") == 1
    before = text.partition("§§")[0]
    return text.replace("§§", ""), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
