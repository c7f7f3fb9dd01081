"""Normalise: brings a value into the form in which it is compared across systems, by the name of an operator.

Law: pure and idempotent except for the digests, which are one step: `email_sha256` is the digest of the normalised
address. A digest of a value that can be guessed still identifies: it pseudonymises. Unknown names raise KeyError.
Example: `normalise("email", " Ada@Beispiel.Example")` gives `ada@beispiel.example`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable

from zusage.operators.email import normalised
from zusage.operators.trait import Trait

TRAITS = (
    Trait("sha256_hex", "pseudonymises", keeps_unique=True, length="fixed"),
    Trait("email_sha256", "pseudonymises", keeps_unique=False, length="fixed"),
    Trait("text", "normalises", keeps_unique=False, length="any"),
)


def normalise(name: str, value: str) -> str:
    """`value` as the operator `name` compares it."""
    return _OPERATORS[name](value)


def _sha256(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value.strip())


_OPERATORS: dict[str, Callable[[str], str]] = {
    "": lambda value: value,
    "text": _text,
    "email": normalised,
    "sha256_hex": _sha256,
    "email_sha256": lambda value: _sha256(normalised(value)),
}

NORMALISERS: frozenset[str] = frozenset(_OPERATORS)
