"""Trait: what an operator declares about itself, so that nobody calls a shortened value anonymous.

Law: `does` is one of recognises, normalises, shortens, pseudonymises, anonymises. "Anonymises" speaks of the one
value and only of operators that leave nothing of it (nothing, constant, placeholder): whether a whole row is
anonymous is a question to the rows, never a property of an operator. `keeps_unique` says that different values stay
different; `length` is same, shorter, fixed or any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Does = Literal["recognises", "normalises", "shortens", "pseudonymises", "anonymises"]
Length = Literal["same", "shorter", "fixed", "any"]


@dataclass(frozen=True, slots=True)
class Trait:
    """The declared property of one operator."""

    name: str
    does: Does
    keeps_unique: bool
    length: Length


def recogniser(name: str) -> Trait:
    """The trait of an operator that only looks: it changes nothing."""
    return Trait(name, "recognises", keeps_unique=True, length="same")
